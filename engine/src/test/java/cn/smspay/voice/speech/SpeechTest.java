package cn.smspay.voice.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.talk.dialogue.Spoken;
import cn.smspay.talk.dialogue.Spoken.Value;
import cn.smspay.talk.script.ValueKind;
import cn.smspay.voice.rtp.G711;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpeechTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void record() throws Exception {
        Files.writeString(
                folder.resolve("prompts.yaml"),
                PromptListTest.units() + "ivr/balance:\n  text: 余额\nivr/bye:\n  text: 再见\n");
        byte value = 1;
        for (var prompt : PromptList.read(folder, PromptLanguage.MANDARIN).prompts()) {
            sound(prompt.name(), value++, 80);
        }
    }

    @Test
    void joinsRecordingsWithSilenceAtPunctuation() {
        var speech = Speech.load(folder);
        var list = speech.plan(new Spoken("zh", "余额<a>元，再见。", Map.of("a", new Value(ValueKind.MONEY, "5.00"))));

        var sound = speech.alaw(list);

        assertEquals(List.of(), speech.faults());
        assertEquals(80 * 4 + 60 * 8 + 200 * 8, sound.length);
        assertEquals(6, sound[80]);
        assertEquals(G711.ALAW_SILENCE, sound[80 * 3]);
        assertEquals(G711.ALAW_SILENCE, sound[sound.length - 1]);
    }

    @Test
    void reportsEveryFileThatIsMissingOrNotATelephoneSound() throws Exception {
        Files.delete(folder.resolve("digits/7.wav"));
        Files.write(folder.resolve("ivr/bye.wav"), new Wav(1, 1, 16000, 16, new byte[20], "").bytes());
        Files.write(folder.resolve("ivr/balance.wav"), Arrays.copyOf("RIFF".getBytes("US-ASCII"), 20));

        var faults = Speech.load(folder).faults();

        assertEquals(3, faults.size(), faults.toString());
        assertTrue(faults.get(0).endsWith("7.wav: is missing; it says 七"), faults.get(0));
        assertTrue(faults.get(1).endsWith("balance.wav: is no WAV file (RIFF, but not WAVE)"), faults.get(1));
        assertTrue(faults.get(2).contains("bye.wav: is format 1, 16000 Hz"), faults.get(2));
    }

    @Test
    void namesWordsWithoutRecording() {
        assertEquals(List.of("欢迎"), Speech.load(folder).missing(List.of("欢迎。", "欢迎。再见。", "余额<a>元")));
    }

    @Test
    void speaksNothingForNothing() {
        var speech = Speech.load(folder);

        assertEquals(0, speech.alaw(speech.plan(new Spoken("zh", "", Map.of()))).length);
    }

    private void sound(String name, byte value, int length) throws Exception {
        var bytes = new byte[length];
        Arrays.fill(bytes, value);
        Files.createDirectories(folder.resolve(name).getParent());
        Files.write(folder.resolve(name + ".wav"), Wav.alaw(bytes, "").bytes());
    }
}
