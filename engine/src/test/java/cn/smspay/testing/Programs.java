package cn.smspay.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of others whose verdict a test wants. */
public final class Programs {
    private static final int PATIENCE_SECONDS = 60;

    private Programs() {}

    /** Whether it can be started here. */
    public static boolean isThere(String program) throws InterruptedException {
        try {
            var process = new ProcessBuilder(program, "-v")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            return false;
        }
    }

    /** What it prints; it ends well. */
    public static List<String> lines(Path folder, String... command) throws IOException, InterruptedException {
        var out = folder.resolve(command[0] + ".out");
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(out.toFile())
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", command) + " did not end well");
        }
        return Files.readAllLines(out, StandardCharsets.UTF_8);
    }
}
