package cn.smspay.sms.smpp;

import static cn.smspay.sms.smpp.LinkFixture.segment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.UplinkId;
import cn.smspay.sms.Acknowledgement;
import cn.smspay.sms.SubmitOutcome;
import cn.smspay.sms.pdu.BrokenStream;
import cn.smspay.sms.pdu.CommandStatus;
import com.cloudhopper.smpp.pdu.BaseSm;
import com.cloudhopper.smpp.pdu.BindTransceiver;
import com.cloudhopper.smpp.pdu.BindTransceiverResp;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.DeliverSmResp;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.pdu.EnquireLinkResp;
import com.cloudhopper.smpp.pdu.GenericNack;
import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.QuerySm;
import com.cloudhopper.smpp.pdu.QuerySmResp;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.pdu.Unbind;
import com.cloudhopper.smpp.pdu.UnbindResp;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SmppSessionTest {
    private static final long SECOND = 1_000;

    /** enquire_link after 30 s, answers within 10 s, window 2, at most 2 unanswered messages. */
    private final SmppBindSettings settings = LinkFixture.settings(2775)
            .with(new SmppBindSettings.Timing(30, 10, 20, 200))
            .with(new SmppBindSettings.Pace(2, 0, 2));

    private final SubmitGate gate = new SubmitGate(settings.pace());
    private final World world = new World();
    private final SmppSession session = new SmppSession(settings, gate, new BindFigures(), world);
    private long now = 1_000_000;

    private static final class World implements SmppSession.SessionEffects {
        final List<Pdu> sent = new ArrayList<>();
        final List<Submission> submitted = new ArrayList<>();
        final List<PduResponse> toAnswer = new ArrayList<>();
        final List<UplinkId> proven = new ArrayList<>();
        final List<SubmitOutcome> late = new ArrayList<>();
        String closed = "";
        int loginsRefused;

        @Override
        public void send(Pdu pdu) {
            sent.add(pdu);
        }

        @Override
        public void send(Submission submission) {
            submitted.add(submission);
        }

        @Override
        public void close(String reason) {
            closed = reason;
        }

        @Override
        public void bound() {}

        @Override
        public boolean mayBindAnew() {
            return true;
        }

        @Override
        public void loginRefused() {
            loginsRefused++;
        }

        @Override
        public void deliver(BaseSm<?> pdu, PduResponse response) {
            toAnswer.add(response);
        }

        @Override
        public void proven(UplinkId upTo) {
            proven.add(upTo);
        }

        @Override
        public void late(Submission submission, SubmitOutcome outcome) {
            late.add(outcome);
        }

        @Override
        public void roomMayHaveGrown() {}

        <P extends Pdu> P last(Class<P> type) {
            return type.cast(sent.get(sent.size() - 1));
        }
    }

    private void bind() {
        session.connected(now);
        session.received(
                reply(
                        new BindTransceiverResp(),
                        world.last(BindTransceiver.class).getSequenceNumber(),
                        0),
                now);
    }

    private static <P extends Pdu> P reply(P pdu, int sequence, int status) {
        pdu.setSequenceNumber(sequence);
        pdu.setCommandStatus(status);
        return pdu;
    }

    private Submission submit() {
        return submit("13800000001");
    }

    private Submission submit(String phone) {
        assertTrue(gate.enter(now));
        var submission = new Submission(segment(1, phone, "a"), gate);
        session.submit(submission, now);
        return submission;
    }

    private void pass(long millis) {
        now += millis;
        session.tick(now);
    }

    private void deliver(int sequence) {
        session.received(reply(new DeliverSm(), sequence, 0), now);
    }

    private void accept(int answer, long uplink) {
        session.answer(
                world.toAnswer.get(answer),
                new Acknowledgement(Acknowledgement.Status.ACCEPTED, new UplinkId(uplink)),
                now);
    }

    @Test
    void takesAMessageGluedToTheBindResponse() {
        bind();

        deliver(7);

        assertEquals(7, world.toAnswer.get(0).getSequenceNumber());
    }

    @Test
    void refusesAMessageBeforeTheBindIsAnswered() {
        session.connected(now);

        deliver(7);

        assertEquals(
                CommandStatus.INCORRECT_BIND_STATE,
                world.last(DeliverSmResp.class).getCommandStatus());
    }

    @Test
    void givesUpABindThatIsNotAnswered() {
        session.connected(now);

        pass(9_999);
        assertEquals("", world.closed);
        pass(1);

        assertEquals("no answer to bind", world.closed);
    }

    @Test
    void closesWhenTheBindIsRefusedOrNacked() {
        session.connected(now);

        session.received(reply(new GenericNack(), 1, CommandStatus.INVALID_COMMAND_ID), now);

        assertEquals("bind refused: invalid command id (0x03)", world.closed);
    }

    @Test
    void asksAfterSilenceAndClosesWithoutAnAnswer() {
        bind();

        pass(30 * SECOND - 1);
        assertEquals(1, world.sent.size());
        pass(1);
        world.last(EnquireLink.class);
        pass(10 * SECOND);

        assertEquals("no answer to enquire_link", world.closed);
    }

    @Test
    void anythingHeardIsASignOfLife() {
        bind();
        pass(30 * SECOND);
        for (int minute = 0; minute < 10; minute++) {
            pass(5 * SECOND);
            deliver(minute + 1);
            pass(5 * SECOND);
            assertEquals("", world.closed);
            pass(30 * SECOND);
            assertEquals(minute + 2, enquiries());
        }

        pass(10 * SECOND);

        assertEquals("no answer to enquire_link", world.closed);
    }

    private long enquiries() {
        return world.sent.stream().filter(EnquireLink.class::isInstance).count();
    }

    @Test
    void aResponseWithoutASequenceNumberAnswersTheOnlyQuestion() {
        bind();
        deliver(1);
        accept(0, 41);
        pass(500);
        session.received(reply(new EnquireLinkResp(), 0, 0), now);
        pass(30 * SECOND);
        session.received(reply(new EnquireLinkResp(), 0, 0), now);
        pass(30 * SECOND);

        assertEquals(List.of(new UplinkId(41)), world.proven);
        assertEquals(3, enquiries());
        assertEquals("", world.closed);
    }

    @Test
    void aResponseWithoutASequenceNumberProvesNothingWhileAnotherQuestionLacksItsOwn() {
        bind();
        pass(30 * SECOND);
        pass(1);
        deliver(1);
        accept(0, 41);
        pass(10 * SECOND - 1);
        pass(500);
        assertEquals(2, enquiries());

        session.received(reply(new EnquireLinkResp(), 0, 0), now);
        assertEquals(List.of(), world.proven);
        session.received(reply(new EnquireLinkResp(), 0, 0), now);

        assertEquals(List.of(new UplinkId(41)), world.proven);
        assertEquals("", world.closed);
    }

    @Test
    void withoutEnquiriesASilentConnectionStandsAndTimeProves() {
        var off = settings.with(new SmppBindSettings.Timing(0, 10, 20, 200));
        var quiet = new SmppSession(off, gate, new BindFigures(), world);
        quiet.connected(now);
        quiet.received(
                reply(
                        new BindTransceiverResp(),
                        world.last(BindTransceiver.class).getSequenceNumber(),
                        0),
                now);
        quiet.received(reply(new DeliverSm(), 1, 0), now);
        quiet.answer(
                world.toAnswer.get(0), new Acknowledgement(Acknowledgement.Status.ACCEPTED, new UplinkId(41)), now);
        quiet.tick(now);

        quiet.tick(now + 20 * SECOND - 1);
        assertEquals(List.of(), world.proven);
        quiet.tick(now + 20 * SECOND);
        quiet.tick(now + 3_600 * SECOND);

        assertEquals(List.of(new UplinkId(41)), world.proven);
        assertEquals(0, enquiries());
        assertEquals("", world.closed);
    }

    @Test
    void asksOnlyOnceWhileTheAnswerIsAwaitedAndAgainAfterMoreSilence() {
        bind();
        pass(30 * SECOND);
        pass(5 * SECOND);
        assertEquals(2, world.sent.size());

        session.received(
                reply(new EnquireLinkResp(), world.last(EnquireLink.class).getSequenceNumber(), 0), now);
        pass(30 * SECOND);

        assertEquals(3, world.sent.size());
        assertEquals("", world.closed);
    }

    @Test
    void provesWhatWasAnsweredBeforeTheQuestion() {
        bind();
        deliver(1);
        deliver(2);
        accept(0, 41);

        pass(500);
        var enquiry = world.last(EnquireLink.class);
        accept(1, 42);
        session.received(reply(new EnquireLinkResp(), enquiry.getSequenceNumber(), 0), now);

        assertEquals(List.of(new UplinkId(41)), world.proven);
        pass(500);
        session.received(
                reply(new EnquireLinkResp(), world.last(EnquireLink.class).getSequenceNumber(), 0), now);
        assertEquals(List.of(new UplinkId(41), new UplinkId(42)), world.proven);
    }

    @Test
    void doesNotProveALowerNumberThatWasAnsweredAfterTheQuestion() {
        bind();
        deliver(1);
        deliver(2);
        accept(0, 41);
        pass(500);
        var enquiry = world.last(EnquireLink.class);

        accept(1, 30);
        session.received(reply(new EnquireLinkResp(), enquiry.getSequenceNumber(), 0), now);

        assertEquals(List.of(new UplinkId(29)), world.proven);
    }

    @Test
    void anAnswerToAnyRequestProvesWhatWasAnsweredBeforeIt() {
        bind();
        deliver(1);
        deliver(2);
        accept(0, 41);
        var submission = submit();
        accept(1, 42);

        session.received(reply(new SubmitSmResp(), submission.sequence, 0x58), now);
        assertEquals(List.of(), world.proven, "told at the next tick, not once for each answer");
        pass(100);

        assertEquals(List.of(new UplinkId(41)), world.proven);
    }

    @Test
    void aSubmissionProvesNothingIfALowerNumberWasAnsweredAfterIt() {
        bind();
        deliver(1);
        deliver(2);
        accept(0, 41);
        var submission = submit();
        accept(1, 30);

        session.received(reply(new SubmitSmResp(), submission.sequence, 0), now);
        pass(100);

        assertEquals(List.of(), world.proven);
    }

    @Test
    void ignoresAnEnquireLinkRespThatItDidNotAskFor() {
        bind();
        deliver(1);
        accept(0, 41);

        session.received(reply(new EnquireLinkResp(), 99, 0), now);

        assertEquals(List.of(), world.proven);
    }

    @Test
    void answersEnquireLinkWhileItRefusesMessages() {
        bind();
        session.refuseNew();

        deliver(1);
        assertEquals(CommandStatus.THROTTLED, world.last(DeliverSmResp.class).getCommandStatus());
        session.received(reply(new EnquireLink(), 9, 0), now);

        assertEquals(9, world.last(EnquireLinkResp.class).getSequenceNumber());
    }

    @Test
    void answersBusyBeyondTheLimit() {
        bind();
        deliver(1);
        deliver(2);

        deliver(3);

        assertEquals(CommandStatus.THROTTLED, world.last(DeliverSmResp.class).getCommandStatus());
        accept(0, 1);
        deliver(4);
        assertEquals(3, world.toAnswer.size());
    }

    @Test
    void reportsAnUnansweredSubmissionUnknownAndItsAnswerLate() {
        bind();
        var submission = submit();

        pass(10 * SECOND);
        assertEquals(new SubmitOutcome.Unknown("north", "no answer in time", false), submission.outcome.join());
        assertEquals(2, gate.room(now));
        var response = reply(new SubmitSmResp(), submission.sequence, 0);
        response.setMessageId("77");
        session.received(response, now);

        assertEquals(List.of(new SubmitOutcome.Accepted("north", "77")), world.late);
    }

    @Test
    void keepsCountOfTheWindowWhateverTheOrderOfAnswers() {
        bind();
        var first = submit();
        var second = submit();
        assertFalse(gate.enter(now));

        session.received(reply(new SubmitSmResp(), second.sequence, 0x0B), now);

        assertEquals(new SubmitOutcome.Refused("north", 0x0B), second.outcome.join());
        assertFalse(first.outcome.isDone());
        assertTrue(gate.enter(now));
    }

    @Test
    void tellsWrittenFromUnwrittenWhenTheConnectionIsLost() {
        bind();
        var written = submit();
        written.written = true;
        var unwritten = submit();

        session.lost();

        assertInstanceOf(SubmitOutcome.Unknown.class, written.outcome.join());
        assertInstanceOf(SubmitOutcome.TryLater.class, unwritten.outcome.join());
        assertEquals(0, gate.room(now));
        assertEquals(0, gate.inside());
    }

    @Test
    void takesAGenericNackOfASubmissionForItsRefusal() {
        bind();
        var submission = submit();

        session.received(reply(new GenericNack(), submission.sequence, CommandStatus.INVALID_COMMAND_LENGTH), now);

        assertEquals(new SubmitOutcome.Refused("north", 2), submission.outcome.join());
    }

    @Test
    void unbindsOnceEverythingIsAnswered() {
        bind();
        deliver(1);
        session.drain(now + 60 * SECOND);

        pass(100);
        assertEquals("", world.closed);
        accept(0, 1);
        pass(100);
        var unbind = world.last(Unbind.class);
        session.received(reply(new UnbindResp(), unbind.getSequenceNumber(), 0), now);

        assertEquals("unbound", world.closed);
    }

    @Test
    void aMessageThatCrossesOurUnbindIsKeptByTheSmsc() {
        bind();
        session.drain(now + 5 * SECOND);
        session.tick(now);
        world.last(Unbind.class);

        session.received(reply(new DeliverSm(), 9, 0), now);

        assertEquals(CommandStatus.THROTTLED, world.last(DeliverSmResp.class).getCommandStatus());
        assertTrue(world.toAnswer.isEmpty());
    }

    @Test
    void unbindsAtTheDeadlineAndClosesWithoutAnAnswer() {
        bind();
        submit();
        session.drain(now + 3 * SECOND);

        pass(3 * SECOND);
        world.last(Unbind.class);
        pass(10 * SECOND);

        assertEquals("no answer to unbind", world.closed);
    }

    @Test
    void answersAnUnbindOfThePeerAndCloses() {
        bind();

        session.received(reply(new Unbind(), 5, 0), now);

        assertEquals(5, world.last(UnbindResp.class).getSequenceNumber());
        assertEquals("unbound by the peer", world.closed);
    }

    @Test
    void refusesRequestsThatAnSmscDoesNotSend() {
        bind();

        session.received(reply(new QuerySm(), 5, 0), now);

        assertEquals(
                CommandStatus.INCORRECT_BIND_STATE,
                world.last(QuerySmResp.class).getCommandStatus());
    }

    @Test
    void nacksACommandLengthThatCannotBeAndCloses() {
        bind();

        session.received(new BrokenStream(15));

        assertEquals(
                CommandStatus.INVALID_COMMAND_LENGTH,
                world.last(GenericNack.class).getCommandStatus());
        assertEquals("command_length 15", world.closed);
    }

    @Test
    void oneNumberThatIsRefusedDoesNotSlowTheLink() {
        bind();
        for (int i = 0; i < 30; i++) {
            var refused = submit("13800000001");
            session.received(reply(new SubmitSmResp(), refused.sequence, CommandStatus.MESSAGE_QUEUE_FULL), now);
        }

        assertEquals(2, gate.room(now));
    }

    @Test
    void aLinkThatTakesHalfIsNotSlowed() {
        bind();
        for (int i = 0; i < 15; i++) {
            var taken = submit("139000000" + (10 + i));
            session.received(reply(new SubmitSmResp(), taken.sequence, 0), now);
            var refused = submit("1380000000" + i % 4);
            session.received(reply(new SubmitSmResp(), refused.sequence, CommandStatus.THROTTLED), now);
        }

        assertEquals(2, gate.room(now));
    }

    @Test
    void statusFourBindsAnew() {
        bind();
        var refused = submit();

        session.received(reply(new SubmitSmResp(), refused.sequence, CommandStatus.INCORRECT_BIND_STATE), now);

        assertEquals("submit_sm refused: incorrect bind status (0x04); binding anew", world.closed);
        assertInstanceOf(SubmitOutcome.TryLater.class, refused.outcome.join());
    }

    @Test
    void statusFourOfOneNumberAmongOthersThatAreTakenBindsNotAnew() {
        bind();
        for (int i = 0; i < 5; i++) {
            session.received(reply(new SubmitSmResp(), submit("13900000001").sequence, 0), now);
            session.received(reply(new SubmitSmResp(), submit().sequence, CommandStatus.INCORRECT_BIND_STATE), now);
        }
        assertEquals("", world.closed);

        session.received(reply(new SubmitSmResp(), submit().sequence, CommandStatus.INCORRECT_BIND_STATE), now);

        assertEquals("submit_sm refused: incorrect bind status (0x04); binding anew", world.closed);
    }

    @Test
    void aWrongPasswordOrSystemIdIsToldAndOtherRefusalsAreNot() {
        for (int status : new int[] {CommandStatus.INVALID_PASSWORD, CommandStatus.INVALID_SYSTEM_ID, 0x0D, 0x05}) {
            var mine = new World();
            var fresh = new SmppSession(settings, new SubmitGate(settings.pace()), new BindFigures(), mine);
            fresh.connected(now);
            fresh.received(
                    reply(
                            new BindTransceiverResp(),
                            mine.last(BindTransceiver.class).getSequenceNumber(),
                            status),
                    now);

            assertEquals(status == 0x0E || status == 0x0F ? 1 : 0, mine.loginsRefused);
            assertEquals("bind refused: " + CommandStatus.words(status), mine.closed);
        }
    }

    @Test
    void halvesTheWindowOnceForABurstOfThrottlingAndGrowsItBack() {
        bind();
        for (int number = 1; number <= 3; number++) {
            assertEquals(2, gate.room(now));
            var refused = submit("1380000000" + number);
            session.received(reply(new SubmitSmResp(), refused.sequence, CommandStatus.THROTTLED), now);
        }
        assertEquals(0, gate.room(now));

        now += SECOND;
        assertEquals(1, gate.room(now));
        session.received(reply(new SubmitSmResp(), submit().sequence, 0), now);

        assertEquals(2, gate.room(now));
    }
}
