package cn.smspay.tools.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** How {@link ChatCommand} ends, and what it says on the way. */
final class ChatCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    private int chat(String... words) {
        out.getBuffer().setLength(0);
        return new CommandLine(new ChatCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(words);
    }

    private String transcript(String... lines) throws IOException {
        return Files.write(folder.resolve("my.chat"), List.of(lines)).toString();
    }

    @Test
    void whatGoesAsWrittenEndsWithNought() throws IOException {
        var file = transcript("case it", "given 13800000001", "> KT", "< 您正申请开通手机支付…");
        assertEquals(0, chat(file), out.toString());
        assertTrue(out.toString().contains("1 cases played, all as written."), out.toString());
    }

    @Test
    void whatGoesOtherwiseEndsWithOneAndIsCounted() throws IOException {
        var file = transcript(
                "case it", "given 13800000001", "> KT", "< 不", "case other", "given 13800000001", "> KT", "< …");
        assertEquals(1, chat(file), out.toString());
        assertTrue(out.toString().contains("my.chat:4: it went otherwise"), out.toString());
        assertTrue(out.toString().contains("2 cases played, 1 wrong."), out.toString());
    }

    /** Read it before you keep it: what was really said stands there. */
    @Test
    void anUpdateWritesWhatWasSaid() throws IOException {
        var file = transcript("case it", "given 13800000001", "> KT", "< 不");
        chat("--update", file);
        var lines = Files.readAllLines(Path.of(file));
        assertEquals(List.of("case it", "given 13800000001", "> KT"), lines.subList(0, 3));
        assertTrue(lines.get(3).startsWith("< 您正申请开通手机支付"), lines.toString());
        assertEquals(0, chat(file), out.toString());
    }

    @Test
    void everyOtherMistakeIsEveryNthFromOneOn() throws IOException {
        var file = transcript("case it", "given 13800000001", "> KT", "< …");
        assertEquals(2, chat("--one-of", "0", file));
        assertTrue(out.toString().contains("--one-of wants a number from 1 on, not 0"), out.toString());
    }

    @Test
    void coverageOfOneFileNamesWhatItDoesNotWalk() throws IOException {
        var file = transcript("case it", "given 13800000001", "> KT", "< …");
        assertEquals(1, chat("--coverage", file), out.toString());
        assertTrue(out.toString().contains("not walked: kt."), out.toString());
        assertTrue(out.toString().lines().anyMatch(line -> line.matches("[0-9]+ of [0-9]+ ways walked, .* %\\.")));
    }

    @Test
    void aFileThatIsNotThereIsOneThatIsWrong() {
        assertTrue(chat(folder.resolve("none.chat").toString()) != 0);
        assertTrue(out.toString().contains("there is no such file"), out.toString());
    }

    /** Also by its name alone; the others are played all the same. */
    @Test
    void aTranscriptIsMeantByItsName() throws IOException {
        assertEquals(0, chat("zh"), out.toString());
        assertTrue(out.toString().contains("cases played, all as written."), out.toString());
        var mine = transcript("case it", "given 13800000001", "> KT", "< …");
        assertEquals(1, chat("zhh.chat", mine), out.toString());
        assertTrue(out.toString().contains("zhh.chat: there is no such file; did you mean \"zh\"?"), out.toString());
        assertTrue(out.toString().contains("1 cases played, 1 wrong."), out.toString());
    }
}
