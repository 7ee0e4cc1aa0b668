package cn.smspay.voice.speech;

import cn.smspay.talk.dialogue.Spoken;
import java.nio.file.Path;
import java.util.Optional;

/** Speaks a text for somebody at a desk: with the recordings that callers hear where these have all of it, else by espeak-ng. */
public final class Aloud {
    private final Path ivrScripts;

    /** @param ivrScripts the folder of the voice files, with the recordings under it */
    public Aloud(Path ivrScripts) {
        this.ivrScripts = ivrScripts;
    }

    /**
     * The sound as a WAV file.
     *
     * @throws IllegalStateException if it cannot be spoken here; the sentence says what is missing
     */
    public byte[] wav(Spoken sentence) {
        var language = PromptLanguage.of(sentence.language())
                .orElseThrow(() ->
                        new IllegalStateException("\"" + sentence.language() + "\" cannot be spoken: zh and en can"));
        var speech = Speech.load(language.in(ivrScripts), language);
        var plan = plan(speech, sentence);
        if (plan.isPresent()) {
            return Wav.alaw(speech.alaw(plan.get()), "").bytes();
        }
        try {
            return new Espeak(language).speak(sentence.written()).bytes();
        } catch (Wav.Unusable e) {
            throw new IllegalStateException("the text " + e.getMessage(), e);
        } catch (Espeak.Missing e) {
            throw new IllegalStateException("there are no recordings of it, and " + e.getMessage(), e);
        }
    }

    /** Empty if the recordings do not have all of it. */
    private static Optional<Playlist> plan(Speech speech, Spoken sentence) {
        if (!speech.faults().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(speech.plan(sentence))
                    .filter(plan -> plan.missing().isEmpty());
        } catch (IllegalArgumentException e) {
            // A value that somebody made up, or that only a text takes.
            return Optional.empty();
        }
    }
}
