package cn.smspay.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed into the terminal's handset. */
final class HandsetReaderTest {
    @TempDir
    Path data;

    @Test
    void everyCommandOfTheHelpIsCompleted() {
        var commands = HandsetReader.commands(TerminalHandset.help());
        assertTrue(
                commands.containsAll(List.of("/as", "/bill", "/call", "/help", "/quit", "/redeliver", "/wait", "/who")),
                commands.toString());
    }

    @Test
    void aPastedBlockIsReadLineByLineAndPasswordsAreNotKept() throws IOException {
        var typed = new ByteArrayInputStream("KT\nA\n123456\nCX\n".getBytes(StandardCharsets.UTF_8));
        try (var terminal = new DumbTerminal(typed, new ByteArrayOutputStream())) {
            var reader = HandsetReader.of(terminal, data, TerminalHandset.help(), List.of("KT"));
            assertEquals("KT", reader.readLine());
            assertEquals("A", reader.readLine());
            assertEquals("123456", reader.readLine());
            assertEquals("CX", reader.readLine());
            reader.getHistory().save();
        }
        var kept = Files.readString(data.resolve("handset.history"));
        assertTrue(kept.contains("KT") && kept.contains("CX"), kept);
        assertFalse(kept.contains("123456"), kept);
        assertEquals(List.of("KT", "A"), HandsetReader.lines("KT\nA"));
    }

    /** Both ways in which a terminal may send its arrows. */
    @ParameterizedTest
    @ValueSource(strings = {"\033[A", "\033OA"})
    void theArrowUpBringsBackWhatWasTyped(String up) throws IOException {
        var typed = new ByteArrayInputStream(
                ("KT\rCX\r" + up + "\r" + up + up + up + "\r").getBytes(StandardCharsets.UTF_8));
        try (var terminal =
                new ExternalTerminal("typed", "xterm", typed, new ByteArrayOutputStream(), StandardCharsets.UTF_8)) {
            var reader = HandsetReader.of(terminal, data, TerminalHandset.help(), List.of("KT"));
            assertEquals("KT", reader.readLine());
            assertEquals("CX", reader.readLine());
            assertEquals("CX", reader.readLine());
            assertEquals("KT", reader.readLine());
        }
    }

    @Test
    void noColourIsHeeded() {
        assertTrue(HandsetReader.isPlain(Map.of("NO_COLOR", "1")));
        assertTrue(HandsetReader.isPlain(Map.of("TERM", "dumb")));
        assertFalse(HandsetReader.isPlain(Map.of("NO_COLOR", "", "TERM", "xterm")));
    }
}
