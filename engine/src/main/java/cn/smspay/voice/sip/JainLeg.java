package cn.smspay.voice.sip;

import cn.smspay.voice.call.CallFigures;
import cn.smspay.voice.call.CallRefusal;
import cn.smspay.voice.call.CallResult;
import cn.smspay.voice.call.Invitation;
import cn.smspay.voice.call.Leg;
import cn.smspay.voice.call.Switchboard;
import cn.smspay.voice.rtp.Sdp;
import gov.nist.javax.sip.message.SIPRequest;
import io.netty.util.concurrent.EventExecutor;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call in the SIP library. Everything happens on one executor, in the order in which it was asked for. */
final class JainLeg implements Leg {
    private static final Logger LOG = LoggerFactory.getLogger(JainLeg.class);
    /** How long the other side may take from "I will" to "it is done" when asked to call an agent. */
    private static final Duration TRANSFER_PATIENCE = Duration.ofSeconds(30);

    /** What a leg needs from outside, the same for all legs. */
    record LegSurroundings(
            SipProvider provider, SipMessages messages, CallFigures figures, Duration retryAfter, RequestRoutes ways) {}

    private enum State {
        RINGING,
        /** Our 200 is out and no ACK in yet: nothing may be asked of the other side. */
        ANSWERED,
        /** As before, and it is to end as soon as the ACK is in. */
        BYE_WAITS,
        ACKNOWLEDGED,
        OVER;

        /** Whether there is a call in which something can be said. */
        boolean answered() {
            return this != RINGING && this != OVER;
        }
    }

    private final LegSurroundings around;
    private final ServerTransaction invite;
    private final Request request;
    private final String tag;
    private final EventExecutor serial;
    private final Runnable onOver;
    private final Optional<SessionTimer> askedTimer;
    private final RequestRoute way;
    private @Nullable Listener listener;
    private State state = State.RINGING;
    private boolean wantsAnswerInAck;
    private final SessionWatch session;
    private final Transfer transfer = new Transfer();

    JainLeg(
            LegSurroundings around,
            ServerTransaction invite,
            String tag,
            EventExecutor serial,
            Optional<SessionTimer> askedTimer,
            Runnable onOver) {
        this.around = around;
        this.invite = invite;
        this.request = invite.getRequest();
        this.tag = tag;
        this.serial = serial;
        this.askedTimer = askedTimer;
        this.onOver = onOver;
        this.way = around.ways.of((SIPRequest) request);
        this.session = new SessionWatch(this, around.messages, serial);
    }

    /** Offers the call to whoever may take it. */
    void open(Switchboard switchboard, Invitation invitation) {
        wantsAnswerInAck = invitation.offer().isEmpty();
        queue(() -> listener = switchboard.invited(invitation, this).orElse(null));
    }

    /** What still comes in while the server closes concerns calls that are over. */
    private void queue(SipThrows work) {
        if (!serial.isShuttingDown()) {
            serial.execute(() -> guarded(work));
        }
    }

    /** Whatever fails here is logged, counted if it is our own fault, and does not leave a call behind. */
    void guarded(SipThrows work) {
        try {
            work.run();
        } catch (SipException | ParseException | InvalidArgumentException | RuntimeException e) {
            // The library says so of answers that do not reach where the peer's own headers send them: no fault of
            // ours.
            if (!(e instanceof SipException)) {
                around.figures.faults.increment();
            }
            LOG.warn("signalling of a call failed: {}", StackLog.place(e));
            if (listener != null && state != State.OVER) {
                over();
                listener.gone(CallResult.FAULT);
            }
        }
    }

    private void over() {
        state = State.OVER;
        session.stop();
        onOver.run();
    }

    @Override
    public void accept(String sdp) {
        queue(() -> {
            if (state == State.RINGING) {
                state = State.ANSWERED;
                var response = described(request, sdp);
                if (askedTimer.isPresent()) {
                    session.timed(response, askedTimer.get());
                }
                invite.sendResponse(response);
            }
        });
    }

    private Response described(Request toRequest, String sdp) throws ParseException {
        session.described(sdp);
        var response = around.messages.response(Response.OK, toRequest, tag);
        response.setHeader(around.messages.contact(toRequest));
        response.setHeader(around.messages.allow());
        response.setHeader(around.messages.header("Supported", "timer"));
        around.messages.sdp(response, sdp);
        return response;
    }

    @Override
    public void refuse(CallRefusal reason) {
        queue(() -> {
            if (state == State.RINGING) {
                over();
                var response = around.messages.response(reason.status(), request, tag);
                if (reason.status() == 503 || reason.status() == 486) {
                    response.setHeader(around.messages.retryAfter(around.retryAfter.toSeconds()));
                }
                invite.sendResponse(response);
            }
        });
    }

    @Override
    public void redirect(List<String> uris) {
        queue(() -> {
            if (state == State.RINGING) {
                over();
                var response = around.messages.response(Response.MOVED_TEMPORARILY, request, tag);
                for (int i = 0; i < uris.size(); i++) {
                    response.addLast(around.messages.header("Contact", "<" + uris.get(i) + ">" + preference(i)));
                }
                invite.sendResponse(response);
            }
        });
    }

    /** The first before the second (RFC 3261 20.10); from the tenth on all alike. */
    private static String preference(int place) {
        return place == 0 ? "" : ";q=0." + Math.max(1, 10 - place);
    }

