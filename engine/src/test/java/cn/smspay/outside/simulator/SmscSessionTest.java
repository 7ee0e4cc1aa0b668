package cn.smspay.outside.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Secret;
import cn.smspay.sms.pdu.BrokenStream;
import cn.smspay.sms.pdu.CommandStatus;
import cn.smspay.sms.pdu.UnreadablePdu;
import cn.smspay.testing.TestClock;
import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.BindReceiver;
import com.cloudhopper.smpp.pdu.BindTransceiver;
import com.cloudhopper.smpp.pdu.BindTransceiverResp;
import com.cloudhopper.smpp.pdu.BindTransmitter;
import com.cloudhopper.smpp.pdu.DataSm;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.pdu.EnquireLinkResp;
import com.cloudhopper.smpp.pdu.GenericNack;
import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.pdu.Unbind;
import com.cloudhopper.smpp.pdu.UnbindResp;
import com.cloudhopper.smpp.type.Address;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link SmscSession} on a channel in memory: what one connection of an ESME gets for what it sends. */
final class SmscSessionTest {
    private static final int WINDOW = 4;
    private static final String ESME = "smspay";
    private static final String PASSWORD = "secret08";

    private final SmscSimulator smsc =
            SmscSimulator.start(new SmscSettings(ESME, new Secret(PASSWORD), 0, WINDOW, true), new TestClock());
    private final List<EmbeddedChannel> channels = new ArrayList<>();
    private SmscSession session = new SmscSession(smsc, WINDOW);
    private EmbeddedChannel channel = open(session);

    @AfterEach
    void close() {
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
        smsc.close();
    }

    private EmbeddedChannel open(SmscSession with) {
        var opened = new EmbeddedChannel(with);
        opened.freezeTime();
        channels.add(opened);
        return opened;
    }

    /** Another connection; what is sent and read from now on is on it. */
    private void another() {
        session = new SmscSession(smsc, WINDOW);
        channel = open(session);
    }

    private static <P extends Pdu> P numbered(P pdu, int sequence) {
        pdu.setSequenceNumber(sequence);
        return pdu;
    }

    private static <B extends BaseBind<?>> B bind(B pdu, String systemId, String password) {
        pdu.setSystemId(systemId);
        pdu.setPassword(password);
        return numbered(pdu, 1);
    }

    private <P> P written(Class<P> type) {
        channel.runPendingTasks();
        channel.flush();
        return assertInstanceOf(type, channel.readOutbound());
    }

    private void nothingIsWritten() {
        channel.runPendingTasks();
        channel.flush();
        assertNull(channel.readOutbound());
    }

    private SmscSession bound() {
        channel.writeInbound(bind(new BindTransceiver(), ESME, PASSWORD));
        assertEquals(0, written(BindTransceiverResp.class).getCommandStatus());
        return session;
    }

    private static SubmitSm submit(int sequence) {
        var pdu = numbered(new SubmitSm(), sequence);
        pdu.setSourceAddress(new Address((byte) 0, (byte) 0, "10658888"));
        pdu.setDestAddress(new Address((byte) 1, (byte) 1, "8613800138000"));
        return pdu;
    }

    private static SubmitSm submitWantingReceipt(int sequence) {
        var pdu = submit(sequence);
        pdu.setRegisteredDelivery((byte) 1);
        return pdu;
    }

    private SubmitSmResp submitted(SubmitSm pdu) {
        channel.writeInbound(pdu);
        return written(SubmitSmResp.class);
    }

    private static Delivery delivery(String text) {
        return new Delivery(
                DeliverWriter.write(Uplink.of("13800138000", "10658888", 0, text.getBytes(StandardCharsets.US_ASCII))),
                false);
    }

    private static String text(DeliverSm pdu) {
        return new String(pdu.getShortMessage(), StandardCharsets.US_ASCII);
    }

    private void answer(int sequence, int status) {
        var response = new com.cloudhopper.smpp.pdu.DeliverSmResp();
        response.setCommandStatus(status);
        channel.writeInbound(numbered(response, sequence));
    }

    // ---- binds

