package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scanners that the world's SIP ports meet every day: to whom we do not know, nobody is here. */
@Tag("peer")
final class ScannerTest {
    private static final int PATIENCE_SECONDS = 8;

    @TempDir
    private Path folder;

    private TestServer test = TestServer.usual();

    /** Scanners come from 127.0.0.1, wherever some of them are told to come from. */
    private void knowNobodyThere() {
        var trunk = new SipSettings.Trunk("elsewhere", List.of("127.0.0.5"), true, 10, Optional.empty());
        test.close();
        test = new TestServer(TestServer.with(List.of(trunk), SipSettings.Phones.NONE));
    }

    @AfterEach
    void stop() {
        test.close();
    }

    /** What it prints until it gives up; some never do when nobody answers, so that it is ended then. */
    private String scan(String... command) throws IOException, InterruptedException {
        Sipp.needed(command[0]);
        var words = new ArrayList<>(List.of(command));
        words.addAll(List.of("-p", Integer.toString(test.server.udpPort()), "127.0.0.1"));
        var printed = folder.resolve("printed");
        var builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(printed.toFile());
        // Its sessions are kept in its home.
        builder.environment().put("HOME", folder.toString());
        var scanner = builder.start();
        if (!scanner.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            scanner.destroyForcibly().waitFor();
        }
        return Files.readString(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "svmap",
                "svmap -m INVITE",
                "svwar -e100-105 -m REGISTER",
                "svwar -e12588 -m INVITE",
                "svcrack -u100 -r100-105"
            })
    void isNotThereForScanners(String command) throws Exception {
        knowNobodyThere();

        var printed = scan(command.split(" "));

        assertFalse(printed.contains("smspay"), printed);
        assertFalse(printed.matches("(?s).*(reqauth|noauth|weird|password is).*"), printed);
        assertTrue(test.server.figures().strangers() > 0, printed);
        assertEquals(0, test.server.figures().answered());
    }

    /** Otherwise the test above would prove nothing. */
    @Test
    void isThereForWhomItKnows() throws Exception {
        var printed = scan("svmap");

        assertTrue(printed.contains("smspay"), printed);
        assertEquals(0, test.server.figures().strangers());
    }
}
