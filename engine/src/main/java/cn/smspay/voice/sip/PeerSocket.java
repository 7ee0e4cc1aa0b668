package cn.smspay.voice.sip;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** A TCP connection with a peer, read through the {@link SipScreen}. */
final class PeerSocket extends Socket {
    private final Runnable onClose;
    private @Nullable InputStream screened;
    private boolean closed;

    /** @param onClose run once, when the connection is closed on our side */
    PeerSocket(Runnable onClose) {
        this.onClose = onClose;
    }

    @Override
    public synchronized InputStream getInputStream() throws IOException {
        if (screened == null) {
            screened = new ScreenedStream(super.getInputStream(), getOutputStream(), this, "TCP");
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
