package cn.smspay.sms.smpp;

import cn.smspay.base.UplinkId;
import cn.smspay.sms.Acknowledgement;
import cn.smspay.sms.SubmitOutcome;
import cn.smspay.sms.pdu.BrokenStream;
import cn.smspay.sms.pdu.CommandStatus;
import cn.smspay.sms.pdu.MessageIdFormat;
import cn.smspay.sms.pdu.StatusTable;
import cn.smspay.sms.pdu.UnreadablePdu;
import com.cloudhopper.smpp.pdu.BaseBindResp;
import com.cloudhopper.smpp.pdu.BaseSm;
import com.cloudhopper.smpp.pdu.DataSm;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.pdu.EnquireLinkResp;
import com.cloudhopper.smpp.pdu.GenericNack;
import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.pdu.PduRequest;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.pdu.Unbind;
import com.cloudhopper.smpp.pdu.UnbindResp;
import java.util.function.Supplier;

/**
 * What one connection to an SMSC does, as a machine without sockets, clocks or threads: every method is told the time in
 * milliseconds, and what follows from it goes out by {@link SessionEffects}. Confined to one thread.
 */
final class SmppSession {
    /** SMPP 3.4 §2.2, from our side. */
    enum State {
        CONNECTED,
        BINDING,
        BOUND,
        UNBINDING,
        CLOSED
    }

    /** What a session can do to the world. */
    interface SessionEffects {
        /** Writes in the order of the calls. */
        void send(Pdu pdu);

        void send(Submission submission);

        void close(String reason);

        void bound();

        /** Whether binding anew may help once more, now that the SMSC says that we are not bound. */
        boolean mayBindAnew();

        /** The SMSC does not know the password or the system_id; {@link #close} follows. */
        void loginRefused();

        /** Hands in a message; {@link #answer} follows sooner or later. */
        void deliver(BaseSm<?> pdu, PduResponse response);

        void proven(UplinkId upTo);

        void late(Submission submission, SubmitOutcome outcome);

        void roomMayHaveGrown();
    }

    private static final long NEVER = Long.MAX_VALUE;

    private final SmppBindSettings settings;
    private final SubmitGate gate;
    private final BindFigures figures;
    private final SessionEffects outside;
    private final Window window = new Window();
    private final SlowDown slow;
    private final RecentSubmits recent = new RecentSubmits();
    private final Enquiry enquiry;
    private final long patience;

    private State state = State.CONNECTED;
    private int lastSequence;
    private int unanswered;
    /** Volatile, because a pause of the intake must not wait its turn behind messages that are read meanwhile. */
    private volatile boolean refusing;

    private boolean draining;
    private boolean gateLimited;
    /** Whether a submit was taken since the bind, or since the SMSC last said that we are not bound. */
    private boolean takenSince;

    private long lastHeard;
    /** When the bind, the unbind or the drain must be done. */
    private long stepDeadline = NEVER;

    SmppSession(SmppBindSettings settings, SubmitGate gate, BindFigures figures, SessionEffects outside) {
        this.settings = settings;
        this.gate = gate;
        this.figures = figures;
        this.outside = outside;
        this.enquiry = new Enquiry(settings.timing());
        this.slow = new SlowDown(settings.pace().window());
        this.patience = settings.timing().responseTimeoutSeconds() * 1_000L;
    }

    void connected(long now) {
        state = State.BINDING;
        lastHeard = now;
        stepDeadline = now + patience;
        outside.send(numbered(BindRequest.of(settings.login())));
    }

    void received(Pdu pdu, long now) {
        if (state == State.CLOSED) {
            return;
        }
        lastHeard = now;
        if (pdu instanceof PduResponse response) {
            responded(response, now);
        } else if (pdu instanceof PduRequest<?> request) {
            requested(request);
        }
    }

    void received(UnreadablePdu pdu, long now) {
        lastHeard = now;
        if (pdu.isRequest()) {
            outside.send(ErrorResponses.refusing(pdu));
        }
    }

    void received(BrokenStream stream) {
        var nack = new GenericNack();
        nack.setCommandStatus(CommandStatus.INVALID_COMMAND_LENGTH);
        nack.setSequenceNumber(0);
        outside.send(nack);
        end("command_length " + Integer.toUnsignedString(stream.commandLength()));
    }

    /** Sends what has entered the gate. */
    void submit(Submission submission, long now) {
        if (state != State.BOUND) {
            submission.settle(new SubmitOutcome.TryLater("not bound"));
            return;
        }
        submission.sequence = nextSequence();
        submission.sentAt = now;
        submission.deadline = now + patience;
        enquiry.written(submission);
        window.add(submission);
        figures.submitted.increment();
        outside.send(submission);
    }

