package cn.smspay.voice.sip;

import cn.smspay.voice.call.CallRefusal;
import cn.smspay.voice.call.CallResult;
import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.SipListenerExt;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import java.util.function.IntConsumer;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.TransactionUnavailableException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the SIP library tells us, sorted by method. The only listener. Thread-safe. */
final class SipEdge implements SipListenerExt {
    private static final Logger LOG = LoggerFactory.getLogger(SipEdge.class);
    private final JainLeg.LegSurroundings around;
    private final SipResponses answers;
    private final NewCalls calls;
    private final long sessionMin;

    SipEdge(JainLeg.LegSurroundings around, SipResponses answers, NewCalls calls, long sessionMin) {
        this.around = around;
        this.answers = answers;
        this.calls = calls;
        this.sessionMin = sessionMin;
    }

    /** The library swallows what a listener throws, and the caller hears nothing; so nothing may get past here. */
    private void guarded(SipThrows work, Runnable onFailure) {
        try {
            work.run();
        } catch (SipException | ParseException | InvalidArgumentException | RuntimeException e) {
            if (unanswerable(e)) {
                LOG.debug("whoever asked cannot be answered: {}", StackLog.place(e));
                return;
            }
            around.figures().faults.increment();
            LOG.error("a SIP message could not be dealt with: {}", StackLog.place(e));
            onFailure.run();
        }
    }

    /** The peer's connection is gone, or the address that he gives for answers is none: nobody is left to be told. */
    private static boolean unanswerable(Exception failure) {
        var frames = failure.getStackTrace();
        return failure instanceof SipException
                && frames.length > 0
                && frames[0].getMethodName().equals("sendResponse");
    }

    @Override
    public void processRequest(RequestEvent event) {
        var request = event.getRequest();
        if (request.getMethod().equals(Request.ACK)) {
            guarded(() -> acknowledged(event.getDialog(), request), () -> {});
            return;
        }
        guarded(
                () -> {
                    if (!RequestRules.known(request.getMethod())) {
                        // Without a transaction: the library has its own thoughts about some methods.
                        var response = answers.response(Response.METHOD_NOT_ALLOWED, request);
                        response.setHeader(answers.messages().allow());
                        around.provider().sendResponse(response);
                        return;
                    }
                    var transaction = transaction(event);
                    if (transaction != null) {
                        guarded(() -> dispatch(transaction, event.getDialog(), request), () -> fault(transaction));
                    }
                },
                () -> {});
    }

    /** Nothing if this is a repeat of a request that is being dealt with, or so broken that it cannot be. */
    private @Nullable ServerTransaction transaction(RequestEvent event) throws SipException, ParseException {
        try {
            return event.getServerTransaction() == null
                    ? around.provider().getNewServerTransaction(event.getRequest())
                    : event.getServerTransaction();
        } catch (TransactionAlreadyExistsException e) {
            return null;
        } catch (TransactionUnavailableException e) {
            LOG.debug("a request lacks what every request has: {}", StackLog.place(e));
            around.figures().refused(CallRefusal.BAD_REQUEST);
            around.provider().sendResponse(answers.response(Response.BAD_REQUEST, event.getRequest()));
            return null;
        }
    }

    private void fault(ServerTransaction transaction) {
        guarded(() -> answers.respond(transaction, Response.SERVER_INTERNAL_ERROR), () -> {});
    }

