package cn.smspay.voice.call;

import cn.smspay.talk.dialogue.Spoken;
import cn.smspay.voice.speech.Playlist;
import cn.smspay.voice.speech.Speech;
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
    public byte[] alaw(Spoken utterance) {
        return speech.alaw(plan(utterance));
    }

    /** The recordings, for those who play them themselves. */
    public List<Playlist.Track> tracks(List<Spoken> say) {
        return say.stream()
                .flatMap(utterance -> plan(utterance).tracks().stream())
                .toList();
    }

    /** One recording as a WAV file. */
    public Optional<byte[]> wav(String recording) {
        return speech.wav(recording);
    }

    private Playlist plan(Spoken utterance) {
        var playlist = speech.plan(utterance);
        if (!playlist.missing().isEmpty()) {
            // A word from a value may be among them: somebody's merchant, so only the author's text is named.
            LOG.warn("no recording for {} part(s) of: {}", playlist.missing().size(), utterance.template());
        }
        return playlist;
    }
}
