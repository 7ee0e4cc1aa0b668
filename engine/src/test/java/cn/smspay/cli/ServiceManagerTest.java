package cn.smspay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What systemd is told is understood by its own program, of whatever version it is. */
final class ServiceManagerTest {
    private static final Path NOTIFY = Path.of("/usr/bin/systemd-notify");
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    /** Listens as systemd does, says that it does, and prints the first message; the second is the barrier of newer ones. */
    private static final String LISTEN = """
            import socket, sys
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.bind(sys.argv[1])
            print('listens', flush=True)
            s.settimeout(20)
            print(s.recv(4096).decode().replace('\\n', ' '), flush=True)
            s.settimeout(3)
            try:
                s.recv(4096)
            except TimeoutError:
                pass
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {ServiceManager.READY, ServiceManager.STOPPING})
    void systemdHearsIt(String what) throws Exception {
        assumeTrue(Files.isExecutable(NOTIFY) && Files.isExecutable(PYTHON));
        var socket = folder.resolve("notify").toString();
        var systemd = new ProcessBuilder(PYTHON.toString(), "-c", LISTEN, socket).start();
        try (var heard = systemd.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("listens", heard.readLine());
            var telling = new ProcessBuilder(ServiceManager.command(what)).redirectErrorStream(true);
            telling.environment().put("NOTIFY_SOCKET", socket);
            var told = telling.start();
            var said = new String(told.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertEquals(what + " MAINPID=" + ProcessHandle.current().pid(), sorted(heard.readLine()), said);
            assertEquals("", said);
        } finally {
            systemd.destroy();
        }
    }

    /** The order of its variables is systemd-notify's own. */
    private static String sorted(String heard) {
        var words = heard.strip().split(" ");
        return words.length == 2 && words[0].startsWith("MAINPID") ? words[1] + " " + words[0] : heard.strip();
    }
}
