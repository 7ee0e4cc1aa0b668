package cn.smspay.net.http;

import cn.smspay.base.AddressBlock;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The open connections of a door: how many, of whom, and which of them keeps us waiting for the head of a request. Used by the
 * door's one event loop.
 */
final class Peers {
    private final Vertx vertx;
    private final HttpLimits limits;
    private final ClientAddress clients;
    /** Who has been silent longest comes first. */
    private final Map<HttpConnection, Peer> peers = new LinkedHashMap<>();

    private final Map<InetAddress, Integer> counts = new HashMap<>();

    private static final class Peer {
        private static final long NONE = -1;
        private final @Nullable InetAddress counted;
        private long timer = NONE;
        private boolean busy;
        private boolean leaving;

        Peer(@Nullable InetAddress counted) {
            this.counted = counted;
        }
    }

    Peers(Vertx vertx, HttpLimits limits, ClientAddress clients) {
        this.vertx = vertx;
        this.limits = limits;
        this.clients = clients;
    }

    static InetAddress address(HttpConnection connection) {
        return Objects.requireNonNull(
                AddressBlock.address(connection.remoteAddress().hostAddress().replaceFirst("%.*", ""))
                        .orElse(null));
    }

    /** A new connection; one too many of its peer is closed, one too many of all makes the most silent one go. */
    void opened(HttpConnection connection) {
        var address = address(connection);
        var counted = clients.isProxy(address) ? null : address;
        if (counted != null && counts.getOrDefault(counted, 0) >= limits.connectionsPerAddress()) {
            connection.close();
            return;
        }
        if (peers.size() >= limits.connections() && !closeTheMostSilent()) {
            connection.close();
            return;
        }
        var peer = new Peer(counted);
        peers.put(connection, peer);
        if (counted != null) {
            counts.merge(counted, 1, Integer::sum);
        }
        waitForHead(connection, peer, limits.headerWithin());
        connection.closeHandler(closed -> closed(connection));
    }

    private boolean closeTheMostSilent() {
        for (var entry : peers.entrySet()) {
            if (!entry.getValue().busy) {
                var silent = entry.getKey();
                closed(silent);
                silent.close();
                return true;
            }
        }
        return false;
    }

    private void closed(HttpConnection connection) {
        var peer = peers.remove(connection);
        if (peer != null) {
            vertx.cancelTimer(peer.timer);
            if (peer.counted != null) {
                counts.computeIfPresent(peer.counted, (key, count) -> count == 1 ? null : count - 1);
            }
        }
    }

    /** The head of a request is there. */
    void asked(HttpConnection connection) {
        var peer = peers.remove(connection);
        if (peer != null) {
            vertx.cancelTimer(peer.timer);
            peer.busy = true;
            peers.put(connection, peer);
        }
    }

    /** It was told that the connection ends (RFC 9112 9.6). */
    void leaving(HttpConnection connection) {
        var peer = peers.get(connection);
        if (peer != null) {
            peer.leaving = true;
        }
    }

    /** Whether what comes on it is a request: not from a peer that was turned away, nor after we said that it ends. */
    boolean isServed(HttpConnection connection) {
        var peer = peers.get(connection);
        return peer != null && !peer.leaving;
    }

    /** It has its answer, and may ask again. */
    void answered(HttpConnection connection) {
        var peer = peers.get(connection);
        if (peer != null) {
            peer.busy = false;
            vertx.cancelTimer(peer.timer);
            waitForHead(connection, peer, limits.headerWithin());
        }
    }

    private void waitForHead(HttpConnection connection, Peer peer, Duration patience) {
        peer.timer = vertx.setTimer(patience.toMillis(), timer -> connection.close());
    }

    int size() {
        return peers.size();
    }
}
