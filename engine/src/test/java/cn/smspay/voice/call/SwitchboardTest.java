package cn.smspay.voice.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.MonotonicClock;
import cn.smspay.base.ServiceNumber;
import cn.smspay.testing.TestClock;
import cn.smspay.voice.rtp.Inband;
import cn.smspay.voice.rtp.MediaLoops;
import cn.smspay.voice.rtp.PortRange;
import cn.smspay.voice.rtp.RtpPorts;
import cn.smspay.voice.rtp.Sdp;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a {@link Switchboard} takes and refuses, and how it lets go of those who are there. */
@Timeout(60)
final class SwitchboardTest {
    private static final Sdp OFFER = Sdp.read(
                    "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                            + "m=audio 4000 RTP/AVP 8\r\n")
            .orElseThrow();

    private final MediaLoops loops = new MediaLoops(1);
    private final FakeVoiceDesk desk = new FakeVoiceDesk();
    private final TestClock clock = new TestClock();
    private final CallFigures figures = new CallFigures();
    private final BlockingQueue<CallRecord> records = new LinkedBlockingQueue<>();
    private final List<String> spoken = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        loops.close();
    }

    private Switchboard switchboard(int calls, PortRange ports) {
        var caps = new CallSettings.CallCaps(
                calls,
                1,
                1000,
                Duration.ofMinutes(1),
                Duration.ofSeconds(7),
                Duration.ofSeconds(32),
                Duration.ofSeconds(90));
        var sound = new CallSettings.Sound(ports, 1, Duration.ofSeconds(30), Inband.FALLBACK);
        var parts = new Switchboard.Parts(
                desk,
                utterance -> {
                    spoken.add(utterance.template());
                    return new byte[160];
                },
                records::add,
                figures,
                clock,
                MonotonicClock.system(),
                Runnable::run,
                number -> List.of());
        return new Switchboard(new CallSettings("127.0.0.1", "127.0.0.1", caps, sound), parts, loops, new Random(1));
    }

    private static Invitation from(String caller) throws Exception {
        return new Invitation(
                "x",
                caller,
                new ServiceNumber("12588"),
                "gw",
                10,
                InetAddress.getByName("127.0.0.1"),
                Optional.of(OFFER));
    }

    /** The signalling of one call, which remembers what it is told. */
    private static final class Signalling implements Leg {
        private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

        @Override
        public void accept(String sdp) {
            told.add("accept");
        }

        @Override
        public void refuse(CallRefusal reason) {
            told.add("refuse " + reason);
        }

        @Override
        public void redirect(List<String> uris) {
            told.add("redirect");
        }

        @Override
        public void hangUp() {
            told.add("hang up");
        }

        @Override
        public void abandon() {
            told.add("abandon");
        }

        @Override
        public void transfer(String uri, Consumer<Boolean> done) {
            told.add("transfer");
        }

        String next() throws InterruptedException {
            var next = told.poll(20, TimeUnit.SECONDS);
            assertNotNull(next);
            return next;
        }
    }

    private CallRecord record() throws InterruptedException {
        var record = records.poll(20, TimeUnit.SECONDS);
        assertNotNull(record);
        return record;
    }

    private static Signalling refused(Switchboard board, String caller) throws Exception {
        var leg = new Signalling();
        assertEquals(Optional.empty(), board.invited(from(caller), leg));
        return leg;
    }

    @Test
    void aCallTooManyIsRefusedForItsReasonAndIsNone() throws Exception {
        var board = switchboard(2, PortRange.SYSTEM);
        var taken = new Signalling();
        assertTrue(board.invited(from("13800000001"), taken).isPresent());
        assertEquals("accept", taken.next());

        assertEquals("refuse CALLER_BUSY", refused(board, "13800000001").next());
        assertTrue(board.invited(from("13800000002"), new Signalling()).isPresent());
        assertEquals("refuse FULL", refused(board, "13800000003").next());

        assertEquals(1, figures.refusals(CallRefusal.FULL));
        assertEquals(2, figures.callsNow());
        board.drain(Duration.ZERO);
    }

    @Test
    void aCallForWhichThereIsNoPortIsRefusedAndTakesNoPlace() throws Exception {
        var pair = new RtpPorts("127.0.0.1", PortRange.SYSTEM).open().orElseThrow();
        var board = switchboard(1, new PortRange(pair.port(), pair.port()));

        assertEquals("refuse NO_PORT", refused(board, "13800000001").next());
        assertEquals("refuse NO_PORT", refused(board, "13800000001").next(), "and not CALLER_BUSY");
        assertEquals(0, figures.callsNow());

        pair.close();
        var leg = new Signalling();
        assertTrue(board.invited(from("13800000001"), leg).isPresent());
        assertEquals("accept", leg.next());
        board.drain(Duration.ZERO);
    }

    @Test
    void aCallThatIsOverMakesRoom() throws Exception {
        var board = switchboard(1, PortRange.SYSTEM);
        var leg = new Signalling();
        var listener = board.invited(from("13800000001"), leg).orElseThrow();
        assertEquals("accept", leg.next());
        assertEquals(1, figures.live().size());
        assertTrue(figures.live().get(0).id().startsWith(String.format(Locale.ROOT, "%013d-", clock.millis())));

        listener.gone(CallResult.CALLER_HUNG_UP);

        assertEquals(CallResult.CALLER_HUNG_UP, record().result());
        assertEquals(0, figures.callsNow());
        var another = new Signalling();
        assertTrue(board.invited(from("13800000001"), another).isPresent());
        assertEquals("accept", another.next());
        board.drain(Duration.ZERO);
    }

    /** Without patience nobody hears a goodbye. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void whoIsLeftHearsAGoodbyeWhereThereIsPatience(long millis) throws Exception {
        var board = switchboard(2, PortRange.SYSTEM);
        var leg = new Signalling();
        var listener = board.invited(from("13800000001"), leg).orElseThrow();
        assertEquals("accept", leg.next());
        listener.acknowledged(Optional.empty());

        board.drain(Duration.ofMillis(millis));

        assertEquals(millis > 0, spoken.contains("closing"));
        assertEquals(CallResult.DRAINED, record().result());
        assertEquals("hang up", leg.next());
        assertEquals("refuse STOPPING", refused(board, "13800000002").next());
    }

    @Test
    void whereNobodyIsLeftNothingIsSaid() {
        switchboard(2, PortRange.SYSTEM).drain(Duration.ofSeconds(20));

        assertEquals(List.of(), spoken);
        assertEquals(0, records.size());
    }
}
