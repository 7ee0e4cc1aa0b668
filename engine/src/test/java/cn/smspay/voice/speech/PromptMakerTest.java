package cn.smspay.voice.speech;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.smspay.voice.call.QuickPrompts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the prompts of the service, and against a copy of them that is spoiled. */
final class PromptMakerTest {
    private static final Path REAL = Path.of(System.getProperty("smspay.root", ".."), "ivr-scripts", "prompts");

    @TempDir
    private Path folder;

    @Test
    void findsNoFaultInThePromptsOfTheService() {
        var faults = new PromptMaker(REAL).check(List.of("现金账户<cash>元，充值卡账户<card>元。"));

        assertEquals("", String.join("\n", faults));
    }

    @Test
    void keepsThePromptsSmall() throws Exception {
        try (var files = Files.walk(REAL)) {
            long bytes = files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();

            assertTrue(bytes < 8_000_000, "bytes " + bytes);
        }
    }

    @Test
    void namesTextsWithoutRecording() {
        var maker = new PromptMaker(REAL);

        assertEquals(List.of("买一送一"), maker.missing(List.of("您好，买一送一，再见。", "买一送一")));
        assertTrue(maker.check(List.of("买一送一。")).get(0).endsWith("no recording of: 买一送一"));
    }

    @Test
    void seesGeneratedFilesThatNoLongerSayWhatTheListSays() throws Exception {
        copy();
        edit("text: \"再见\"", "text: \"再会\"");

        var faults = new PromptMaker(folder).check(List.of());

        assertEquals(1, faults.size(), faults.toString());
        assertTrue(faults.get(0).contains("goodbye.wav: was generated from other words"), faults.get(0));
    }

    @Test
    void seesFilesThatAreNotListed() throws Exception {
        copy();
        Files.copy(folder.resolve("ivr/goodbye.wav"), folder.resolve("ivr/stray.wav"));

        var faults = new PromptMaker(folder).check(List.of());

        assertEquals(1, faults.size(), faults.toString());
        assertTrue(faults.get(0).endsWith("stray.wav: is not in prompts.yaml"), faults.get(0));
    }

    @Test
    void keepsThePersonsRecording() throws Exception {
        copy();
        var human = Wav.alaw(new byte[] {1, 2, 3}, "").bytes();
        Files.write(folder.resolve("ivr/goodbye.wav"), human);
        edit("text: \"再见\"", "text: \"再会\"");
        var maker = new PromptMaker(folder);

        var made = maker.make();

        assertEquals(List.of(), made);
        assertEquals(1, maker.human());
        assertArrayEquals(human, Files.readAllBytes(folder.resolve("ivr/goodbye.wav")));
        assertEquals(List.of(), maker.check(List.of()));
    }

    @Test
    void refusesPersonsAndMachinesInOneSet() throws Exception {
        copy();
        assertEquals(Optional.empty(), new PromptMaker(folder).mixed());
        Files.write(
                folder.resolve("ivr/goodbye.wav"),
                Wav.alaw(new byte[] {1, 2, 3}, "").bytes());

        var mixed = new PromptMaker(folder).mixed().orElseThrow();

        assertTrue(mixed.contains("a person has recorded 1 of "), mixed);
        QuickPrompts.write(REAL, folder.resolve("all"));
        assertEquals(Optional.empty(), new PromptMaker(folder.resolve("all")).mixed());
    }

    @Test
    void writesTheScriptForAStudio() throws Exception {
        copy();
        Files.write(
                folder.resolve("ivr/goodbye.wav"),
                Wav.alaw(new byte[] {1, 2, 3}, "").bytes());

        var todo = new PromptMaker(folder).todo(List.of("您好，<name>，再见。", "您好。"));

        assertTrue(todo.contains(new PromptMaker.PromptLine("ivr/hello.wav", "您好", "您好，<name>，再见。")), todo.toString());
        assertTrue(todo.contains(new PromptMaker.PromptLine("digits/7.wav", "七", "")), todo.toString());
        assertTrue(todo.stream().noneMatch(line -> line.file().equals("ivr/goodbye.wav")));
    }

    @Test
    void speaksAsFastAsAnAnnouncer() throws Exception {
        var prompts = PromptList.read(REAL, PromptLanguage.MANDARIN).prompts().stream()
                .filter(prompt -> prompt.say().split(" ").length >= 8)
                .toList();
        double seconds = 0;
        int syllables = 0;
        for (var prompt : prompts) {
            seconds += Wav.read(REAL.resolve(prompt.name() + ".wav")).telephone().length / 8000.0;
            syllables += prompt.say().split(" ").length;
        }
        assertEquals(4.25, syllables / seconds, 0.3);
    }

    @Test
    void makesWhatIsMissing() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/espeak-ng")), "needs espeak-ng");
        copy();
        Files.delete(folder.resolve("ivr/goodbye.wav"));
        var maker = new PromptMaker(folder);

        var made = maker.make();

        assertEquals(List.of("ivr/goodbye"), made);
        assertEquals(List.of(), maker.check(List.of()));
        assertTrue(Wav.read(folder.resolve("ivr/goodbye.wav")).telephone().length > 4000);
    }

    @Test
    void makesNothingFromAListWithFaults() throws Exception {
        copy();
        edit("text: \"再见\"", "txt: \"再见\"");

        assertThrows(IllegalStateException.class, () -> new PromptMaker(folder).make());
    }

    @Test
    void writesHeaderlessFilesForAsterisk() throws Exception {
        var target = folder.resolve("sounds/smspay");

        new PromptMaker(REAL).export(target);

        assertArrayEquals(
                Wav.read(REAL.resolve("digits/7.wav")).telephone(),
                Files.readAllBytes(target.resolve("digits/7.alaw")));
    }

    private void copy() throws Exception {
        try (var files = Files.walk(REAL)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var to = folder.resolve(REAL.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }

    private void edit(String from, String to) throws Exception {
        var list = folder.resolve("prompts.yaml");
        Files.writeString(list, Files.readString(list).replace(from, to));
    }
}
