package cn.smspay.voice.speech;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The languages that calls can be held in, each with a folder of recordings. */
public enum PromptLanguage {
    /** What callers hear who chose no other. */
    MANDARIN("zh", "prompts", "", "cmn-latn-pinyin", "190", new MandarinNumbers()),
    ENGLISH("en", "prompts-en", "en/", "en-gb", "165", new EnglishNumbers());

    private final String tag;
    private final String folder;
    private final String prefix;
    private final String synthesizer;
    private final String wordsPerMinute;
    private final SpokenNumbers numbers;

    PromptLanguage(
            String tag,
            String folder,
            String prefix,
            String synthesizer,
            String wordsPerMinute,
            SpokenNumbers numbers) {
        this.tag = tag;
        this.folder = folder;
        this.prefix = prefix;
        this.synthesizer = synthesizer;
        this.wordsPerMinute = wordsPerMinute;
        this.numbers = numbers;
    }

    public static Optional<PromptLanguage> of(String tag) {
        return Arrays.stream(values()).filter(each -> each.tag.equals(tag)).findFirst();
    }

    /** Those of these languages that can be spoken, Mandarin always and first. */
    public static List<PromptLanguage> of(List<String> tags) {
        return Arrays.stream(values())
                .filter(each -> each == MANDARIN || tags.contains(each.tag))
                .toList();
    }

    /** Like {@code zh}. */
    public String tag() {
        return tag;
    }

    /** Its recordings, under the folder of the voice files. */
    public Path in(Path ivrScripts) {
        return ivrScripts.resolve(folder);
    }

    /** What its recordings' names begin with where those of several languages lie together: at an Asterisk, in URLs. */
    public String prefix() {
        return prefix;
    }

    /** What espeak-ng calls its voice. Debian 12's plain {@code cmn} reads pinyin as English words. */
    String synthesizer() {
        return synthesizer;
    }

    /** For the synthesiser: 4 to 4.5 syllables a second, as announcers speak. */
    String wordsPerMinute() {
        return wordsPerMinute;
    }

    SpokenNumbers numbers() {
        return numbers;
    }

    /** Whether characters have several readings, so that the synthesiser must be told which. */
    boolean needsReadings() {
        return this == MANDARIN;
    }
}
