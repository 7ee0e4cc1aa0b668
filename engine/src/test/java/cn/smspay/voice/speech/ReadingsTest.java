package cn.smspay.voice.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.talk.dialogue.Spoken;
import cn.smspay.talk.script.ValueKind;
import cn.smspay.testing.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How new texts are proposed to be read, from the list that is there. */
final class ReadingsTest {
    private static final Path REAL = Service.HOME.resolve("ivr-scripts/prompts");

    @TempDir
    Path folder;

    @Test
    void charactersAreReadAsInTheListAndDoubtfulOnesAreNamed() {
        var readings = new Readings(
                List.of(prompt("重听", "chong2 ting1"), prompt("重置", "chong2 zhi4"), prompt("重量", "zhong4 liang4")));

        assertEquals(new Readings.ReadingProposal("ting1 zhi4", List.of()), readings.propose("听，置。"));
        assertEquals(new Readings.ReadingProposal("chong2 ting1 龘", List.of("重", "龘")), readings.propose("重听龘"));
    }

    private static Prompt prompt(String text, String say) {
        return new Prompt("ivr/x", text, say, PromptLanguage.MANDARIN, 1);
    }

    @Test
    void aTextWithoutEntryIsToBeRecordedAndGetsAnEntryThatTheListTakes() throws IOException {
        Files.copy(REAL.resolve(PromptList.FILE), folder.resolve(PromptList.FILE));
        var texts = List.of("账户帮助请按1。", "重听请按9。");
        var maker = new PromptMaker(folder);

        var todo = maker.todo(texts);
        var last = todo.get(todo.size() - 1);
        assertEquals(new PromptMaker.PromptLine("ivr/text-1.wav", "账户帮助请按1", "账户帮助请按1。"), last);
        var entries = maker.propose(texts);
        assertEquals(
                List.of("ivr/text-1"),
                entries.stream().map(PromptMaker.PromptEntry::name).toList());
        assertEquals("zhang4 hu4 帮 zhu4 qing3 an4 yi1", entries.get(0).say());
        assertEquals(List.of("帮"), entries.get(0).unsure());
        maker.write(entries);

        var again = new PromptMaker(folder);
        assertEquals(List.of(), again.missing(texts));
        assertEquals(List.of(), again.propose(texts));
        assertTrue(Files.readString(folder.resolve(PromptList.FILE)).contains("\nivr/text-1:\n  text: \"账户帮助请按1\"\n"));
        assertEquals(List.of(), PromptList.read(folder, PromptLanguage.MANDARIN).faults());
    }

    @Test
    void aSentenceIsHeardWithTheRecordingsWhereTheseHaveAllOfIt() throws Exception {
        var aloud = new Aloud(Service.HOME.resolve("ivr-scripts"));
        var money = Map.of("cash", new Spoken.Value(ValueKind.MONEY, "100.00"));

        var sound = Wav.parse(aloud.wav(new Spoken("zh", "您好。", Map.of())));
        assertEquals(Wav.A_LAW, sound.format());
        var longer = Wav.parse(aloud.wav(new Spoken("zh", "您好，<cash>元。", money)));
        assertTrue(longer.data().length > sound.data().length);
        assertTrue(assertThrows(IllegalStateException.class, () -> aloud.wav(new Spoken("fr", "Bonjour.", Map.of())))
                .getMessage()
                .contains("zh and en can"));
    }
}
