package cn.smspay.voice.sip;

import cn.smspay.base.MonotonicClock;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shakes hands with those who come by TLS. A connection costs no thread before its first flight is whole, and is closed
 * when the handshake is not done in time; only finished ones come out of {@link #take}. Thread-safe.
 */
final class TlsDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsDoor.class);
    private static final int HEADER_BYTES = 5;
    private static final int HANDSHAKE_RECORD = 22;
    /** The first flight of a client fits into one record: at most 2^14 bytes. */
    private static final int FLIGHT_MAX = HEADER_BYTES + (1 << 14);

    private static final int HANDSHAKE_THREADS = 4;
    /** Unfinished at once, in all and of one address. */
    private static final int WAITING_MAX = 512;

    private static final int WAITING_OF_ONE = 64;
    private static final int SELECT_MILLIS = 250;
    /** Failures of one address are told once in this time, with their number. */
    private static final long TELL_NANOS = Duration.ofMinutes(1).toNanos();

    private static final int TOLD_MAX = 1000;

    private final SSLContext tls;
    private final Gate gate;
    private final Duration within;
    private final MonotonicClock clock;
    private final ServerSocketChannel listening;
    private final Selector selector;
    private final ScheduledExecutorService hands;
    private final BlockingQueue<SSLSocket> done = new LinkedBlockingQueue<>();
    private final Map<InetAddress, Integer> waiting = new HashMap<>();
    private final Map<InetAddress, LastLogged> told = new HashMap<>();
    private int waitingNow;
    private volatile boolean closed;

    private record LastLogged(long nanos, long untold) {}

    /** A connection whose first flight is not whole. */
    private static final class Arrival {
        final InetAddress from;
        final long deadline;
        final ByteBuffer flight = ByteBuffer.allocate(FLIGHT_MAX);

        Arrival(InetAddress from, long deadline) {
            this.from = from;
            this.deadline = deadline;
        }

        /** Whether the first record is there, or what is there is no TLS. */
        boolean whole() {
            if (flight.position() > 0 && flight.get(0) != HANDSHAKE_RECORD) {
                return true;
            }
            return flight.position() >= HEADER_BYTES
                    && (flight.position() >= HEADER_BYTES + (flight.getShort(HEADER_BYTES - 2) & 0xFFFF)
                            || !flight.hasRemaining());
        }
    }

    /** @param within how long a handshake may take */
    TlsDoor(SSLContext tls, Gate gate, Duration within, InetSocketAddress address, MonotonicClock clock)
            throws IOException {
        this.tls = tls;
        this.gate = gate;
        this.within = within;
        this.clock = clock;
        this.selector = Selector.open();
        this.listening = ServerSocketChannel.open();
        try {
            listening.bind(address);
            listening.configureBlocking(false);
            listening.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException e) {
            listening.close();
            selector.close();
            throw e;
        }
        this.hands = Executors.newScheduledThreadPool(HANDSHAKE_THREADS + 1, new DefaultThreadFactory("sip-tls", true));
        hands.execute(this::watch);
    }

    int port() {
        return listening.socket().getLocalPort();
    }

    /** The next connection whose handshake is done; waits for it. */
    SSLSocket take() throws IOException {
        try {
            while (!closed) {
                var socket = done.poll(SELECT_MILLIS, TimeUnit.MILLISECONDS);
                if (socket != null) {
                    return socket;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new SocketException("closed");
    }

    private void watch() {
        while (!closed) {
            try {
                selector.select(SELECT_MILLIS);
                var keys = new ArrayList<>(selector.selectedKeys());
                selector.selectedKeys().clear();
                for (var key : keys) {
                    if (key.isValid() && key.isAcceptable()) {
                        accept();
                    } else if (key.isValid() && key.isReadable()) {
                        read(key);
                    }
                }
                dropLate();
            } catch (IOException | RuntimeException e) {
                if (!closed) {
                    LOG.warn("SIP over TLS could not go on with a connection: {}", StackLog.place(e));
                }
            }
        }
    }

    private void accept() throws IOException {
        var channel = listening.accept();
        if (channel == null) {
            return;
        }
        var from = ((InetSocketAddress) channel.getRemoteAddress()).getAddress();
        if (!gate.admits(from) || !enter(from)) {
            // Without TLS's goodbye, which would be an answer.
            hangUp(channel);
            return;
        }
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, new Arrival(from, clock.nanos() + within.toNanos()));
    }

    private synchronized boolean enter(InetAddress from) {
        if (waitingNow >= WAITING_MAX || waiting.getOrDefault(from, 0) >= WAITING_OF_ONE) {
            tell(from, "too many unfinished handshakes");
            return false;
        }
        waitingNow++;
        waiting.merge(from, 1, Integer::sum);
        return true;
    }

    private synchronized void leave(InetAddress from) {
        waitingNow--;
        waiting.computeIfPresent(from, (address, count) -> count == 1 ? null : count - 1);
    }

    private void read(SelectionKey key) throws IOException {
        var channel = (SocketChannel) key.channel();
        var arrival = (Arrival) key.attachment();
        int count;
        try {
            count = channel.read(arrival.flight);
        } catch (IOException e) {
            count = -1;
        }
        if (count < 0) {
            drop(key, arrival, "hung up before the handshake was done");
        } else if (arrival.whole()) {
            if (arrival.flight.get(0) == HANDSHAKE_RECORD) {
                key.cancel();
                selector.selectNow();
                channel.configureBlocking(true);
                shakeHands(channel.socket(), arrival);
            } else {
                drop(key, arrival, "does not speak TLS");
            }
        }
    }

    private void dropLate() throws IOException {
        long now = clock.nanos();
        for (var key : new ArrayList<>(selector.keys())) {
            if (key.isValid() && key.attachment() instanceof Arrival arrival && now - arrival.deadline > 0) {
                drop(key, arrival, "did not finish the handshake in " + within.toSeconds() + " s");
            }
        }
    }

    private void drop(SelectionKey key, Arrival arrival, String why) throws IOException {
        key.cancel();
        leave(arrival.from);
        tell(arrival.from, why);
        hangUp((SocketChannel) key.channel());
    }

    private static void hangUp(SocketChannel channel) throws IOException {
        channel.socket().setSoLinger(true, 0);
        channel.close();
    }

    private void shakeHands(Socket socket, Arrival arrival) {
        long left = Math.max(1, arrival.deadline - clock.nanos());
        var late = hands.schedule(() -> closeQuietly(socket), left, TimeUnit.NANOSECONDS);
        hands.execute(() -> {
            try {
                var flight = new ByteArrayInputStream(arrival.flight.array(), 0, arrival.flight.position());
                var secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, flight, true);
                secure.setUseClientMode(false);
                secure.startHandshake();
                if (late.cancel(false)) {
                    done.add(secure);
                }
            } catch (IOException | RuntimeException e) {
                late.cancel(false);
                tell(arrival.from, "the handshake failed (" + e.getClass().getSimpleName() + ")");
                closeQuietly(socket);
            } finally {
                leave(arrival.from);
            }
        });
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("a connection did not close: {}", StackLog.place(e));
        }
    }

    /** One line for one address in a minute, with how many there were. */
    private synchronized void tell(InetAddress from, String why) {
        long now = clock.nanos();
        var before = told.get(from);
        if (before != null && now - before.nanos < TELL_NANOS) {
            told.put(from, new LastLogged(before.nanos, before.untold + 1));
            return;
        }
        if (told.size() >= TOLD_MAX) {
            told.clear();
        }
        told.put(from, new LastLogged(now, 0));
        LOG.info(
                "SIP over TLS: {} {}{}",
                from.getHostAddress(),
                why,
                before == null || before.untold == 0 ? "" : "; " + before.untold + " times more before");
    }

    @Override
    public void close() throws IOException {
        closed = true;
        for (var key : new ArrayList<>(selector.keys())) {
            key.channel().close();
        }
        listening.close();
        selector.close();
        hands.shutdownNow();
        for (var socket = done.poll(); socket != null; socket = done.poll()) {
            socket.close();
        }
    }
}
