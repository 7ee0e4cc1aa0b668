package cn.smspay.voice.sip;

import cn.smspay.base.MonotonicClock;
import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The sockets of the SIP library, with a {@link Gate} and a {@link SipScreen} before them and our certificate behind them. */
final class GatedNetwork implements NetworkLayer {
    private static final int CONNECT_MILLIS = 3000;
    /** A connection costs two threads of the library; a carrier has a few, a test tool one for each call. */
    private static final int CONNECTIONS_MAX = 2000;

    private static final Duration HANDSHAKE_WITHIN = Duration.ofSeconds(10);

    private final Gate gate;
    private final MonotonicClock clock;
    private final @Nullable SSLContext tls;
    private final Set<InetSocketAddress> open = ConcurrentHashMap.newKeySet();

    GatedNetwork(Gate gate, Optional<SipCertificate> tls, MonotonicClock clock) {
        this.clock = clock;
        this.gate = gate;
        this.tls = tls.map(SipCertificate::context).orElse(null);
    }

    /** Whether a peer is connected with us from there. */
    boolean isConnected(InetSocketAddress from) {
        return open.contains(from);
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
        return new GatedConnections(port, backlog, address);
    }

    @Override
    public SSLServerSocket createSSLServerSocket(int port, int backlog, InetAddress address) throws IOException {
        var at = new InetSocketAddress(address, port);
        return new GatedTls(new TlsDoor(tls(), gate, HANDSHAKE_WITHIN, at, clock), at, this::secure);
    }

    private Socket secure(SSLSocket socket) {
        var peer = (InetSocketAddress) socket.getRemoteSocketAddress();
        open.add(peer);
        return new TlsSocket(socket, clock, () -> open.remove(peer));
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
        return connected(new PeerSocket(clock, () -> {}), address, port, local, localPort);
    }

    /** Only threads that may wait may connect; on others it is as if nobody were there. */
    private static <S extends Socket> S connected(
            S socket, InetAddress address, int port, @Nullable InetAddress local, int localPort) throws IOException {
        try {
            if (!(Thread.currentThread() instanceof Outgoing.ConnectThread)) {
                throw new SocketException("the connection is gone");
            }
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
        return createSSLSocket(address, port, null);
    }

    /** Gives up on a peer that does not shake hands either. */
    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port, @Nullable InetAddress local) throws IOException {
        var plain = connected(new Socket(), address, port, local, 0);
        try {
            plain.setSoTimeout(CONNECT_MILLIS);
            var secure = (SSLSocket) tls().getSocketFactory().createSocket(plain, address.getHostAddress(), port, true);
            secure.startHandshake();
            plain.setSoTimeout(0);
            return new TlsSocket(secure, clock, () -> {});
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    @Override
    public void setSipStack(SipStackImpl stack) {}

    /** Receives only what the gate lets in and the screen lets pass; sends with reason phrases of ours. */
    private static final class GatedDatagrams extends DatagramSocket {
        private static final int DATAGRAM_MAX = 65_535;

        private final Gate gate;

        GatedDatagrams(InetSocketAddress address, Gate gate) throws SocketException {
            super(address);
            this.gate = gate;
        }

        @Override
        public void receive(DatagramPacket packet) throws IOException {
            var room = new byte[DATAGRAM_MAX];
            while (true) {
                var came = new DatagramPacket(room, room.length);
                super.receive(came);
                if (gate.admits(came.getAddress())) {
                    var from = new InetSocketAddress(came.getAddress(), came.getPort());
                    var message = Arrays.copyOf(room, came.getLength());
                    var verdict = SipScreen.look(message, "UDP", from);
                    if (verdict instanceof SipScreen.ScreenVerdict.Pass pass
                            && pass.message().length <= packet.getData().length) {
                        packet.setSocketAddress(from);
                        System.arraycopy(pass.message(), 0, packet.getData(), 0, pass.message().length);
                        packet.setLength(pass.message().length);
                        return;
                    }
                    if (verdict instanceof SipScreen.ScreenVerdict.Respond answer) {
                        super.send(new DatagramPacket(
                                answer.response(),
                                answer.response().length,
                                from.getAddress(),
                                SipScreen.answerPort(message, from)));
                    }
                }
            }
        }

        @Override
        public void send(DatagramPacket packet) throws IOException {
            packet.setData(ReasonPhrases.ours(packet.getData(), packet.getLength()));
            super.send(packet);
        }
    }

    /** Accepts only whom the gate lets in; the others are hung up on. */
    private final class GatedConnections extends ServerSocket {
        GatedConnections(int port, int backlog, InetAddress address) throws IOException {
            super(port, backlog, address);
        }

        @Override
        public Socket accept() throws IOException {
            while (true) {
                var peer = new AtomicReference<InetSocketAddress>();
                var connection = new PeerSocket(clock, () -> {
                    var gone = peer.get();
                    if (gone != null) {
                        open.remove(gone);
                    }
                });
                implAccept(connection);
                if (gate.admits(connection.getInetAddress()) && open.size() < CONNECTIONS_MAX) {
                    var from = new InetSocketAddress(connection.getInetAddress(), connection.getPort());
                    peer.set(from);
                    open.add(from);
                    return connection;
                }
                connection.close();
            }
        }
    }
}
