package cn.smspay.voice.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PromptListTest {
    @TempDir
    private Path folder;

    @Test
    void readsNamesTextsAndPinyin() throws Exception {
        write("ivr/hello:\n  text: 您好，欢迎\n  say: nin2 hao3\nivr/bye:\n  text: 再见\n");

        var manifest = PromptList.read(folder, PromptLanguage.MANDARIN);

        assertEquals("", String.join("\n", manifest.faults()));
        assertTrue(manifest.prompts()
                .contains(new Prompt("ivr/hello", "您好，欢迎", "nin2 hao3", PromptLanguage.MANDARIN, 1 + unitLines())));
        assertTrue(manifest.prompts()
                .contains(new Prompt("ivr/bye", "再见", "再见", PromptLanguage.MANDARIN, 4 + unitLines())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ivr/a:\\n  text: 您好\\n  speak: x | :3: speak is not known here: text, say",
                "ivr/a:\\n  say: nin2 hao3 | :1: ivr/a has no text",
                "ivr/a:\\n  text: '，。' | :1: ivr/a has no text",
                "ivr/a: 您好 | :1: ivr/a wants text and say below it",
                "ivr/../a:\\n  text: 您好 | :1: ivr/../a is no name for a prompt",
                "music/a:\\n  text: 您好 | :1: music/a is no name for a prompt",
                "ivr/a:\\n  text: 您好\\nivr/b:\\n  text: 您好。 | :3: ivr/b has the text of ivr/a",
                "ivr/a:\\n  text: 您好\\nivr/a:\\n  text: 再见 | Duplicate field 'ivr/a'",
                "ivr/a:\\n  text: 重置 | :1: ivr/a wants say, its pinyin",
                "ivr/a:\\n  text: 按1 | :1: ivr/a wants say, its pinyin",
                "ivr/a:\\n  text: [a, b] | :2: text is not known here",
                "ivr/a: [ | prompts.yaml:"
            })
    void namesTheLineAndWhatIsWrong(String list, String fault) throws Exception {
        Files.writeString(folder.resolve("prompts.yaml"), list.replace("\\n", "\n") + "\n" + units());

        var faults = String.join(
                "\n", PromptList.read(folder, PromptLanguage.MANDARIN).faults());

        assertTrue(faults.contains(fault), faults);
    }

    @Test
    void missesNumberWords() throws Exception {
        Files.writeString(folder.resolve("prompts.yaml"), units().replace("digits/7:", "digits/seven:"));

        var faults = PromptList.read(folder, PromptLanguage.MANDARIN).faults();

        assertEquals(1, faults.size(), faults.toString());
        assertTrue(faults.get(0).endsWith("digits/7 is missing: text 七"), faults.toString());
    }

    @Test
    void reportsAListThatIsNotThere() {
        assertEquals(
                1, PromptList.read(folder, PromptLanguage.MANDARIN).faults().size());
    }

    private void write(String list) throws Exception {
        Files.writeString(folder.resolve("prompts.yaml"), units() + list);
    }

    static String units() {
        return Mandarin.units().stream()
                .map(unit -> unit.recording + ":\n  text: " + unit.text + "\n")
                .collect(Collectors.joining());
    }

    private static int unitLines() {
        return 2 * Mandarin.units().size();
    }
}
