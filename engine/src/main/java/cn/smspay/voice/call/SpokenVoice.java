package cn.smspay.voice.call;

import cn.smspay.talk.desk.Utterance;
import cn.smspay.voice.speech.Playlist;
import cn.smspay.voice.speech.Sentence;
import cn.smspay.voice.speech.Speech;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks with recordings, in Mandarin only: a text in another language has none and is left out. Thread-safe. */
public final class SpokenVoice implements Voice {
    private static final Logger LOG = LoggerFactory.getLogger(SpokenVoice.class);

    private final Speech speech;

    public SpokenVoice(Speech speech) {
        this.speech = speech;
    }

    @Override
    public byte[] alaw(Utterance utterance) {
        return speech.alaw(plan(utterance));
    }

    /** The recordings, for those who play them themselves. */
    public List<Playlist.Track> tracks(List<Utterance> say) {
        return say.stream()
                .flatMap(utterance -> plan(utterance).tracks().stream())
                .toList();
    }

    /** One recording as a WAV file. */
    public Optional<byte[]> wav(String recording) {
        return speech.wav(recording);
    }

    private Playlist plan(Utterance utterance) {
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