    /** Answers what {@link SessionEffects#deliver} handed in. */
    void answer(PduResponse response, Acknowledgement acknowledgement, long now) {
        unanswered--;
        if (state == State.CLOSED) {
            return;
        }
        response.setCommandStatus(statusOf(acknowledgement.status()));
        outside.send(response);
        var uplink = acknowledgement.uplink();
        if (uplink != null) {
            enquiry.answerWritten(uplink, now);
            if (enquiry.isDue(now, lastHeard)) {
                enquire(now);
            }
        }
    }

    private int statusOf(Acknowledgement.Status status) {
        return switch (status) {
            case ACCEPTED -> {
                figures.accepted.increment();
                yield CommandStatus.OK;
            }
            case TRY_LATER -> {
                figures.busy.increment();
                yield settings.dialect().busyStatus();
            }
            case FAULT -> {
                figures.faults.increment();
                yield CommandStatus.RECEIVER_TEMPORARY;
            }
        };
    }

    /** From now on every new message is answered busy. Any thread. Reading goes on, because enquire_link and responses come the same way. */
    void refuseNew() {
        refusing = true;
    }

    /** Unbinds once everything under way is answered, or at the deadline. */
    void drain(long deadline) {
        refuseNew();
        draining = true;
        gate.bound(false);
        stepDeadline = deadline;
        if (state != State.BOUND) {
            end("stopped");
        }
    }

    void tick(long now) {
        window.expire(now, this::expired);
        if (settings.pace().submitsPerSecond() > 0 || (gateLimited && now >= slow.pausedUntil())) {
            outside.roomMayHaveGrown();
        }
        switch (state) {
            case CONNECTED, CLOSED -> {}
            case BINDING, UNBINDING -> {
                if (now >= stepDeadline) {
                    end("no answer to " + (state == State.BINDING ? "bind" : "unbind"));
                }
            }
            case BOUND -> {
                enquiry.alsoProven().ifPresent(outside::proven);
                tickBound(now);
            }
        }
    }

    private void tickBound(long now) {
        enquiry.ticked(now).ifPresent(outside::proven);
        if (draining && (isIdle() || now >= stepDeadline)) {
            unbind(now);
        } else if (enquiry.isOverdue(now) && !enquiry.livesWithoutAnswer(now, lastHeard)) {
            end("no answer to enquire_link");
        } else if (enquiry.isDue(now, lastHeard)) {
            enquire(now);
        }
    }

    private boolean isIdle() {
        return window.isEmpty() && unanswered == 0;
    }

    private void enquire(long now) {
        var question = numbered(new EnquireLink());
        enquiry.asked(question.getSequenceNumber(), now);
        outside.send(question);
    }

    private void unbind(long now) {
        state = State.UNBINDING;
        stepDeadline = now + patience;
        outside.send(numbered(new Unbind()));
    }

    /** The connection is gone: what was written may have arrived, the rest certainly not. */
    void lost() {
        state = State.CLOSED;
        gate.bound(false);
        for (var submission : window.clear()) {
            if (submission.written) {
                figures.unknown.increment();
                submission.settle(new SubmitOutcome.Unknown(settings.name(), "connection lost", true));
            } else {
                submission.settle(new SubmitOutcome.TryLater("connection lost"));
            }
        }
    }

    private void requested(PduRequest<?> request) {
        if (request instanceof DeliverSm deliver) {
            delivered(deliver);
        } else if (request instanceof EnquireLink) {
            outside.send(request.createResponse());
        } else if (request instanceof DataSm data) {
            delivered(data);
        } else if (request instanceof Unbind) {
            outside.send(request.createResponse());
            end("unbound by the peer");
        } else {
            var refusal = request.createResponse();
            refusal.setCommandStatus(CommandStatus.INCORRECT_BIND_STATE);
            outside.send(refusal);
        }
    }

    private void delivered(BaseSm<?> pdu) {
        var response = pdu.createResponse();
        if (state != State.BOUND && state != State.UNBINDING) {
            response.setCommandStatus(CommandStatus.INCORRECT_BIND_STATE);
            outside.send(response);
        } else if (state == State.UNBINDING // it crosses our unbind: "not bound" would make some SMSCs drop the message
                || refusing
                || unanswered >= settings.pace().unansweredMax()) {
            figures.busy.increment();
            response.setCommandStatus(settings.dialect().busyStatus());
            outside.send(response);
        } else {
            unanswered++;
            figures.delivered.increment();
            outside.deliver(pdu, response);
        }
    }

