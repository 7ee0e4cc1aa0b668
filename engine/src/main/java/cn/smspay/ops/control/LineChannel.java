package cn.smspay.ops.control;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Lines over a socket, with an end to their length and to the time that they may take. One thread. */
final class LineChannel implements AutoCloseable {
    /** Longer than any request: arguments are words, names and numbers. */
    static final int LINE_MOST = 65_536;

    private final SocketChannel channel;
    private final Selector selector;
    private final int lineMost;
    private ByteBuffer held;

    LineChannel(SocketChannel channel, int lineMost) throws IOException {
        this.channel = channel;
        this.lineMost = lineMost;
        this.held = ByteBuffer.allocate(1_024).flip();
        channel.configureBlocking(false);
        this.selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
    }

    /** A line that is longer than anybody needs. */
    static final class TooLong extends IOException {
        TooLong(int most) {
            super("a line is longer than " + most + " octets");
        }
    }

    /**
     * The next line without its end.
     *
     * @return empty if the other side has ended between two lines
     * @throws EOFException if it has ended within one
     * @throws SocketTimeoutException if the whole line has not come in time
     */
    Optional<String> read(Duration within) throws IOException {
        long end = System.nanoTime() + within.toNanos();
        int looked = 0;
        while (true) {
            for (int i = looked; i < held.limit() - held.position(); i++) {
                if (held.get(held.position() + i) == '\n') {
                    return Optional.of(take(i));
                }
            }
            looked = held.remaining();
            if (looked > lineMost) {
                throw new TooLong(lineMost);
            }
            if (!more(end)) {
                if (held.hasRemaining()) {
                    throw new EOFException("the line ends in the middle");
                }
                return Optional.empty();
            }
        }
    }

    private String take(int length) {
        var octets = new byte[length];
        held.get(octets).get();
        return new String(octets, StandardCharsets.UTF_8);
    }

    /** False at the end of the stream. */
    private boolean more(long end) throws IOException {
        await(SelectionKey.OP_READ, end);
        var room = ByteBuffer.allocate(Math.max(1_024, 2 * held.remaining()));
        room.put(held);
        int read = channel.read(room);
        held = room.flip();
        return read >= 0;
    }

    void write(String line, Duration within) throws IOException {
        long end = System.nanoTime() + within.toNanos();
        var octets = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (octets.hasRemaining()) {
            if (channel.write(octets) == 0) {
                await(SelectionKey.OP_WRITE, end);
            }
        }
    }

    private void await(int operation, long end) throws IOException {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("the other side is too slow");
        }
        channel.keyFor(selector).interestOps(operation);
        selector.select(millis);
        selector.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted()) {
            throw new SocketTimeoutException("interrupted");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        selector.close();
    }
}