    @Override
    public void hangUp() {
        queue(() -> {
            if (state == State.ACKNOWLEDGED) {
                sayBye();
            } else if (state == State.ANSWERED) {
                state = State.BYE_WAITS;
            }
        });
    }

    @Override
    public void abandon() {
        queue(this::sayBye);
    }

    private void sayBye() throws SipException, ParseException {
        if (state.answered()) {
            over();
            send(request(Request.BYE), status -> {});
        }
    }

    @Override
    public void transfer(String uri, Consumer<Boolean> done) {
        queue(() -> {
            if (!state.answered()) {
                done.accept(false);
                return;
            }
            transfer.asked(done);
            var refer = request(Request.REFER);
            refer.addHeader(around.messages.header("Refer-To", "<" + uri + ">"));
            refer.addHeader(around.messages.header("Referred-By", "<" + around.messages.uri("udp") + ">"));
            refer.setHeader(around.messages.contact(request));
            send(
                    refer,
                    status -> queue(() -> {
                        if (status >= 300) {
                            transfer.failed(done);
                        }
                    }));
            serial.schedule(
                    () -> guarded(() -> transfer.failed(done)), TRANSFER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    /** A NOTIFY about the transfer: a fragment of a response, of which the status tells. */
    void notified(String fragment) {
        queue(() -> transfer.notified(fragment));
    }

    /** Sends a request within the call; whoever has to be connected first does not keep this thread waiting. */
    void send(Request outgoing, IntConsumer onStatus) throws SipException, ParseException {
        var dialog = dialog();
        around.ways.send(
                way,
                outgoing,
                () -> {
                    var transaction = around.provider.getNewClientTransaction(outgoing);
                    transaction.setApplicationData(onStatus);
                    dialog.sendRequest(transaction);
                },
                () -> queue(() -> onStatus.accept(Response.SERVICE_UNAVAILABLE)));
    }

    /** Acknowledges the answer to a re-INVITE of ours. */
    void acknowledge(long sequence) {
        queue(() -> {
            var dialog = dialog();
            var ack = around.messages.ours(dialog.createAck(sequence));
            around.ways.send(way, ack, () -> dialog.sendAck(ack), () -> {});
        });
    }

    Request request(String method) throws SipException, ParseException {
        return around.messages.ours(dialog().createRequest(method));
    }

    private Dialog dialog() {
        return invite.getDialog();
    }

    /** The caller gave up. */
    void cancelled() {
        queue(() -> {
            if (state == State.RINGING) {
                over();
                invite.sendResponse(around.messages.response(Response.REQUEST_TERMINATED, request, tag));
                gone(CallResult.CANCELLED);
            }
        });
    }

    /** The caller hung up; the answer to that is given. */
    void bye() {
        queue(() -> {
            transfer.ended(true);
            if (state != State.OVER) {
                over();
                gone(CallResult.CALLER_HUNG_UP);
            }
        });
    }

    /** The library found out that the call is lost. */
    void lost(CallResult why) {
        queue(() -> {
            if (state.answered()) {
                sayBye();
                gone(why);
            }
        });
    }

    private void gone(CallResult why) {
        if (listener != null) {
            listener.gone(why);
        }
    }

    /** @param body the description in the ACK, which matters if we made the offer */
    void acknowledged(String body) {
        queue(() -> {
            if (state == State.BYE_WAITS) {
                sayBye();
            } else if (state == State.ANSWERED) {
                state = State.ACKNOWLEDGED;
            }
            if (listener != null && state == State.ACKNOWLEDGED) {
                var answer = wantsAnswerInAck ? Sdp.read(body) : Optional.<Sdp>empty();
                wantsAnswerInAck = wantsAnswerInAck && answer.isEmpty();
                listener.acknowledged(answer);
            }
        });
    }

    void key(java.util.OptionalInt key) {
        queue(() -> {
            if (listener != null) {
                listener.key(key);
            }
        });
    }

    /**
     * A re-INVITE or UPDATE: a new description, or only a sign of life.
     *
     * @param body empty if there is no description
     */
    void redescribed(ServerTransaction transaction, String body, Optional<SessionTimer> timer) {
        queue(() -> {
            var asked = transaction.getRequest();
            var offer = Sdp.read(body);
            if (listener == null || !state.answered()) {
                transaction.sendResponse(
                        around.messages.response(Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST, asked, tag));
            } else if (!body.isBlank() && offer.isEmpty()) {
                transaction.sendResponse(around.messages.response(Response.NOT_ACCEPTABLE_HERE, asked, tag));
            } else {
                transaction.sendResponse(renewed(asked, offer, timer));
            }
        });
    }

    private Response renewed(Request asked, Optional<Sdp> offer, Optional<SessionTimer> timer) throws ParseException {
        boolean update = asked.getMethod().equals(Request.UPDATE);
        if (!update) {
            wantsAnswerInAck = offer.isEmpty();
        }
        var response = update && offer.isEmpty()
                ? around.messages.response(Response.OK, asked, tag)
                : described(asked, java.util.Objects.requireNonNull(listener).redescribed(offer));
        response.setHeader(around.messages.contact(asked));
        if (timer.isPresent()) {
            session.timed(response, timer.get());
        }
        return response;
    }

    boolean isAnswered() {
        return state.answered();
    }

    /** The INVITE. */
    Request asked() {
        return request;
    }
}
