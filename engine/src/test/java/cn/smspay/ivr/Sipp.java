package cn.smspay.ivr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Runs the load generator sipp, where it is installed, as the calling side. */
final class Sipp {
    private final Path folder;
    private final int port;

    Sipp(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Skips the test where there is no sipp. */
    static void needed() {
        needed("sipp");
    }

    /** Skips the test where this program is missing. */
    static void needed(String program) {
        boolean there = false;
        for (var place : System.getenv("PATH").split(":")) {
            there |= Files.isExecutable(Path.of(place, program));
        }
        Assumptions.assumeTrue(there, program + " is not installed");
    }

    private static int freePort() throws IOException {
        try (var probe = new java.net.DatagramSocket(0)) {
            return probe.getLocalPort();
        }
    }

    /** Starts a scenario. */
    Process start(String scenario, String... more) throws IOException {
        var file = Path.of("src/test/resources/sipp", scenario + ".xml").toAbsolutePath();
        var command = new ArrayList<>(List.of(
                "sipp",
                "127.0.0.1:" + port,
                "-sf",
                file.toString(),
                "-i",
                "127.0.0.1",
                "-m",
                "1",
                "-nostdin",
                "-timeout",
                "20s",
                "-timeout_error"));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(scenario + ".out").toFile())
                .start();
    }

    /** Runs a scenario to its end; whether every call went as the scenario says. */
    boolean plays(String scenario, String... more) throws IOException, InterruptedException {
        var process = start(scenario, more);
        if (!process.waitFor(45, TimeUnit.SECONDS)) {
            process.destroy();
        }
        return process.waitFor() == 0;
    }
}
