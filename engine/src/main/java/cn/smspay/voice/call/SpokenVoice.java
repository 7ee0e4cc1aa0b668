package cn.smspay.voice.call;

import cn.smspay.talk.desk.Utterance;
import cn.smspay.voice.speech.Playlist;
import cn.smspay.voice.speech.PromptLanguage;
import cn.smspay.voice.speech.Sentence;
import cn.smspay.voice.speech.Speech;
import java.util.Arrays;
import java.util.HashMap;
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
    public byte[] alaw(Utterance utterance) {
        var language = language(utterance);
        var speech = speeches.get(language);
        return speech == null ? new byte[0] : speech.alaw(plan(speech, utterance));
    }

    private static @Nullable PromptLanguage language(Utterance utterance) {
        return PromptLanguage.of(utterance.language()).orElse(null);
    }

    /** The recordings, for those who play them themselves. */
    public List<Playlist.Track> tracks(List<Utterance> say) {
        return say.stream().flatMap(utterance -> tracks(utterance).stream()).toList();
    }

    private List<Playlist.Track> tracks(Utterance utterance) {
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
        return Arrays.stream(PromptLanguage.values())
                .filter(language -> speeches.containsKey(language) && recording.startsWith(language.prefix()))
                .flatMap(language ->
                        speeches
                                .get(language)
                                .wav(recording.substring(language.prefix().length()))
                                .stream())
                .findFirst();
    }

    private static Playlist plan(Speech speech, Utterance utterance) {
        var values = new HashMap<String, Sentence.Value>();
        utterance
                .values()
                .forEach((name, value) -> values.put(name, new Sentence.Value(kind(value.kind()), value.text())));
        var playlist = speech.plan(new Sentence(utterance.template(), values));
        if (!playlist.missing().isEmpty()) {
            // A word from a value may be among them: somebody's merchant, so only the author's text is named.
            LOG.warn("no recording for {} part(s) of: {}", playlist.missing().size(), utterance.template());
        }
        return playlist;
    }

    private static Sentence.Kind kind(Utterance.Kind kind) {
        return switch (kind) {
            case MONEY -> Sentence.Kind.MONEY;
            case DIGITS -> Sentence.Kind.DIGITS;
            case COUNT -> Sentence.Kind.COUNT;
            case DATE -> Sentence.Kind.DATE;
            case TIME -> Sentence.Kind.TIME;
            case WORDS -> Sentence.Kind.WORDS;
        };
    }
}