    @ParameterizedTest
    @CsvSource({"smspay, secret08, 0, true", "other, secret08, 15, false", "smspay, wrong, 14, false"})
    void aBindIsTakenWithTheRightNameAndPasswordAndElseTheConnectionEnds(
            String systemId, String password, int status, boolean open) {
        channel.writeInbound(bind(new BindTransceiver(), systemId, password));

        var response = written(BindTransceiverResp.class);
        assertEquals(status, response.getCommandStatus());
        assertEquals(open ? "SMSC" : null, response.getSystemId());
        assertEquals(open, channel.isOpen());
        assertEquals(open ? 1 : 0, smsc.receivers());
    }

    @Test
    void whoBindsAsATransmitterIsSentNothing() {
        smsc.deliver("13800138000", "10658888", "CX");
        channel.writeInbound(bind(new BindTransmitter(), ESME, PASSWORD));
        assertEquals(0, written(PduResponse.class).getCommandStatus());
        nothingIsWritten();
        assertEquals(0, smsc.receivers());

        another();
        channel.writeInbound(bind(new BindReceiver(), ESME, PASSWORD));
        assertEquals(0, written(PduResponse.class).getCommandStatus());
        assertEquals("CX", text(written(DeliverSm.class)));
    }

    // ---- other requests

    @Test
    void aSubmitBeforeTheBindIsInTheWrongState() {
        assertEquals(CommandStatus.INCORRECT_BIND_STATE, submitted(submit(7)).getCommandStatus());
        assertEquals(0, smsc.submitted());

        bound();
        assertEquals(0, submitted(submit(8)).getCommandStatus());
        assertEquals(1, smsc.submitted());
    }

    @Test
    void anEnquiryIsAnsweredUnlessItIsToBeSilent() {
        channel.writeInbound(numbered(new EnquireLink(), 3));
        assertEquals(3, written(EnquireLinkResp.class).getSequenceNumber());

        smsc.faults().muteEnquireLink(true);
        channel.writeInbound(numbered(new EnquireLink(), 4));
        nothingIsWritten();
    }

    @Test
    void anUnbindIsAnsweredAndTheConnectionEnds() {
        bound();
        channel.writeInbound(numbered(new Unbind(), 9));

        assertEquals(9, written(UnbindResp.class).getSequenceNumber());
        assertFalse(channel.isOpen());
        assertEquals(0, smsc.receivers());
    }

    @Test
    void whatItDoesNotKnowIsRefusedAndTheConnectionGoesOn() {
        channel.writeInbound(numbered(new DataSm(), 5));
        var nack = written(GenericNack.class);
        assertEquals(CommandStatus.INVALID_COMMAND_ID, nack.getCommandStatus());
        assertEquals(5, nack.getSequenceNumber());

        channel.writeInbound(new UnreadablePdu(4, 6, 8, new byte[0], "too short"));
        assertEquals(8, written(SubmitSmResp.class).getCommandStatus());
        channel.writeInbound(new UnreadablePdu(0x80000005, 6, 8, new byte[0], "too short"));
        nothingIsWritten();
        assertTrue(channel.isOpen());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStreamWithoutOrderAndAnAnsweredUnbindEndTheConnection(boolean broken) {
        channel.writeInbound(broken ? new BrokenStream(7) : numbered(new UnbindResp(), 1));

        assertFalse(channel.isOpen());
    }

    @Test
    void whatIsThrownEndsTheConnection() {
        channel.pipeline().fireExceptionCaught(new IllegalStateException("odd"));

        assertFalse(channel.isOpen());
    }

    // ---- deliveries

    @Test
    void noMoreAreOnTheirWayThanTheWindowHolds() {
        bound();
        for (int i = 1; i <= WINDOW + 2; i++) {
            session.enqueue(delivery("m" + i));
        }
        for (int i = 1; i <= WINDOW; i++) {
            var pdu = written(DeliverSm.class);
            assertEquals("m" + i, text(pdu));
            assertEquals(i, pdu.getSequenceNumber());
        }
        nothingIsWritten();

        answer(2, 0);
        assertEquals("m5", text(written(DeliverSm.class)));
        nothingIsWritten();
        answer(2, 0);
        nothingIsWritten();
    }

    @Test
    void aDeliveryEndsWithTheStatusOfItsOwnAnswer() {
        bound();
        var first = delivery("a");
        var second = delivery("b");
        session.enqueue(first);
        session.enqueue(second);
        channel.runPendingTasks();

        answer(2, CommandStatus.THROTTLED);

        assertFalse(first.status.isDone());
        assertEquals(CommandStatus.THROTTLED, second.status.getNow(-1));
    }

    @Test
    void whatIsUnansweredAtTheEndIsSentOnInItsOrderBeforeWhatWasNotSent() {
        bound();
        for (int i = 1; i <= 10; i++) {
            session.enqueue(delivery("m" + i));
        }
        channel.runPendingTasks();
        for (int i = 1; i <= 5; i++) {
            answer(i, 0);
        }

        channel.close();

        another();
        bound();
        var sent = new ArrayList<String>();
        for (int i = 0; i < WINDOW; i++) {
            sent.add(text(written(DeliverSm.class)));
        }
        assertEquals(List.of("m6", "m7", "m8", "m9"), sent);
        answer(1, 0);
        assertEquals("m10", text(written(DeliverSm.class)));
    }

    @Test
    void whoDoesNotReadIsSentNothingUntilHeReadsAgain() {
        bound();
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        session.enqueue(delivery("a"));
        nothingIsWritten();

        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);

        assertEquals("a", text(written(DeliverSm.class)));
    }

