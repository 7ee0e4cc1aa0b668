package cn.smspay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What goes with the program to a machine: the unit of systemd and the description of a container say what it understands. */
final class PackagingTest {
    private static final Path PACKAGING =
            Path.of(System.getProperty("smspay.root", "..")).resolve("engine/packaging");
    /** {@code run} drains for so long before it is stopped by force. */
    private static final int DRAIN_SECONDS = 20;

    private static String unit(String key) throws IOException {
        var found = Pattern.compile("(?m)^" + key + "=(.*)$")
                .matcher(Files.readString(PACKAGING.resolve("smspay.service")));
        assertTrue(found.find(), key);
        return found.group(1);
    }

    @Test
    void systemdFindsNoFaultInTheUnit() throws Exception {
        var program = Path.of("/usr/bin/systemd-analyze");
        assumeTrue(Files.isExecutable(program) && Files.isExecutable(Path.of("/usr/bin/java")), "systemd is needed");
        var verify = new ProcessBuilder(
                        program.toString(),
                        "verify",
                        PACKAGING.resolve("smspay.service").toAbsolutePath().toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(verify.getInputStream().readAllBytes());

        assertEquals(0, verify.waitFor(), said);
        assertTrue(said.lines().noneMatch(line -> line.contains("smspay.service")), said);
    }

    @Test
    void theUnitWaitsLongerThanADrainAndDoesNotStartAgainWhatIsRefused() throws IOException {
        assertTrue(Integer.parseInt(unit("TimeoutStopSec")) > DRAIN_SECONDS);
        assertEquals("2", unit("RestartPreventExitStatus"));
        assertEquals("notify", unit("Type"));
        assertEquals("all", unit("NotifyAccess"));
        assertTrue(unit("ExecStart").endsWith("-jar /opt/smspay/smspay.jar run"));
        assertTrue(unit("ExecStart").contains("-XX:+ExitOnOutOfMemoryError"));
    }

    @Test
    void theContainerStartsAndAsksWhatTheProgramUnderstands() throws IOException {
        var file = Files.readString(PACKAGING.resolve("Containerfile"));
        var lines = Pattern.compile("(?s)CMD \\[(.*?)]")
                .matcher(file)
                .results()
                .map(found -> List.of(found.group(1).replace("\"", "").split(",\\s*")))
                .toList();

        assertEquals(2, lines.size(), "health and run");
        for (var words : lines) {
            var own = words.subList(words.indexOf("-jar") < 0 ? 0 : words.indexOf("-jar") + 2, words.size());
            assertTrue(Commands.isWhole(own), own.toString());
        }
        assertTrue(file.contains("\nUSER 10001\n"), "not root");
        assertTrue(file.contains("-XX:+ExitOnOutOfMemoryError"), file);
    }
}
