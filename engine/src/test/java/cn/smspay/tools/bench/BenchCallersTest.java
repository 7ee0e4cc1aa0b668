package cn.smspay.tools.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link BenchCallers} say and count, to a server that the test plays. */
@Timeout(60)
final class BenchCallersTest {
    private static final int PATIENCE_MILLIS = 20_000;

    private DatagramSocket server;
    private SocketAddress callersAt;

    @BeforeEach
    void open() throws Exception {
        server = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
        server.setSoTimeout(PATIENCE_MILLIS);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private BenchCallers callers(int calls, boolean comfortNoise) throws IOException {
        return new BenchCallers(server.getLocalPort(), calls, new CallBench.Phones(false, 20, comfortNoise));
    }

    private static CompletableFuture<Void> dial(BenchCallers callers) {
        return CompletableFuture.runAsync(() -> {
            try {
                callers.dial(1000);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private String next() throws IOException {
        var packet = new DatagramPacket(new byte[65_536], 65_536);
        server.receive(packet);
        callersAt = packet.getSocketAddress();
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
    }

    private void answer(String request, String status, String more) throws IOException {
        var text = new StringBuilder("SIP/2.0 " + status + "\r\n");
        for (String name : List.of("Via", "From", "To", "Call-ID", "CSeq")) {
            var line = request.lines()
                    .filter(each -> each.startsWith(name + ":"))
                    .findFirst()
                    .orElseThrow();
            text.append(line).append(name.equals("To") ? ";tag=s" : "").append("\r\n");
        }
        send(text + "\r\n" + more);
    }

    private void send(String text) throws IOException {
        var octets = text.getBytes(StandardCharsets.US_ASCII);
        server.send(new DatagramPacket(octets, octets.length, callersAt));
    }

    private static String sound() {
        return "m=audio 4000 RTP/AVP 8\r\n";
    }

    @Test
    void anAnswerIsAcknowledgedAndCountedOnceHoweverOftenItComes() throws Exception {
        try (var callers = callers(1, false)) {
            var dialling = dial(callers);
            var invite = next();
            assertTrue(invite.startsWith("INVITE "), invite);
            assertEquals(0, callers.answered());
            assertEquals(new CallBench.Spread(0, 0, 0), callers.setUp());
            answer(invite, "200 OK", sound());
            assertTrue(next().startsWith("ACK "));
            answer(invite, "200 OK", sound());
            var again = next();

            assertTrue(again.startsWith("ACK ") && again.contains(";tag=s"), again);
            dialling.get(20, TimeUnit.SECONDS);
            assertEquals(1, callers.answered());
            assertTrue(callers.setUp().max() > 0);
        }
    }

    /** Whatever else comes is not the answer that is waited for. */
    @ParameterizedTest
    @CsvSource({"180 Ringing", "486 Busy Here", "200 OK"})
    void aCallIsAnsweredByASuccessThatSaysWhereItsSoundIs(String status) throws Exception {
        try (var callers = callers(1, false)) {
            dial(callers);
            answer(next(), status, "");
            send("BYE sip:b@127.0.0.1 SIP/2.0\r\nCall-ID: x\r\n\r\n");
            var next = next();
            if (next.startsWith("ACK ")) {
                next = next();
            }

            assertTrue(next.startsWith("SIP/2.0 200 OK\r\nCall-ID: x"), next);
            assertEquals(0, callers.answered());
        }
    }

    @Test
    void onlyWhoWasAnsweredHangsUp() throws Exception {
        try (var callers = callers(2, false)) {
            dial(callers);
            answer(next(), "200 OK", sound());
            var rest = next();
            if (!rest.startsWith("ACK ")) {
                assertTrue(next().startsWith("ACK "));
            } else {
                assertTrue(next().startsWith("INVITE "));
            }
            callers.hangUp();

            assertTrue(next().contains("Call-ID: bench-0-"));
            assertEquals(1, callers.answered());
            send("BYE sip:b@127.0.0.1 SIP/2.0\r\nCall-ID: x\r\n\r\n");
            assertTrue(next().startsWith("SIP/2.0 200 OK"), "and nobody else has said a word");
        }
    }

    @ParameterizedTest
    @CsvSource({"true, RTP/AVP 8 101 13", "false, RTP/AVP 8 101"})
    void comfortNoiseIsOfferedWhereItIsWanted(boolean comfortNoise, String formats) throws Exception {
        try (var callers = callers(1, comfortNoise)) {
            dial(callers);
            var offer = next();

            assertTrue(offer.contains(formats + "\r\n"), offer);
            assertTrue(offer.contains("a=ptime:20\r\n"), offer);
        }
    }
}
