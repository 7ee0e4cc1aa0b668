package cn.smspay.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.sms.pdu.BrokenStream;
import cn.smspay.sms.pdu.CommandStatus;
import cn.smspay.sms.pdu.PduDecoder;
import cn.smspay.sms.pdu.UnreadablePdu;
import cn.smspay.sms.peer.Wire;
import cn.smspay.testing.LogOracle;
import cn.smspay.testing.TestClock;
import com.cloudhopper.smpp.pdu.BindTransceiver;
import com.cloudhopper.smpp.pdu.BindTransceiverResp;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.DeliverSmResp;
import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.type.Address;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link SessionHandler} makes of what a channel brings, on a channel in memory. */
final class SessionHandlerTest {
    private static final SmppBindSettings SETTINGS = LinkFixture.settings(2775);

    private final TestClock clock = new TestClock();
    private final RecordingIntake intake = new RecordingIntake();
    private final BindFigures figures = new BindFigures();
    private final List<String> told = new ArrayList<>();
    private SocketAddress peer = new InetSocketAddress("127.0.0.1", 2775);
    private EmbeddedChannel channel = new EmbeddedChannel();

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private SessionHandler open() {
        var handler = new SessionHandler(
                SETTINGS,
                "north-1",
                new LinkParts(
                        intake,
                        (segment, outcome) -> told.add("late"),
                        Wire.sockets(),
                        clock,
                        clock::millis,
                        new Random(1)),
                new BindShared(SETTINGS.timing(), figures),
                null,
                new SessionHandler.Owner() {
                    @Override
                    public void bound(SessionHandler session) {
                        told.add("bound");
                    }

                    @Override
                    public void loginRefused(SessionHandler session) {
                        told.add("login refused");
                    }

                    @Override
                    public void ended(SessionHandler session, boolean wasBound, String reason) {
                        told.add("ended " + wasBound + ": " + reason);
                    }

                    @Override
                    public void roomMayHaveGrown() {
                        told.add("room");
                    }
                });
        channel = new EmbeddedChannel(handler) {
            @Override
            protected SocketAddress remoteAddress0() {
                return peer;
            }
        };
        return handler;
    }

    private <P extends Pdu> P written(Class<P> type) {
        channel.flush();
        return assertInstanceOf(type, channel.readOutbound());
    }

    private static <P extends Pdu> P numbered(P pdu, int sequence, int status) {
        pdu.setSequenceNumber(sequence);
        pdu.setCommandStatus(status);
        return pdu;
    }

    private void bind() {
        open();
        var asked = written(BindTransceiver.class);
        channel.writeInbound(numbered(new BindTransceiverResp(), asked.getSequenceNumber(), 0));
        assertEquals(List.of("bound", "room"), told);
        told.clear();
    }

    /** A password in plain text stays within the house. */
    @ParameterizedTest
    @CsvSource({"127.0.0.1, true", "10.1.2.3, true", "192.168.1.1, true", "8.8.8.8, false", "172.32.0.1, false"})
    void noPasswordIsSentInPlainTextToAPublicAddress(String host, boolean sent) {
        peer = new InetSocketAddress(host, 2775);
        open();
        channel.flush();
        Object first = channel.readOutbound();
        assertEquals(sent, first instanceof BindTransceiver, String.valueOf(first));
        assertEquals(
                sent
                        ? List.of()
                        : List.of("ended false: refusing to send a password in plain text to a public address"),
                told);
    }

    @Test
    void theOwnerHearsOfTheBindAndTheIntakeOfItsEnd() {
        bind();
        channel.close();
        assertEquals(List.of("ended true: closed by the peer"), told);
        assertEquals("north-1", intake.closed.poll());
    }

    @Test
    void aConnectionThatWasNeverBoundIsNoneToTheIntake() {
        open();
        channel.close();
        assertEquals(List.of("ended false: closed by the peer"), told);
        assertNull(intake.closed.poll());
    }

    @Test
    void aLoginThatIsRefusedIsTold() {
        open();
        var asked = written(BindTransceiver.class);
        channel.writeInbound(
                numbered(new BindTransceiverResp(), asked.getSequenceNumber(), CommandStatus.INVALID_PASSWORD));
        assertTrue(told.contains("login refused"), told.toString());
        assertFalse(told.contains("bound"), told.toString());
    }

    @Test
    void rubbishIsKeptCountedAndSaidOnce() {
        try (var log = LogOracle.listen()) {
            bind();
            for (int i = 0; i < 3; i++) {
                channel.writeInbound(new UnreadablePdu(0x103, i, 0, new byte[] {1, 2}, "no such command"));
            }
            assertEquals(3, figures.unreadable.sum());
            assertEquals(3, intake.quarantined.size());
            assertEquals("no such command", intake.quarantined.poll().reason());
            assertEquals(
                    1,
                    log.lines().stream()
                            .filter(line -> line.contains("cannot read a PDU"))
                            .count());
        }
    }

