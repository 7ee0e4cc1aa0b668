package cn.smspay.app.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.cli.Exit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** With which settings the simulated SMSC plays, and which lines it understands. */
final class SmscCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Path password;
    private String refusal = "";

    @BeforeEach
    void furnish() throws IOException {
        password = Files.writeString(folder.resolve("password"), "secret\n");
    }

    private int run(String typed, String... words) {
        var in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        return new CommandLine(new SmscCommand(in, new PrintStream(said, true, StandardCharsets.UTF_8)))
                .setExecutionExceptionHandler((fault, self, parsed) -> {
                    refusal = String.valueOf(fault.getMessage());
                    return fault instanceof Exit.Refused no ? no.code() : -1;
                })
                .execute(words);
    }

    @ParameterizedTest
    @CsvSource({"-1", "65536"})
    void aPortIsOne(String port) {
        assertEquals(Exit.USAGE, run("", "--port=" + port, "--password-file", password.toString()));
        assertEquals(port + " is no port; --port wants 0 to 65535", refusal);
    }

    @Test
    void thePasswordIsInAFileThatHoldsOne() throws IOException {
        assertEquals(
                Exit.USAGE, run("", "--password-file", folder.resolve("none").toString()));
        assertTrue(refusal.endsWith("none cannot be read; \"smspay init DIR\" makes one"), refusal);
        assertEquals(Exit.USAGE, run("", "--password-file", folder.toString()));
        assertTrue(refusal.contains("cannot be read"), refusal);
        var empty = Files.writeString(folder.resolve("empty"), " \n");
        assertEquals(Exit.USAGE, run("", "--password-file", empty.toString()));
        assertTrue(refusal.endsWith("empty holds nothing"), refusal);
        assertEquals(Exit.USAGE, run(""), "it is wanted");
    }

    @Test
    void aPortThatIsTakenIsSaidToBeSo() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var port = Integer.toString(taken.getLocalPort());

            assertEquals(Exit.USAGE, run("", "--port", port, "--password-file", password.toString()));
            assertTrue(refusal.startsWith("127.0.0.1:" + port + " cannot be listened on"), refusal);
        }
    }

    @Test
    void linesAreUnderstoodUpToTheQuit() throws IOException {
        var counts = folder.resolve("counts.csv");

        int code = run(
                "\n# a remark\nhello\n12 CX\n13800000001\n/disconnect\n/counts " + counts + "\n/quit\nafter the end\n",
                "--port",
                "0",
                "--password-file",
                password.toString());

        assertEquals(Exit.DONE, code, refusal);
        var lines = said.toString(StandardCharsets.UTF_8).lines().toList();
        assertTrue(lines.get(0).matches("SMSC on 127\\.0\\.0\\.1:[1-9][0-9]* for system_id smspay\\..*"), lines.get(0));
        var odd = "! not understood; write a number and a text, like: 13800000001 CX";
        assertEquals(3, lines.stream().filter(odd::equals).count(), "a word, a short number, a number without a text");
        assertEquals("! connections dropped", lines.get(4));
        assertEquals(5, lines.size(), lines.toString());
        assertTrue(Files.exists(counts));
        assertFalse(Files.readString(counts).isEmpty());
    }
}
