package cn.smspay.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Chromium without a window, led by the npm package {@code playwright-core}; axe looks for what shuts people out. */
public final class Browser {
    private static final Path FOLDER = Path.of(System.getProperty("smspay.root", ".."), "engine", "target", "browser");
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final List<String> PACKAGES = List.of("playwright-core@1.65.1", "axe-core@4.14.1");

    private Browser() {}

    /** Whether the browser and the packages are there; installs the packages if that can be done. */
    public static boolean isInstalled() throws InterruptedException, IOException {
        if (!Files.exists(PROGRAM)) {
            return false;
        }
        if (Files.exists(FOLDER.resolve("node_modules/axe-core/package.json"))
                && Files.exists(FOLDER.resolve("node_modules/playwright-core/package.json"))) {
            return true;
        }
        Files.createDirectories(FOLDER);
        var command = new java.util.ArrayList<>(List.of("npm", "install", "--no-audit", "--no-fund", "--prefix", "."));
        command.addAll(PACKAGES);
        try {
            var npm = new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(FOLDER.resolve("install.log").toFile())
                    .start();
            return npm.waitFor(120, TimeUnit.SECONDS) && npm.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Walks through a site.
     *
     * @param base address of the site
     * @param walk steps and ways of looking, as pages.js reads them
     * @return what is wrong, a line each
     */
    public static List<String> walk(String base, String walk) throws IOException, InterruptedException {
        var script = FOLDER.resolve("pages.js");
        try (var source = Objects.requireNonNull(Browser.class.getResourceAsStream("/browser/pages.js"))) {
            Files.write(script, source.readAllBytes());
        }
        // Pictures are for people, who ask for them with -Dsmspay.shots=true.
        var shots = Boolean.getBoolean("smspay.shots")
                ? Files.createDirectories(FOLDER.resolve("shots"))
                        .toAbsolutePath()
                        .toString()
                : "";
        var node = new ProcessBuilder("node", script.toAbsolutePath().toString(), base, shots)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        try (var in = node.getOutputStream()) {
            in.write(walk.getBytes(StandardCharsets.UTF_8));
        }
        var said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!node.waitFor(60, TimeUnit.SECONDS)) {
            node.destroyForcibly();
            return List.of("the browser did not end");
        }
        var lines = said.lines().toList();
        return node.exitValue() == 0
                ? lines
                : java.util.stream.Stream.concat(lines.stream(), List.of("exit " + node.exitValue()).stream())
                        .toList();
    }
}
