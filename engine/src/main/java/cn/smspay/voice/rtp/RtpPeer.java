package cn.smspay.voice.rtp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a call's sound comes from and goes to. The other side says an address; behind an address translator the sound
 * comes from another port or from where the signalling comes from. The first packet from one of those hosts decides,
 * and from then on only that one sender is heard, until he has been silent for {@link #REBOUND_TICKS}: a translator may
 * give a call another port in its middle. Used by one thread.
 */
final class RtpPeer {
    /** 2 s of 20 ms: longer than any jitter, shorter than a caller waits for an answer. */
    static final long REBOUND_TICKS = 100;

    private final InetAddress signalling;
    private InetSocketAddress signalled;
    private @Nullable InetSocketAddress locked;
    private long heardAtTick;

    /** @param signalling where the INVITE came from */
    RtpPeer(InetAddress signalling, InetSocketAddress signalled) {
        this.signalling = signalling;
        this.signalled = signalled;
    }

    /** The other side named a new address. */
    void moved(InetSocketAddress to) {
        if (!to.equals(signalled)) {
            signalled = to;
            locked = null;
        }
    }

    /**
     * Whether a packet from there is the caller's.
     *
     * @param tick counts the 20 ms of the call
     */
    boolean accepts(InetSocketAddress from, long tick) {
        boolean open = locked == null || tick - heardAtTick >= REBOUND_TICKS;
        boolean ours = from.equals(locked) || from.equals(signalled) || (open && host(from));
        if (ours) {
            locked = from;
            heardAtTick = tick;
        }
        return ours;
    }

    private boolean host(InetSocketAddress from) {
        return from.getAddress().equals(signalled.getAddress())
                || from.getAddress().equals(signalling);
    }

    InetSocketAddress target() {
        return locked == null ? signalled : locked;
    }
}
