package cn.smspay.app.pos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.cli.Exit;
import cn.smspay.ops.errand.WritingMixin;
import cn.smspay.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Which files {@link MastersOption} takes for the masters of simulated cards. */
final class MastersOptionTest {
    private static final String LINE = "0123456789ABCDEFfedcba9876543210";

    @TempDir
    private Path folder;

    @CommandLine.Command
    static final class Probe implements Runnable {
        @CommandLine.Mixin
        final MastersOption masters = new MastersOption();

        @CommandLine.Mixin
        final WritingMixin place = new WritingMixin();

        @Override
        public void run() {}
    }

    /** How often the work was done with these words on the line. */
    private int work(String... words) throws IOException {
        var probe = new Probe();
        new CommandLine(probe)
                .setErr(new java.io.PrintWriter(new java.io.StringWriter()))
                .parseArgs(words);
        var done = new ArrayList<String>();
        var data = Files.createDirectories(folder.resolve("data"));
        var key = data.resolve("master.key");
        Files.deleteIfExists(key);
        Files.setPosixFilePermissions(Files.writeString(key, World.KEY), PosixFilePermissions.fromString("r--------"));
        int exit = probe.masters.work(probe.place, data, null, tool -> {
            done.add("done");
            return 7;
        });
        assertEquals(7, exit);
        return done.size();
    }

    @ParameterizedTest
    @CsvSource({"3, 32, true", "2, 32, false", "4, 32, false", "3, 31, false", "3, 33, false"})
    void theyAreThreeLinesOfThirtyTwoDigits(int lines, int digits, boolean good) throws IOException {
        var line = (LINE + "0").substring(0, digits);
        // A blank line and blanks at the ends are no fault of anybody.
        var text = new ArrayList<>(List.of(""));
        for (int i = 0; i < lines; i++) {
            text.add(" " + line + " ");
        }
        var file = Files.write(folder.resolve("masters"), text);
        if (good) {
            assertEquals(1, work("--test-masters", file.toString()));
        } else {
            var refused = assertThrows(Exit.Refused.class, () -> work("--test-masters", file.toString()));
            assertTrue(
                    refused.getMessage()
                            .endsWith("must hold three lines of 32 hexadecimal digits: load, purchase, TAC"),
                    refused.getMessage());
        }
    }

    @Test
    void whatIsNoHexadecimalDigitIsRefusedAndAFileThatIsNotThereIsNamed() throws IOException {
        var file = Files.write(folder.resolve("masters"), List.of(LINE, LINE, LINE.replace('0', 'G')));
        assertThrows(Exit.Refused.class, () -> work("--test-masters", file.toString()));
        var missing = assertThrows(Exit.Refused.class, () -> work("--test-masters", "nowhere"));
        assertTrue(missing.getMessage().startsWith("the masters "), missing.getMessage());
        assertTrue(missing.getMessage().endsWith(" cannot be read"), missing.getMessage());
    }

    @Test
    void withoutThemTheWorkIsDoneAllTheSame() throws IOException {
        assertEquals(1, work());
    }
}
