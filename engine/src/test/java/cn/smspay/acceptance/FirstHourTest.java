package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program alone in an empty folder: written out, edited, run against the simulated SMSC that it brings. */
@Timeout(180)
final class FirstHourTest {
    private static final String MAIN = "cn.smspay.app.Main";

    @TempDir
    private Path folder;

    private Process start(Path in, String... args) throws IOException {
        var builder = new ProcessBuilder(EngineProcess.java(MAIN, args)).directory(in.toFile());
        return builder.redirectErrorStream(true).start();
    }

    private String run(Path in, String... args) throws IOException, InterruptedException {
        var process = start(in, args);
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), said);
        assertEquals(0, process.exitValue(), said);
        return said;
    }

    private static String awaitLine(BufferedReader output, String part) throws IOException {
        var before = new ArrayList<String>();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(part)) {
                return line;
            }
            before.add(line);
        }
        throw new AssertionError("never said " + part + " but " + before);
    }

    private static Set<String> files(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void whatIsWrittenOutRunsAgainstTheSmscThatComesWithIt() throws Exception {
        run(folder, "init", "here");
        var here = folder.resolve("here");
        assertTrue(files(here)
                .containsAll(List.of(
                        "conf/smspay.yaml",
                        "conf/master.key",
                        "conf/smsc-main.password",
                        "dialogs/cx.yaml",
                        "dialogs/cx.chat",
                        "ivr-scripts/12588.yaml")));
        assertEquals(
                "r--------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(here.resolve("conf/master.key"))));

        var smsc = start(here, "smsc", "--port", "0", "--password-file", "conf/smsc-main.password");
        var heard = smsc.inputReader();
        var port = awaitLine(heard, "SMSC on").replaceAll(".*:([0-9]+) for.*", "$1");
        var told = folder.resolve("told");
        var engine = underSystemd(
                here,
                told,
                "run",
                "--set",
                "smsc.main.port=" + port,
                "--set",
                "http.port=0",
                "--set",
                "voice.sip.udp_port=0");
        awaitLine(engine.inputReader(), "bound as");
        var typed = smsc.outputWriter();
        typed.write("13800000001 CX\n");
        typed.flush();
        assertTrue(awaitLine(heard, "< 13800000001").contains("KT"));
        typed.write("/quit\n");
        typed.flush();
        assertTrue(smsc.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, smsc.exitValue());
        engine.destroy();
        assertTrue(engine.waitFor(60, TimeUnit.SECONDS));
        var pid = "--pid=" + engine.pid();
        assertEquals(List.of(pid + " READY=1", pid + " STOPPING=1"), Files.readAllLines(told));
    }

    /** With a systemd-notify that writes down what it is told. */
    private Process underSystemd(Path in, Path told, String... args) throws IOException {
        var programs = Files.createDirectory(folder.resolve("bin"));
        var notify = Files.writeString(programs.resolve("systemd-notify"), "#!/bin/sh\necho \"$@\" >> " + told + "\n");
        Files.setPosixFilePermissions(notify, PosixFilePermissions.fromString("rwx------"));
        var builder = new ProcessBuilder(EngineProcess.java(MAIN, args)).directory(in.toFile());
        builder.environment().put("NOTIFY_SOCKET", "/nowhere");
        builder.environment().merge("PATH", programs.toString(), (path, own) -> own + ":" + path);
        return builder.redirectErrorStream(true).start();
    }

    @Test
    void whatIsThereAlreadyStaysAsItIs() throws Exception {
        run(folder, "init", "here");
        var edited = folder.resolve("here/dialogs/cx.yaml");
        Files.writeString(edited, "# mine\n");
        var key = Files.readString(folder.resolve("here/conf/master.key"));

        assertTrue(run(folder, "init", "here").contains("0 files written"));

        assertEquals("# mine\n", Files.readString(edited));
        assertEquals(key, Files.readString(folder.resolve("here/conf/master.key")));
    }
}
