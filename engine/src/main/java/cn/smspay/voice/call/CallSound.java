package cn.smspay.voice.call;

import cn.smspay.voice.rtp.DtmfKind;
import cn.smspay.voice.rtp.MediaLoops;
import cn.smspay.voice.rtp.MediaSession;
import cn.smspay.voice.rtp.OurSdp;
import cn.smspay.voice.rtp.RtpPorts;
import cn.smspay.voice.rtp.Sdp;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The sound of a call before and after both sides have described it: ports are held from the first moment, sound flows once
 * the other side's description is here. Used on the loop of the call, but for {@link #ours}.
 */
final class CallSound {
    /** Where the sound of a call can be. */
    record SoundPlace(RtpPorts.Pair ports, MediaLoops.Slot slot, MediaSession.MediaSurroundings around) {}

    private final SoundPlace place;
    private final String advertised;
    private final InetAddress signalling;
    private final MediaSession.Listener listener;
    private final long session;
    private final AtomicLong version = new AtomicLong(1);
    private @Nullable MediaSession sound;

    /**
     * @param advertised our address in descriptions
     * @param signalling where the INVITE came from
     */
    CallSound(SoundPlace place, String advertised, InetAddress signalling, MediaSession.Listener listener) {
        this.place = place;
        this.advertised = advertised;
        this.signalling = signalling;
        this.listener = listener;
        this.session = place.around.random().nextInt() & 0x7FFFFFFFL;
    }

    /** Our own description, a new version each time. Any thread. */
    OurSdp ours() {
        return new OurSdp(advertised, place.ports.port(), session, version.getAndIncrement());
    }

    /** Whether the other side's description is here. */
    boolean isDescribed() {
        return sound != null;
    }

    /** The other side's description: the first one begins to hear, a later one changes what is there. */
    void described(Sdp remote) {
        if (sound == null) {
            sound = new MediaSession(place.ports, place.slot, remote, signalling, place.around, listener);
            sound.listen();
        } else {
            sound.renegotiated(remote);
        }
    }

    /** Begins to send. */
    void start() {
        if (sound != null) {
            sound.start();
        }
    }

    void speak(List<byte[]> words) {
        if (sound != null) {
            sound.speak(words);
        }
    }

    void hush() {
        if (sound != null) {
            sound.hush();
        }
    }

    /** A key that came another way than by sound. */
    void deliver(OptionalInt key, DtmfKind kind) {
        if (sound != null) {
            sound.deliver(key, kind);
        }
    }

    Optional<MediaSession.MediaSummary> summary() {
        return Optional.ofNullable(sound).map(MediaSession::summary);
    }

    /** Gives the ports back. */
    void close() {
        if (sound == null) {
            place.slot.abandon();
            place.ports.close();
        } else {
            sound.close();
        }
    }
}
