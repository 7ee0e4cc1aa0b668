package cn.smspay.voice.sip;

import cn.smspay.base.MonotonicClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A TLS connection whose handshake is done, read through the {@link SipScreen}. The library shakes hands once more with
 * every connection that it gets; that is not done, and sessions stay as they are.
 */
final class TlsSocket extends SSLSocket {
    private final SSLSocket behind;
    private final MonotonicClock clock;
    private final Runnable onClose;
    private @Nullable InputStream screened;
    private boolean closed;

    /** @param onClose run once, when the connection is closed on our side */
    TlsSocket(SSLSocket behind, MonotonicClock clock, Runnable onClose) {
        this.clock = clock;
        this.behind = behind;
        this.onClose = onClose;
    }

    @Override
    public synchronized InputStream getInputStream() throws IOException {
        if (screened == null) {
            screened = new ScreenedStream(behind.getInputStream(), behind.getOutputStream(), behind, "TLS", clock);
        }
        return screened;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return behind.getOutputStream();
    }

    @Override
    public synchronized void close() throws IOException {
        behind.close();
        if (!closed) {
            closed = true;
            onClose.run();
        }
    }

    @Override
    public void startHandshake() {}

    @Override
    public void setEnableSessionCreation(boolean flag) {}

    @Override
    public boolean getEnableSessionCreation() {
        return behind.getEnableSessionCreation();
    }

    @Override
    public SSLSession getSession() {
        return behind.getSession();
    }

    @Override
    public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {}

    @Override
    public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {}

    @Override
    public String[] getSupportedCipherSuites() {
        return behind.getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return behind.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {}

    @Override
    public String[] getSupportedProtocols() {
        return behind.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return behind.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {}

    @Override
    public void setUseClientMode(boolean mode) {}

    @Override
    public boolean getUseClientMode() {
        return behind.getUseClientMode();
    }

    @Override
    public void setNeedClientAuth(boolean need) {}

    @Override
    public boolean getNeedClientAuth() {
        return behind.getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {}

    @Override
    public boolean getWantClientAuth() {
        return behind.getWantClientAuth();
    }

    @Override
    public boolean isClosed() {
        return behind.isClosed();
    }

    @Override
    public boolean isConnected() {
        return behind.isConnected();
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        return behind.getInetAddress();
    }

    @Override
    public int getPort() {
        return behind.getPort();
    }

    @Override
    public InetAddress getLocalAddress() {
        return behind.getLocalAddress();
    }

    @Override
    public int getLocalPort() {
        return behind.getLocalPort();
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        return behind.getRemoteSocketAddress();
    }

    @Override
    public @Nullable SocketAddress getLocalSocketAddress() {
        return behind.getLocalSocketAddress();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        behind.setTcpNoDelay(on);
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        behind.setSoTimeout(millis);
    }
}
