package cn.smspay.voice.sip;

import cn.smspay.base.MonotonicClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;

/**
 * What a peer says on a connection, message by message through the {@link SipScreen}. Answers keep-alive pings, also before
 * the first message (RFC 5626 4.4.1), and hangs up on a peer that does not say anything whole in time. Read by one thread.
 */
final class ScreenedStream extends InputStream {
    /** As long as a SIP transaction may take; a peer that connects has something to say. */
    static final Duration FIRST_WITHIN = Duration.ofSeconds(32);

    private static final byte[] PONG = {'\r', '\n'};
    private static final int CHUNK = 4096;

    private final InputStream in;
    private final OutputStream out;
    private final Socket socket;
    private final String transport;
    private final MonotonicClock clock;
    private final long begun;
    private boolean spoken;
    private byte[] pending = new byte[0];
    private byte[] ready = new byte[0];
    private int readyAt;
    private int breaks;

    ScreenedStream(InputStream in, OutputStream out, Socket socket, String transport, MonotonicClock clock) {
        this.clock = clock;
        this.begun = clock.nanos();
        this.in = in;
        this.out = out;
        this.socket = socket;
        this.transport = transport;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        while (readyAt == ready.length) {
            if (!next() && !more()) {
                return -1;
            }
        }
        int count = Math.min(length, ready.length - readyAt);
        System.arraycopy(ready, readyAt, to, offset, count);
        readyAt += count;
        return count;
    }

    private boolean more() throws IOException {
        if (!spoken) {
            long left = FIRST_WITHIN.toMillis() - (clock.nanos() - begun) / 1_000_000;
            if (left <= 0) {
                throw new IOException("nothing whole was said in time");
            }
            socket.setSoTimeout((int) left);
        }
        var chunk = new byte[CHUNK];
        int count = in.read(chunk);
        if (count > 0) {
            int before = pending.length;
            pending = Arrays.copyOf(pending, before + count);
            System.arraycopy(chunk, 0, pending, before, count);
        }
        return count >= 0;
    }

    /** Takes one message out of what is pending; false if there is no whole one yet. */
    private boolean next() throws IOException {
        skipBreaks();
        int bodyAt = SipScreen.bodyAt(pending, pending.length);
        if (bodyAt < 0) {
            if (pending.length > SipScreen.LENGTH_MAX) {
                throw new IOException("a message without an end");
            }
            return false;
        }
        int body = SipScreen.told(pending, bodyAt);
        if (body < 0 || bodyAt + body > SipScreen.LENGTH_MAX) {
            // Where the next message begins cannot be known, or only after more than anybody may send.
            answer(SipScreen.look(body < 0 ? head(bodyAt) : tooLong(bodyAt), transport, peer()));
            throw new IOException("a message whose length is not told");
        }
        if (pending.length < bodyAt + body) {
            return false;
        }
        var message = Arrays.copyOf(pending, bodyAt + body);
        pending = Arrays.copyOfRange(pending, bodyAt + body, pending.length);
        said();
        var verdict = SipScreen.look(message, transport, peer());
        answer(verdict);
        ready = verdict instanceof SipScreen.ScreenVerdict.Pass pass ? pass.message() : new byte[0];
        readyAt = 0;
        return true;
    }

    private byte[] head(int bodyAt) {
        return Arrays.copyOf(pending, bodyAt);
    }

    private byte[] tooLong(int bodyAt) {
        return Arrays.copyOf(head(bodyAt), SipScreen.LENGTH_MAX + 1);
    }

    private InetSocketAddress peer() {
        return new InetSocketAddress(socket.getInetAddress(), socket.getPort());
    }

    /** Two line breaks are a ping; one alone is the answer to a ping, or filling. */
    private void skipBreaks() throws IOException {
        int at = 0;
        while (at + 1 < pending.length && pending[at] == '\r' && pending[at + 1] == '\n') {
            at += 2;
            breaks++;
            if (breaks == 2) {
                breaks = 0;
                said();
                write(PONG);
            }
        }
        if (at < pending.length && pending[at] != '\r') {
            breaks = 0;
        }
        pending = at == 0 ? pending : Arrays.copyOfRange(pending, at, pending.length);
    }

    private void said() throws IOException {
        if (!spoken) {
            spoken = true;
            socket.setSoTimeout(0);
        }
    }

    private void answer(SipScreen.ScreenVerdict verdict) throws IOException {
        if (verdict instanceof SipScreen.ScreenVerdict.Respond answer) {
            write(answer.response());
        }
    }

    private void write(byte[] bytes) throws IOException {
        // The library writes whole messages under this lock.
        synchronized (out) {
            out.write(bytes);
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
