package cn.smspay.sms.smpp;

import cn.smspay.sms.peer.Host;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;

/** Keeps passwords and messages off public networks unless they are encrypted or the configuration says so aloud. */
final class PlaintextGuard {
    private PlaintextGuard() {}

    /** A name that cannot be resolved yet passes here; {@link #permits} is asked again when the connection stands. */
    static void check(String bind, SmppBindSettings.Peer peer) {
        if (peer.tls() != null || peer.allowPlaintextToPublicAddress()) {
            return;
        }
        peer.hosts().forEach(host -> check(bind, host));
    }

    private static void check(String bind, Host host) {
        try {
            for (var address : InetAddress.getAllByName(host.name())) {
                if (!isPrivate(address)) {
                    throw new IllegalArgumentException("bind " + bind + ": " + host.name()
                            + " is a public address; set tls, or allowPlaintextToPublicAddress if the line is"
                            + " protected otherwise");
                }
            }
        } catch (UnknownHostException e) {
            return;
        }
    }

    /** A channel in memory leaves no machine. */
    static boolean permits(SmppBindSettings.Peer peer, SocketAddress remote) {
        return peer.tls() != null
                || peer.allowPlaintextToPublicAddress()
                || !(remote instanceof InetSocketAddress inet)
                || isPrivate(inet.getAddress());
    }

    private static boolean isPrivate(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || isUniqueLocal(address);
    }

    /** fc00::/7 (RFC 4193), which the JDK does not call site-local. */
    private static boolean isUniqueLocal(InetAddress address) {
        return address instanceof Inet6Address && (address.getAddress()[0] & 0xFE) == 0xFC;
    }
}
