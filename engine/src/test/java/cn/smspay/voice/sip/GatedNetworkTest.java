package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.MonotonicClock;
import cn.smspay.testing.TestClock;
import cn.smspay.voice.call.CallFigures;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sockets of a {@link GatedNetwork}: whom they hear, what they let pass, and who may connect to others. */
@Timeout(60)
final class GatedNetworkTest {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final String STRANGER = "127.0.0.9";

    private final CallFigures figures = new CallFigures();
    private final GatedNetwork network = new GatedNetwork(
            new Gate(TestServer.SETTINGS, figures, new TestClock()), Optional.empty(), MonotonicClock.system());
    private InetAddress local;

    @BeforeEach
    void local() throws Exception {
        local = InetAddress.getByName("127.0.0.1");
    }

    private static String options(String version, String id) {
        return "OPTIONS sip:12588@127.0.0.1 SIP/" + version + "\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:9;rport;branch=z9hG4bK" + id + "\r\n"
                + "From: <sip:a@127.0.0.1>;tag=1\r\nTo: <sip:12588@127.0.0.1>\r\nCall-ID: " + id
                + "\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
    }

    private static void send(DatagramSocket from, DatagramSocket to, String text) throws IOException {
        var octets = text.getBytes(StandardCharsets.US_ASCII);
        from.send(new DatagramPacket(octets, octets.length, to.getLocalSocketAddress()));
    }

    private static String received(DatagramSocket socket, int room) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        var packet = new DatagramPacket(new byte[room], room);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
    }

    private static String received(DatagramSocket socket) throws IOException {
        return received(socket, 65_536);
    }

    // ---- datagrams

    @Test
    void aStrangerIsNotHeardAndCounted() throws Exception {
        try (var ours = network.createDatagramSocket(0, local);
                var stranger = new DatagramSocket(new InetSocketAddress(STRANGER, 0));
                var trunk = new DatagramSocket(new InetSocketAddress(local, 0))) {
            send(stranger, ours, options("2.0", "s"));
            send(trunk, ours, options("2.0", "t"));

            assertTrue(received(ours).contains("Call-ID: t"));
            assertEquals(1, figures.strangers());
        }
    }

    @Test
    void whatTheLibraryWouldMisreadIsAnsweredHereAndDoesNotReachIt() throws Exception {
        try (var ours = network.createDatagramSocket(0, local);
                var trunk = new DatagramSocket(new InetSocketAddress(local, 0))) {
            send(trunk, ours, options("7.0", "odd"));
            send(trunk, ours, "\r\n\r\n");
            send(trunk, ours, options("2.0", "good"));

            assertTrue(received(ours).contains("Call-ID: good"));
            var answer = received(trunk);
            assertTrue(answer.startsWith("SIP/2.0 505 ") && answer.contains("odd"), answer);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, large", "-1, s"})
    void aMessageForWhichThereIsNoRoomIsPassedOver(int more, String first) throws Exception {
        try (var ours = network.createDatagramSocket(0, local);
                var trunk = new DatagramSocket(new InetSocketAddress(local, 0))) {
            send(trunk, ours, options("2.0", "large"));
            send(trunk, ours, options("2.0", "s"));
            int passes = passed(options("2.0", "large"));

            assertTrue(received(ours, passes + more).contains("Call-ID: " + first + "\r\n"));
        }
    }

    /** How long this is when the screen has looked at it. */
    private static int passed(String message) {
        var verdict = SipScreen.look(
                message.getBytes(StandardCharsets.US_ASCII), "UDP", new InetSocketAddress("127.0.0.1", 9));
        return ((SipScreen.ScreenVerdict.Pass) verdict).message().length;
    }

    @Test
    void whatTheLibrarySaysOfItselfIsNotSent() throws Exception {
        try (var ours = network.createDatagramSocket(0, local);
                var trunk = new DatagramSocket(new InetSocketAddress(local, 0))) {
            send(ours, trunk, "SIP/2.0 400 java.text.ParseException at line 7\r\n\r\n");

            assertEquals("SIP/2.0 400 Bad Request\r\n\r\n", received(trunk));
        }
    }

    // ---- connections that others open

    @Test
    void aStrangersConnectionIsHungUpAndATrunksIsKnownWhileItLasts() throws Exception {
        try (var ours = network.createServerSocket(0, 5, local);
                var stranger = new Socket();
                var trunk = new Socket()) {
            stranger.bind(new InetSocketAddress(STRANGER, 0));
            stranger.connect(ours.getLocalSocketAddress());
            trunk.bind(new InetSocketAddress(local, 0));
            trunk.connect(ours.getLocalSocketAddress());
            var from = new InetSocketAddress(local, trunk.getLocalPort());

            var accepted = ours.accept();

            assertEquals(trunk.getLocalPort(), accepted.getPort());
            assertTrue(network.isConnected(from));
            assertFalse(network.isConnected(new InetSocketAddress(STRANGER, stranger.getLocalPort())));
            stranger.setSoTimeout(PATIENCE_MILLIS);
            assertTrue(isHungUp(stranger));
            assertEquals(1, figures.strangers());

            accepted.close();
            assertFalse(network.isConnected(from));
        }
    }

    private static boolean isHungUp(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void withoutACertificateThereIsNoDoorForTls() {
        assertThrows(IllegalStateException.class, () -> network.createSSLServerSocket(0, 5, local));
    }

    // ---- connections that we open

    /** Does it on a thread that may wait for others. */
    private static <T> T waiting(Callable<T> work) throws Exception {
        var task = new FutureTask<>(work);
        new Outgoing.ConnectThread(task, "test").start();
        return task.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Test
    void onlyAThreadThatMayWaitConnects() throws Exception {
        try (var peer = new ServerSocket(0, 5, local)) {
            assertThrows(SocketException.class, () -> network.createSocket(local, peer.getLocalPort()));
            assertThrows(SocketException.class, () -> network.createSSLSocket(local, peer.getLocalPort()));

            try (var connected = waiting(() -> network.createSocket(local, peer.getLocalPort()));
                    var accepted = peer.accept()) {
                assertEquals(connected.getLocalPort(), accepted.getPort());
                assertFalse(network.isConnected(new InetSocketAddress(local, accepted.getLocalPort())));
            }
        }
    }

    @Test
    void whereNobodyListensNobodyIsConnected() throws Exception {
        int port;
        try (var gone = new ServerSocket(0, 5, local)) {
            port = gone.getLocalPort();
        }

        var failed = assertThrows(ExecutionException.class, () -> waiting(() -> network.createSocket(local, port)));

        assertTrue(failed.getCause() instanceof IOException);
    }

    @Test
    void aConnectionForTlsIsGivenUpWhereWeHaveNoCertificate() throws Exception {
        try (var peer = new ServerSocket(0, 5, local)) {
            var failed = assertThrows(
                    ExecutionException.class, () -> waiting(() -> network.createSSLSocket(local, peer.getLocalPort())));

            assertTrue(failed.getCause() instanceof IllegalStateException);
            try (var accepted = peer.accept()) {
                accepted.setSoTimeout(PATIENCE_MILLIS);
                assertTrue(isHungUp(accepted));
            }
        }
    }
}