    @Test
    void octetsBehindAPduAreCountedAndTheStreamGoesOn() {
        bind();
        channel.writeInbound(new PduDecoder.Leftover(3));
        assertEquals(1, figures.leftovers.of(SETTINGS.name()));
        assertEquals(List.of(), told);
        channel.writeInbound(new BrokenStream(7));
        channel.flush();
        assertEquals(1, figures.unreadable.sum());
        assertTrue(told.get(told.size() - 1).startsWith("ended true: "), told.toString());
    }

    private DeliverSm uplink(int sequence, byte esmClass) {
        var pdu = numbered(new DeliverSm(), sequence, 0);
        pdu.setSourceAddress(new Address((byte) 1, (byte) 1, "8613800000001"));
        pdu.setDestAddress(new Address((byte) 0, (byte) 0, "10658888"));
        pdu.setEsmClass(esmClass);
        return pdu;
    }

    private int answered(DeliverSm pdu) {
        channel.writeInbound(pdu);
        return written(DeliverSmResp.class).getCommandStatus();
    }

    /** SMPP 3.4 §5.2.12: what kind of message it is stands in the middle of esm_class. */
    @ParameterizedTest
    @CsvSource({"0, 1, 0, 0", "4, 0, 0, 1", "24, 0, 1, 0"})
    void whatComesIsAnUplinkAReceiptOrOfNoUse(byte esmClass, int uplinks, int aborted, int unreadableReceipts) {
        bind();

        assertEquals(0, answered(uplink(7, esmClass)), "acknowledged in any case");

        assertEquals(uplinks, intake.uplinks.size());
        assertEquals(aborted, figures.aborted.of(SETTINGS.name()));
        assertEquals(unreadableReceipts, figures.unreadableReceipts.of(SETTINGS.name()));
        assertEquals(unreadableReceipts, intake.quarantined.size());
    }

    @Test
    void aFaultOfOursIsAnsweredAndHarmsNoOther() {
        bind();
        intake.answer(pdu -> {
            throw new IllegalStateException("ours");
        });
        try (var log = LogOracle.listen()) {
            assertTrue(answered(uplink(7, (byte) 0)) != 0);
            assertTrue(
                    log.lines().stream().anyMatch(line -> line.contains("intake failed")),
                    log.lines().toString());
        }
        intake.answer(pdu -> java.util.concurrent.CompletableFuture.failedFuture(new IllegalStateException("later")));
        assertTrue(answered(uplink(8, (byte) 0)) != 0);
        intake.answer(pdu -> java.util.concurrent.CompletableFuture.completedFuture(intake.accepted()));
        assertEquals(0, answered(uplink(9, (byte) 0)));
        assertTrue(channel.isOpen());
    }

    @Test
    void aPeerThatDoesNotReadIsNotReadFromEither() {
        bind();
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        channel.runPendingTasks();
        assertFalse(channel.config().isAutoRead());
        assertEquals(List.of(), told);
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
        channel.runPendingTasks();
        assertTrue(channel.config().isAutoRead());
        assertEquals(List.of("room"), told);
    }

    /** Only what is our own fault is an error in the log: a peer's rubbish is none. */
    @ParameterizedTest
    @CsvSource({"true, 1", "false, 0"})
    void whatIsThrownEndsTheConnectionWithItsReason(boolean ours, long errors) {
        bind();
        try (var log = LogOracle.listen()) {
            channel.pipeline()
                    .fireExceptionCaught(ours ? new IllegalStateException("odd") : new DecoderException("odd"));
            channel.runPendingTasks();
            assertEquals(
                    errors,
                    log.lines().stream()
                            .filter(line -> line.contains("our own fault"))
                            .count());
        }
        assertEquals(
                "ended true: " + (ours ? "IllegalStateException" : "DecoderException") + ": odd",
                told.get(told.size() - 1));
    }

    @Test
    void theFirstReasonOfAnEndIsTheOneThatIsTold() {
        var handler = open();
        handler.close("first");
        handler.close("second");
        channel.runPendingTasks();
        assertEquals(List.of("ended false: first"), told);
    }

    @Test
    void anEndInOrderIsNoWarning() {
        try (var log = LogOracle.listen()) {
            bind();
            channel.close();
            assertEquals(1, warnings(log));
        }
        told.clear();
        try (var log = LogOracle.listen()) {
            var handler = open();
            var asked = written(BindTransceiver.class);
            channel.writeInbound(numbered(new BindTransceiverResp(), asked.getSequenceNumber(), 0));
            handler.drain(0);
            channel.runPendingTasks();
            channel.close();
            assertEquals(0, warnings(log));
        }
    }

    private static long warnings(LogOracle log) {
        return log.lines().stream()
                .filter(line -> line.contains("the last PDUs were"))
                .count();
    }
}