    private void dispatch(ServerTransaction transaction, @Nullable Dialog dialog, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        var leg = leg(dialog);
        var refused = RequestRules.check(request);
        if (refused.isPresent()) {
            answers.refuse(transaction, refused.get());
        } else if (leg != null) {
            within(transaction, leg, request);
        } else if (request.getMethod().equals(Request.CANCEL)) {
            cancelled(transaction, request);
        } else if (RequestRules.withinDialogue(request)) {
            answers.respond(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
        } else {
            outside(transaction, request);
        }
    }

    /** A request in a call that exists. */
    private void within(ServerTransaction transaction, JainLeg leg, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        switch (request.getMethod()) {
            case Request.INVITE, Request.UPDATE -> redescribed(transaction, leg, request);
            case Request.BYE -> {
                answers.respond(transaction, Response.OK);
                leg.bye();
            }
            case Request.CANCEL -> cancelled(transaction, request);
            case Request.INFO -> info(transaction, leg, request);
            case Request.NOTIFY -> {
                answers.respond(transaction, Response.OK);
                leg.notified(SipMessages.body(request));
            }
            case Request.OPTIONS -> options(transaction, request);
            default -> answers.respond(transaction, Response.NOT_ACCEPTABLE_HERE);
        }
    }

    /** A request that belongs to no call. */
    private void outside(ServerTransaction transaction, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        switch (request.getMethod()) {
            case Request.INVITE -> calls.invited(transaction, request);
            case Request.OPTIONS -> options(transaction, request);
            case Request.REGISTER -> register(transaction, request);
            default -> answers.respond(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
        }
    }

    private static @Nullable JainLeg leg(@Nullable Dialog dialog) {
        return dialog != null && dialog.getApplicationData() instanceof JainLeg leg ? leg : null;
    }

    // ---- calls that exist

    private static void acknowledged(@Nullable Dialog dialog, Request request) {
        var leg = leg(dialog);
        if (leg != null) {
            leg.acknowledged(RequestRules.description(request));
        }
    }

    private void redescribed(ServerTransaction transaction, JainLeg leg, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        var expires = SipMessages.value(request, "Session-Expires");
        if (SessionTimer.tooSmall(expires, sessionMin)) {
            answers.tooSmall(transaction, sessionMin);
        } else {
            leg.redescribed(
                    transaction,
                    RequestRules.description(request),
                    SessionTimer.asked(expires, SipMessages.tags(request, "Supported")));
        }
    }

    private void cancelled(ServerTransaction transaction, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        var leg = calls.ringing(request);
        answers.respond(transaction, leg == null ? Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST : Response.OK);
        if (leg != null) {
            leg.cancelled();
        }
    }

    private void info(ServerTransaction transaction, JainLeg leg, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        var type = SipMessages.contentType(request);
        var key = InfoKeys.read(type, SipMessages.body(request));
        if (key.isEmpty() && !type.isEmpty()) {
            var response = answers.response(Response.UNSUPPORTED_MEDIA_TYPE, request);
            for (var known : InfoKeys.USUAL) {
                response.addHeader(answers.messages().header("Accept", known));
            }
            transaction.sendResponse(response);
            return;
        }
        // The key first: the next one may come as soon as this is answered.
        key.ifPresent(leg::key);
        answers.respond(transaction, Response.OK);
    }

    private void options(ServerTransaction transaction, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        var messages = answers.messages();
        var response = answers.response(Response.OK, request);
        response.setHeader(messages.contact(request));
        response.setHeader(messages.allow());
        response.setHeader(messages.header("Supported", "timer"));
        response.addHeader(messages.header("Accept", "application/sdp"));
        for (var type : InfoKeys.USUAL) {
            response.addHeader(messages.header("Accept", type));
        }
        transaction.sendResponse(response);
    }

    /** A phone makes itself known. Nobody here calls phones, so there is nothing to keep but the answer. */
    private void register(ServerTransaction transaction, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        var from = SipResponses.source(request);
        if (!calls.registers(from)) {
            answers.respond(transaction, Response.FORBIDDEN);
        } else if (calls.phone(transaction, request, from).isPresent()) {
            var response = answers.response(Response.OK, request);
            var seconds =
                    request.getExpires() == null ? 3600 : request.getExpires().getExpires();
            for (var contact : SipMessages.values(request, "Contact")) {
                if (seconds > 0 && !contact.equals("*") && !contact.contains("expires=0")) {
                    response.addHeader(answers.messages().header("Contact", withExpiry(contact, seconds)));
                }
            }
            transaction.sendResponse(response);
        }
    }

    private static String withExpiry(String contact, int seconds) {
        return contact.contains(";expires=") ? contact : contact + ";expires=" + seconds;
    }

    // ---- answers to our own requests

    @Override
    public void processResponse(ResponseEvent event) {
        guarded(
                () -> {
                    var response = event.getResponse();
                    var transaction = event.getClientTransaction();
                    int status = response.getStatusCode();
                    var leg = leg(event.getDialog());
                    if (status >= 200 && isInvite(response) && status < 300 && leg != null) {
                        leg.acknowledge(((SIPResponse) response).getCSeq().getSeqNumber());
                    }
                    if (status >= 200 && transaction != null) {
                        tell(transaction.getApplicationData(), response);
                    }
                },
                () -> {});
    }

    private static boolean isInvite(Response response) {
        return SipMessages.value(response, "CSeq").orElse("").endsWith(Request.INVITE);
    }

    /** Whoever sent the request has left with it who wants to know the outcome. */
    private static void tell(@Nullable Object waiting, Response response) {
        if (waiting instanceof IntConsumer status) {
            status.accept(response.getStatusCode());
        } else if (waiting instanceof TrunkRegistration registration) {
            registration.answered(response);
        }
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        guarded(
                () -> {
                    if (event.isServerTransaction()) {
                        return;
                    }
                    var waiting = event.getClientTransaction().getApplicationData();
                    if (waiting instanceof IntConsumer status) {
                        status.accept(Response.REQUEST_TIMEOUT);
                    } else if (waiting instanceof TrunkRegistration registration) {
                        registration.failed("no answer");
                    }
                },
                () -> {});
    }

    @Override
    public void processDialogTimeout(DialogTimeoutEvent event) {
        guarded(
                () -> {
                    var leg = leg(event.getDialog());
                    if (leg != null) {
                        leg.lost(CallResult.NO_ACK);
                    }
                },
                () -> {});
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        LOG.info("cannot reach {}:{} over {}", event.getHost(), event.getPort(), event.getTransport());
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {}

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {}
}
