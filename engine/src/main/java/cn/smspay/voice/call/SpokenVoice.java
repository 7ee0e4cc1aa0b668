package cn.smspay.voice.call;

import cn.smspay.talk.dialogue.Spoken;
import cn.smspay.voice.speech.Playlist;
import cn.smspay.voice.speech.PromptLanguage;
import cn.smspay.voice.speech.Speech;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks with recordings, of each language its own: a text in a language without any is left out. Thread-safe. */
public final class SpokenVoice implements Voice {
    private static final Logger LOG = LoggerFactory.getLogger(SpokenVoice.class);

    private final Map<PromptLanguage, Speech> speeches;

    public SpokenVoice(Map<PromptLanguage, Speech> speeches) {
        this.speeches = Map.copyOf(speeches);
    }

    /** In Mandarin alone. */
    public SpokenVoice(Speech speech) {
        this(Map.of(PromptLanguage.MANDARIN, speech));
    }

    @Override
    public byte[] alaw(Spoken utterance) {
        var language = language(utterance);
        var speech = speeches.get(language);
        return speech == null ? new byte[0] : speech.alaw(plan(speech, utterance));
    }

    private static @Nullable PromptLanguage language(Spoken utterance) {
        return PromptLanguage.of(utterance.language()).orElse(null);
    }

    /** The recordings, for those who play them themselves. */
    public List<Playlist.Track> tracks(List<Spoken> say) {
        return say.stream().flatMap(utterance -> tracks(utterance).stream()).toList();
    }

    private List<Playlist.Track> tracks(Spoken utterance) {
        var language = language(utterance);
        var speech = speeches.get(language);
        return language == null || speech == null
                ? List.of()
                : plan(speech, utterance).tracks().stream()
                        .map(track -> new Playlist.Track(
                                language.prefix() + track.recording(), track.text(), track.silenceMillis()))
                        .toList();
    }

    /** One recording as a WAV file. */
    public Optional<byte[]> wav(String recording) {
        return speeches.entrySet().stream()
                .filter(each -> recording.startsWith(each.getKey().prefix()))
                .sorted(Map.Entry.comparingByKey())
                .flatMap(each -> each
                        .getValue()
                        .wav(recording.substring(each.getKey().prefix().length()))
                        .stream())
                .findFirst();
    }

    private static Playlist plan(Speech speech, Spoken utterance) {
        var playlist = speech.plan(utterance);
        if (!playlist.missing().isEmpty()) {
            // A word from a value may be among them: somebody's merchant, so only the author's text is named.
            LOG.warn("no recording for {} part(s) of: {}", playlist.missing().size(), utterance.template());
        }
        return playlist;
    }
}
