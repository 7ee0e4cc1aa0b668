package cn.smspay.voice.speech;

import cn.smspay.talk.dialogue.Spoken;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Speaks sentences with the recordings of one folder. Thread-safe. */
public final class Speech {
    private final Phrasebook phrases;
    private final Recordings recordings;
    private final List<String> faults;

    private Speech(Phrasebook phrases, Recordings recordings, List<String> faults) {
        this.phrases = phrases;
        this.recordings = recordings;
        this.faults = List.copyOf(faults);
    }

    /** Reads {@code prompts.yaml} and the WAV files beside it. Look at {@link #faults} before speaking. */
    public static Speech load(Path folder, PromptLanguage language) {
        var manifest = PromptList.read(folder, language);
        var faults = new ArrayList<>(manifest.faults());
        var recordings = Recordings.load(folder, manifest.prompts(), faults);
        return new Speech(new Phrasebook(manifest.prompts(), language), recordings, faults);
    }

    /** In Mandarin. */
    public static Speech load(Path folder) {
        return load(folder, PromptLanguage.MANDARIN);
    }

    /** What is wrong with the list or the files, each with its file; empty if the service may start. */
    public List<String> faults() {
        return faults;
    }

    /**
     * Which recordings to play.
     *
     * @throws IllegalArgumentException if a placeholder has no value, or one that does not suit its kind
     */
    public Playlist plan(Spoken sentence) {
        return phrases.plan(sentence);
    }

    /** The sound: A-law, 8000 Hz, one byte a sample. */
    public byte[] alaw(Playlist playlist) {
        return recordings.alaw(playlist.tracks());
    }

    /** One recording as a WAV file, for those who play it themselves; empty if there is none of this name. */
    public Optional<byte[]> wav(String recording) {
        return recordings.find(recording).map(sound -> Wav.alaw(sound, "").bytes());
    }

    /** The fixed words of these texts that have no recording; placeholders are not counted. */
    public List<String> missing(Collection<String> templates) {
        return templates.stream()
                .flatMap(template -> phrases.missing(template).stream())
                .distinct()
                .toList();
    }
}
