package cn.smspay.voice.sip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Runs the load generator sipp, where it is installed, as the calling side. */
public final class Sipp {
    /** What stands in the scenarios for the caller and the number he dials. */
    private static final String ANYBODY = "+86138[pid]0[call_number]";

    private static final String SERVICE = "12588";

    private final Path folder;
    private final int port;
    private final String caller;
    private final String dialled;

    /**
     * @param folder where it writes
     * @param port where the service listens on 127.0.0.1
     */
    public Sipp(Path folder, int port) {
        this(folder, port, ANYBODY, SERVICE);
    }

    private Sipp(Path folder, int port, String caller, String dialled) {
        this.folder = folder;
        this.port = port;
        this.caller = caller;
        this.dialled = dialled;
    }

    /** The same with calls from this number, which may hold sipp's keywords. */
    public Sipp from(String number) {
        return new Sipp(folder, port, number, dialled);
    }

    /** The same with calls to this number. */
    public Sipp to(String number) {
        return new Sipp(folder, port, caller, number);
    }

    /** Skips the test where there is no sipp. */
    public static void needed() {
        needed("sipp");
    }

    /** Skips the test where this program is missing. */
    public static void needed(String program) {
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
        var file = folder.resolve(scenario + ".xml");
        try (var text = Sipp.class.getResourceAsStream("/sipp/" + scenario + ".xml")) {
            var read = new String(text.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(file, read.replace(ANYBODY, caller).replace(SERVICE, dialled));
        }
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
    public boolean plays(String scenario, String... more) throws IOException, InterruptedException {
        var process = start(scenario, more);
        if (!process.waitFor(45, TimeUnit.SECONDS)) {
            process.destroy();
        }
        return process.waitFor() == 0;
    }
}
