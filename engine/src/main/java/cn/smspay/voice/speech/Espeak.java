package cn.smspay.voice.speech;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's espeak-ng as a stand-in for the person who will record the prompts. Needed only where prompts are made. */
final class Espeak {
    /** Of the range of pitch that SSML knows the widest: the voice's own is a monotone's. */
    private static final String RANGE = "x-high";

    private static final int SECONDS_MAX = 30;

    private final PromptLanguage language;

    Espeak(PromptLanguage language) {
        this.language = language;
    }

    /** Whatever makes the sound of a prompt differ, beside its words: a change makes all generated files stale. */
    static String manner(PromptLanguage language) {
        return "espeak-ng " + language.synthesizer() + ' ' + language.wordsPerMinute() + ' ' + RANGE;
    }

    /**
     * Speaks the words.
     *
     * @throws Wav.Unusable if the program fails or gives something else than 16-bit mono
     * @throws Missing if there is no such program
     */
    Wav speak(String say) throws Wav.Unusable {
        try {
            var file = Files.createTempFile("prompt", ".wav");
            try {
                run(
                        List.of(
                                "espeak-ng",
                                "-m",
                                "-v",
                                language.synthesizer(),
                                "-s",
                                language.wordsPerMinute(),
                                "-w",
                                file.toString(),
                                "--stdin"),
                        "<prosody range=\"" + RANGE + "\">" + escaped(say) + "</prosody>");
                return Wav.read(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escaped(String say) {
        return say.replace("&", "&amp;").replace("<", "&lt;");
    }

    /** The program is not there. */
    static final class Missing extends IllegalStateException {
        Missing(IOException cause) {
            super("espeak-ng (Debian package espeak-ng) is not installed to speak it", cause);
        }
    }

    private static Process start(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new Missing(e);
        }
    }

    private static void run(List<String> command, String input) throws IOException, Wav.Unusable {
        var process = start(command);
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        try {
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new Wav.Unusable("could not be spoken by espeak-ng");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new Wav.Unusable("was interrupted");
        }
    }
}
