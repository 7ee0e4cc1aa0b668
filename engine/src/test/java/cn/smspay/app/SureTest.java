package cn.smspay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.smspay.acceptance.EngineProcess;
import cn.smspay.testing.Service;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code Confirmation}: somebody at a real terminal is asked before what cannot be undone. */
final class SureTest {
    @TempDir
    private Path folder;

    private String typed(String answer, String... words) throws Exception {
        var line = EngineProcess.java("cn.smspay.app.Main", words).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        var terminal = new ProcessBuilder("script", "-qec", line, "/dev/null")
                .redirectErrorStream(true)
                .start();
        terminal.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
        terminal.getOutputStream().flush();
        var said = new String(terminal.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return terminal.waitFor() + " " + said;
    }

    @Test
    void noMeansThatNothingIsDone() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script of util-linux makes the terminal");
        try (var service = new Service(folder)) {
            var refused = typed("n", "ctl", "bind", "stop", "local", "--data", folder.toString());

            assertTrue(refused.startsWith("2 "), refused);
            assertTrue(
                    refused.contains(
                            "The bind is left until it is started again; its messages wait at the SMSC. Go on? [y/N]"),
                    refused);
            assertTrue(refused.contains("nothing was done"), refused);
            assertEquals(List.of(), service.texts("select act from audit"));

            assertTrue(typed("y", "ctl", "bind", "stop", "local", "--data", folder.toString())
                    .startsWith("0 "));
            assertEquals(List.of("bind.stop"), service.texts("select act from audit"));
            service.engine().binds().start("local");
            Service.get(service.engine().link().allBound());
        }
    }
}
