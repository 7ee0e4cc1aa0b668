package cn.smspay.voice.sip;

import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The sockets of the SIP library, with a {@link Gate} before them and our certificate behind them. */
final class GatedNetwork implements NetworkLayer {
    private static final int CONNECT_MILLIS = 3000;

    private final Gate gate;
    private final @Nullable SSLContext tls;

    GatedNetwork(Gate gate, Optional<SipSettings.Tls> tls) {
        this.gate = gate;
        this.tls = tls.map(GatedNetwork::context).orElse(null);
    }

    /** Others are checked against the trust store of the Java runtime. */
    private static SSLContext context(SipSettings.Tls settings) {
        try (var file = new FileInputStream(settings.keystore().toFile())) {
            var password = settings.password().reveal().toCharArray();
            var store = KeyStore.getInstance("PKCS12");
            store.load(file, password);
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot use the certificate in " + settings.keystore(), e);
        }
    }

    private SSLContext tls() {
        if (tls == null) {
            throw new IllegalStateException("no certificate is configured for SIP over TLS");
        }
        return tls;
    }

    @Override
    public DatagramSocket createDatagramSocket(int port, InetAddress address) throws SocketException {
        return new GatedDatagrams(new InetSocketAddress(address, port), gate);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return new GatedConnections(port, backlog, address, gate);
    }

    @Override
    public SSLServerSocket createSSLServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return new GatedTls(
                (SSLServerSocket) tls().getServerSocketFactory().createServerSocket(port, backlog, address), gate);
    }

    @Override
    public DatagramSocket createDatagramSocket() throws SocketException {
        return new DatagramSocket();
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        return createSocket(address, port, null, 0);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, @Nullable InetAddress local) throws IOException {
        return createSocket(address, port, local, 0);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, @Nullable InetAddress local, int localPort)
            throws IOException {
        var socket = new Socket();
        try {
            socket.bind(new InetSocketAddress(local, localPort));
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port) throws IOException {
        return (SSLSocket) tls().getSocketFactory().createSocket(address, port);
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port, InetAddress local) throws IOException {
        return (SSLSocket) tls().getSocketFactory().createSocket(address, port, local, 0);
    }

    @Override
    public void setSipStack(SipStackImpl stack) {}

    /** Receives only what the gate lets in. */
    private static final class GatedDatagrams extends DatagramSocket {
        private final Gate gate;

        GatedDatagrams(InetSocketAddress address, Gate gate) throws SocketException {
            super(address);
            this.gate = gate;
        }

        @Override
        public void receive(DatagramPacket packet) throws IOException {
            int room = packet.getLength();
            do {
                packet.setLength(room);
                super.receive(packet);
            } while (!gate.admits(packet.getAddress()));
        }
    }

    /** Accepts only whom the gate lets in; the others are hung up on. */
    private static final class GatedConnections extends ServerSocket {
        private final Gate gate;

        GatedConnections(int port, int backlog, InetAddress address, Gate gate) throws IOException {
            super(port, backlog, address);
            this.gate = gate;
        }

        @Override
        public Socket accept() throws IOException {
            while (true) {
                var connection = super.accept();
                if (gate.admits(connection.getInetAddress())) {
                    return connection;
                }
                connection.close();
            }
        }
    }
}
