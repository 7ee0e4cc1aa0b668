package cn.smspay.voice.sip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.function.Function;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** What the SIP library takes for its TLS port: gives it the connections that have come through the {@link TlsDoor}. */
final class GatedTls extends SSLServerSocket {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final TlsDoor door;
    private final InetSocketAddress address;
    private final Function<SSLSocket, Socket> connection;
    private final String[] suites =
            ((SSLServerSocketFactory) SSLServerSocketFactory.getDefault()).getDefaultCipherSuites();
    private boolean closed;

    /** @param connection makes the socket that the library is given */
    GatedTls(TlsDoor door, InetSocketAddress address, Function<SSLSocket, Socket> connection) throws IOException {
        this.door = door;
        this.address = address;
        this.connection = connection;
    }

    @Override
    public Socket accept() throws IOException {
        return connection.apply(door.take());
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        door.close();
    }

    @Override
    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public int getLocalPort() {
        return door.port();
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        return address.getAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return new InetSocketAddress(address.getAddress(), door.port());
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return suites.clone();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {}

    @Override
    public String[] getSupportedCipherSuites() {
        return suites.clone();
    }

    @Override
    public String[] getSupportedProtocols() {
        return PROTOCOLS.clone();
    }

    @Override
    public String[] getEnabledProtocols() {
        return PROTOCOLS.clone();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {}

    @Override
    public void setNeedClientAuth(boolean need) {}

    @Override
    public boolean getNeedClientAuth() {
        return false;
    }

    @Override
    public void setWantClientAuth(boolean want) {}

    @Override
    public boolean getWantClientAuth() {
        return false;
    }

    @Override
    public void setUseClientMode(boolean mode) {}

    @Override
    public boolean getUseClientMode() {
        return false;
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {}

    @Override
    public boolean getEnableSessionCreation() {
        return true;
    }
}
