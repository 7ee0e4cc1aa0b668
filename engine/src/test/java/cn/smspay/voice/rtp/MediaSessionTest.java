package cn.smspay.voice.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.smspay.base.MonotonicClock;
import io.netty.buffer.Unpooled;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sound of one call on its loop, over real sockets, each of which a {@link MediaSocket} reads. */
@Timeout(60)
final class MediaSessionTest {
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final MediaLoops loops = new MediaLoops(1);
    private final RtpPorts.Pair ports =
            new RtpPorts("127.0.0.1", PortRange.SYSTEM).open().orElseThrow();
    private DatagramSocket phone;
    private MediaSession session;

    private final class Told implements MediaSession.Listener, MediaFigures {
        @Override
        public void key(char key, DtmfKind kind) {
            told.add("key " + key + ' ' + kind);
        }

        @Override
        public void spoken() {
            told.add("spoken");
        }

        @Override
        public void mediaLost() {
            told.add("lost");
        }

        @Override
        public void broken(RuntimeException cause) {
            told.add("broken");
        }

        @Override
        public void heard() {
            told.add("heard");
        }

        @Override
        public void fault() {
            told.add("fault");
        }

        @Override
        public void strangePacket() {
            told.add("strange");
        }

        @Override
        public void key(DtmfKind kind) {}

        @Override
        public void gap(long nanos) {}
    }

    @BeforeEach
    void open() throws Exception {
        phone = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
        var told = new Told();
        session = new MediaSession(
                ports,
                loops.place(),
                Sdp.read("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
                                + phone.getLocalPort()
                                + " RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\n")
                        .orElseThrow(),
                InetAddress.getByName("192.0.2.9"),
                new MediaSession.MediaSurroundings(
                        told,
                        Clock.systemUTC(),
                        MonotonicClock.system(),
                        new Random(1),
                        Duration.ofMinutes(1),
                        Inband.FALLBACK),
                told);
        session.listen();
    }

    @AfterEach
    void close() {
        session.close();
        loops.close();
        phone.close();
    }

    private void send(DatagramSocket from, int type, int sequence, byte... payload) throws Exception {
        var packet = Unpooled.buffer();
        new RtpHeader(type, true, sequence, 160L * sequence, 7).write(packet);
        packet.writeBytes(payload);
        from.send(new DatagramPacket(
                packet.array(), packet.writerIndex(), InetAddress.getByName("127.0.0.1"), ports.port()));
    }

    private String next() throws InterruptedException {
        var next = told.poll(20, TimeUnit.SECONDS);
        assertNotNull(next);
        return next;
    }

    @Test
    void hearsEveryPacketThatWaitsAndOnlyTheCallers() throws Exception {
        for (int key = 1; key <= 5; key++) {
            send(phone, 101, 10 * key, (byte) key, (byte) 0x80, (byte) 0, (byte) 160);
        }

        assertEquals("heard", next());
        for (int key = 1; key <= 5; key++) {
            assertEquals("key " + key + " EVENT", next());
        }
        try (var stranger = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            send(stranger, 101, 100, (byte) 9, (byte) 0x80, (byte) 0, (byte) 160);
            assertEquals("strange", next());
        }
        phone.send(new DatagramPacket(new byte[] {1, 2, 3}, 3, InetAddress.getByName("127.0.0.1"), ports.port()));
        send(phone, 101, 110, (byte) 6, (byte) 0x80, (byte) 0, (byte) 160);
        assertEquals("key 6 EVENT", next());
        assertNull(told.poll());
    }

    @Test
    void speaksToTheEndAndGivesItsPortsBack() throws Exception {
        session.speak(java.util.List.of(new byte[320]));
        session.start();
        var packet = new DatagramPacket(new byte[2048], 2048);
        phone.setSoTimeout(20_000);
        phone.receive(packet);
        assertEquals(RtpHeader.BYTES + 160, packet.getLength());

        assertEquals("spoken", next());

        session.close();
        assertFalse(ports.rtp().isOpen());
        rebind(ports.port());
    }

    /** A closed socket leaves the system with the selector's next round. */
    private static void rebind(int port) throws Exception {
        for (int i = 0; ; i++) {
            try (var again = new DatagramSocket(port, InetAddress.getByName("127.0.0.1"))) {
                assertEquals(port, again.getLocalPort());
                return;
            } catch (SocketException e) {
                if (i == 1000) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }
}
