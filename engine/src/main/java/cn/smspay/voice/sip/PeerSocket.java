package cn.smspay.voice.sip;

import cn.smspay.base.MonotonicClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** A TCP connection with a peer, read through the {@link SipScreen}. */
final class PeerSocket extends Socket {
    private final MonotonicClock clock;
    private final Runnable onClose;
    private @Nullable InputStream screened;
    private boolean closed;

    /** @param onClose run once, when the connection is closed on our side */
    PeerSocket(MonotonicClock clock, Runnable onClose) {
        this.clock = clock;
        this.onClose = onClose;
    }

    @Override
    public synchronized InputStream getInputStream() throws IOException {
        if (screened == null) {
            screened = new ScreenedStream(super.getInputStream(), getOutputStream(), this, "TCP", clock);
        }
        return screened;
    }

    @Override
    public synchronized void close() throws IOException {
        super.close();
        if (!closed) {
            closed = true;
            onClose.run();
        }
    }
}