    private void responded(PduResponse response, long now) {
        if (response instanceof SubmitSmResp answer) {
            submitAnswered(answer, now);
        } else if (response instanceof EnquireLinkResp) {
            if (enquiry.isAnsweredBy(response.getSequenceNumber())) {
                enquiry.answered().ifPresent(outside::proven);
            }
        } else if (response instanceof BaseBindResp && state == State.BINDING) {
            bindAnswered(response.getCommandStatus());
        } else if (response instanceof UnbindResp && state == State.UNBINDING) {
            end("unbound");
        } else if (response instanceof GenericNack) {
            nacked(response, now);
        }
    }

    private void bindAnswered(int status) {
        if (status != CommandStatus.OK) {
            if (CommandStatus.refusesLogin(status)) {
                outside.loginRefused();
            }
            end("bind refused: " + CommandStatus.words(status));
            return;
        }
        state = State.BOUND;
        stepDeadline = NEVER;
        gate.limit(slow);
        gate.bound(settings.login().mode().submits());
        outside.bound();
    }

    /** Any nack of an enquire_link proves as well as its proper response that the peer has read so far. */
    private void nacked(PduResponse nack, long now) {
        if (state == State.BINDING) {
            bindAnswered(nack.getCommandStatus());
        } else if (enquiry.isNackedBy(nack.getSequenceNumber())) {
            enquiry.answered().ifPresent(outside::proven);
        } else {
            refused(nack.getSequenceNumber(), nack.getCommandStatus(), now);
        }
    }

    private void submitAnswered(SubmitSmResp answer, long now) {
        int status = answer.getCommandStatus();
        if (status != CommandStatus.OK) {
            refused(answer.getSequenceNumber(), status, now);
            return;
        }
        window.recipient(answer.getSequenceNumber()).ifPresent(recent::taken);
        takenSince = true;
        slow.taken();
        if (gateLimited) {
            limitGate();
        }
        figures.answered(status);
        var id = answer.getMessageId();
        var plain = id == null ? "" : MessageIdFormat.plain(id);
        settle(answer.getSequenceNumber(), () -> new SubmitOutcome.Accepted(settings.smsc(), plain), now);
    }

    private void refused(int sequence, int status, long now) {
        var statuses = settings.submitting().statuses();
        window.recipient(sequence).ifPresent(number -> recent.refused(number, statuses.saysTooMuch(status)));
        figures.answered(status);
        settle(sequence, () -> refusal(status, now), now);
        if (statuses.meaning(status) == StatusTable.Meaning.BIND_ANEW) {
            notBound(status);
        }
    }

    /** An SMSC that takes other submits meanwhile knows us: then it is that number's own affair. */
    private void notBound(int status) {
        if (takenSince) {
            takenSince = false;
        } else if (outside.mayBindAnew()) {
            end("submit_sm refused: " + CommandStatus.words(status) + "; binding anew");
        }
    }

    private SubmitOutcome refusal(int status, long now) {
        var statuses = settings.submitting().statuses();
        return switch (statuses.meaning(status)) {
            case SLOW_DOWN, LATER, BIND_ANEW -> {
                boolean tooMuch = statuses.saysTooMuch(status);
                if (tooMuch) {
                    figures.throttled.increment();
                    if (recent.linkIsTooFast()) {
                        slow.refused(now);
                        limitGate();
                    }
                }
                yield new SubmitOutcome.TryLater(
                        CommandStatus.words(status),
                        tooMuch ? SubmitOutcome.TryLater.Cause.TOO_MUCH : SubmitOutcome.TryLater.Cause.REFUSED);
            }
            case REFUSED -> {
                figures.refused.increment();
                yield new SubmitOutcome.Refused(settings.name(), status);
            }
        };
    }

    private void limitGate() {
        gate.limit(slow);
        gateLimited = slow.window() < settings.pace().window();
    }

    private void settle(int sequence, Supplier<SubmitOutcome> outcome, long now) {
        var submission = window.answered(sequence);
        if (submission != null) {
            figures.roundTrip(now - submission.sentAt);
            enquiry.answered(submission);
            submission.settle(outcome.get());
            outside.roomMayHaveGrown();
            return;
        }
        window.answeredLate(sequence).ifPresent(late -> {
            figures.late.increment();
            outside.late(late, outcome.get());
        });
    }

    private void expired(Submission submission) {
        figures.unknown.increment();
        submission.settle(new SubmitOutcome.Unknown(settings.name(), "no answer in time", false));
        outside.roomMayHaveGrown();
    }

    private void end(String reason) {
        state = State.CLOSED;
        gate.bound(false);
        outside.close(reason);
    }

    private <P extends Pdu> P numbered(P pdu) {
        pdu.setSequenceNumber(nextSequence());
        return pdu;
    }

    /** 1 to 0x7FFFFFFF, then again from 1 (SMPP 3.4 §3.2). */
    private int nextSequence() {
        lastSequence = lastSequence == Integer.MAX_VALUE ? 1 : lastSequence + 1;
        return lastSequence;
    }
}
