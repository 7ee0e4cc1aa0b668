package cn.smspay.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Servers on the npm package {@code smpp}, which we did not write. */
public final class NpmSmpp {
    private static final Path FOLDER = Path.of(System.getProperty("smspay.root", ".."), "engine", "target", "npm");

    private NpmSmpp() {}

    /** Whether the package is there; installs it if that can be done. */
    public static boolean isInstalled() throws InterruptedException, IOException {
        if (Files.exists(FOLDER.resolve("node_modules/smpp/package.json"))) {
            return true;
        }
        Files.createDirectories(FOLDER);
        try {
            var npm = new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--prefix", ".", "smpp@0.5.1")
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(FOLDER.resolve("install.log").toFile())
                    .start();
            return npm.waitFor(120, TimeUnit.SECONDS) && npm.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Starts a server from the test resources. */
    public static Process start(String name) throws IOException {
        var script = FOLDER.resolve(name);
        try (var source = Objects.requireNonNull(NpmSmpp.class.getResourceAsStream("/npm-smsc/" + name))) {
            Files.write(script, source.readAllBytes());
        }
        return new ProcessBuilder(List.of("node", script.toAbsolutePath().toString()))
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
    }
}
