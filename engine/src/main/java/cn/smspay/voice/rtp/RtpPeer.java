package cn.smspay.voice.rtp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a call's sound comes from and goes to. The other side says an address; behind an address translator the sound
 * comes from another port or from where the signalling comes from. The first packet from one of those hosts decides,
 * and from then on only that one sender is heard. Used by one thread.
 */
final class RtpPeer {
    private final InetAddress signalling;
    private InetSocketAddress signalled;
    private @Nullable InetSocketAddress locked;

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

    /** Whether a packet from there is the caller's. */
    boolean accepts(InetSocketAddress from) {
        if (from.equals(locked)) {
            return true;
        }
        boolean ours = from.equals(signalled) || (locked == null && host(from));
        if (ours) {
            locked = from;
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