    // ---- what it does wrong on purpose

    @Test
    void soManySubmitsAreRefusedWithTheStatusThatIsSet() {
        bound();
        smsc.faults().refuseSubmits(CommandStatus.THROTTLED, 2);

        assertEquals(CommandStatus.THROTTLED, submitted(submit(1)).getCommandStatus());
        assertEquals(CommandStatus.THROTTLED, submitted(submit(2)).getCommandStatus());
        var taken = submitted(submit(3));
        assertEquals(0, taken.getCommandStatus());
        assertEquals("1000001", taken.getMessageId());
        assertEquals(1, smsc.submitted());
    }

    @Test
    void idsInAnswersMayBeSpeltInHex() {
        bound();
        smsc.faults().hexIdsInResponses(true);

        assertEquals(Long.toHexString(1_000_001), submitted(submit(1)).getMessageId());
    }

    @Test
    void theConnectionEndsAtTheSubmitThatIsSetAndBeforeItsAnswer() {
        bound();
        smsc.faults().closeAtSubmit(2);

        assertEquals(0, submitted(submit(1)).getCommandStatus());
        channel.writeInbound(submit(2));

        assertNull(channel.readOutbound());
        assertFalse(channel.isOpen());
        assertEquals(1, smsc.submitted());
    }

    @Test
    void heldAnswersComeTogetherWhenTheyAreReleasedAndOnlyOnce() {
        bound();
        smsc.faults().holdAnswers(true);
        channel.writeInbound(submit(1), submit(2));
        nothingIsWritten();
        assertEquals(2, smsc.submitted());

        session.releaseAnswers();

        assertEquals(1, written(SubmitSmResp.class).getSequenceNumber());
        assertEquals(2, written(SubmitSmResp.class).getSequenceNumber());
        session.releaseAnswers();
        nothingIsWritten();
    }

    @Test
    void droppedAnswersNeverComeThoughTheMessageIsTaken() {
        bound();
        smsc.faults().dropAnswers(1);
        channel.writeInbound(submit(1));
        nothingIsWritten();

        assertEquals(2, submitted(submit(2)).getSequenceNumber());
        assertEquals(2, smsc.submitted());
    }

    @Test
    void answersComeSoMuchLater() {
        bound();
        smsc.faults().delayAnswers(40);
        channel.writeInbound(submit(1));
        channel.advanceTimeBy(39, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        nothingIsWritten();

        channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();

        assertEquals(1, written(SubmitSmResp.class).getSequenceNumber());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReceiptComesAfterTheAnswerUnlessItIsToComeFirst(boolean first) {
        bound();
        smsc.faults().receiptsFirst(first);
        channel.writeInbound(submitWantingReceipt(1));

        var one = written(Pdu.class);
        var other = written(Pdu.class);

        assertInstanceOf(DeliverSm.class, first ? one : other);
        assertInstanceOf(SubmitSmResp.class, first ? other : one);
        nothingIsWritten();
    }

    @Test
    void nobodyGetsAReceiptWhoWantsNone() {
        bound();
        assertEquals(0, submitted(submit(1)).getCommandStatus());

        nothingIsWritten();
    }
}
