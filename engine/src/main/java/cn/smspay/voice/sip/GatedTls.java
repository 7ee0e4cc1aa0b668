package cn.smspay.voice.sip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.ssl.SSLServerSocket;

/** Accepts TLS connections of those only whom the gate lets in; the others are hung up on before any handshake. */
final class GatedTls extends SSLServerSocket {
    private final SSLServerSocket behind;
    private final Gate gate;

    /** @param behind bound already */
    GatedTls(SSLServerSocket behind, Gate gate) throws IOException {
        this.behind = behind;
        this.gate = gate;
    }

    @Override
    public Socket accept() throws IOException {
        while (true) {
            var connection = behind.accept();
            if (gate.admits(connection.getInetAddress())) {
                return connection;
            }
            hangUpOn(connection);
        }
    }

    /** Without TLS's goodbye, which would be an answer. */
    private static void hangUpOn(Socket connection) throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    @Override
    public void close() throws IOException {
        behind.close();
    }

    @Override
    public boolean isClosed() {
        return behind.isClosed();
    }

    @Override
    public boolean isBound() {
        return behind.isBound();
    }

    @Override
    public int getLocalPort() {
        return behind.getLocalPort();
    }

    @Override
    public InetAddress getInetAddress() {
        return behind.getInetAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return behind.getLocalSocketAddress();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return behind.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        behind.setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return behind.getSupportedCipherSuites();
    }

    @Override
    public String[] getSupportedProtocols() {
        return behind.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return behind.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        behind.setEnabledProtocols(protocols);
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        behind.setNeedClientAuth(need);
    }

    @Override
    public boolean getNeedClientAuth() {
        return behind.getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        behind.setWantClientAuth(want);
    }

    @Override
    public boolean getWantClientAuth() {
        return behind.getWantClientAuth();
    }

    @Override
    public void setUseClientMode(boolean mode) {
        behind.setUseClientMode(mode);
    }

    @Override
    public boolean getUseClientMode() {
        return behind.getUseClientMode();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        behind.setEnableSessionCreation(flag);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return behind.getEnableSessionCreation();
    }
}
