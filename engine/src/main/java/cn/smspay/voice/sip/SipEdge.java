package cn.smspay.voice.sip;

import cn.smspay.base.ServiceNumber;
import cn.smspay.voice.call.CallResult;
import cn.smspay.voice.call.CallerId;
import cn.smspay.voice.call.Invitation;
import cn.smspay.voice.call.NumberRules;
import cn.smspay.voice.call.Refusal;
import cn.smspay.voice.call.Switchboard;
import cn.smspay.voice.rtp.Sdp;
import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.SipListenerExt;
import gov.nist.javax.sip.message.SIPRequest;
import io.netty.util.concurrent.EventExecutorGroup;
import java.net.InetAddress;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
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
    /** Extensions that a request may require of us. We send no provisional responses that would need a PRACK. */
    private static final Set<String> KNOWN = Set.of("timer", "100rel");

    private final SipSettings settings;
    private final Switchboard switchboard;
    private final JainLeg.Surroundings around;
    private final Gate gate;
    private final PhoneDoor door;
    private final EventExecutorGroup executors;
    private final RandomGenerator random;
    private final Map<String, JainLeg> ringing = new ConcurrentHashMap<>();

    SipEdge(
            SipSettings settings,
            Switchboard switchboard,
            JainLeg.Surroundings around,
            Gate gate,
            PhoneDoor door,
            EventExecutorGroup executors,
            RandomGenerator random) {
        this.settings = settings;
        this.switchboard = switchboard;
        this.around = around;
        this.gate = gate;
        this.door = door;
        this.executors = executors;
        this.random = random;
    }

    private SipProvider provider() {
        return around.provider();
    }

    private SipMessages messages() {
        return around.messages();
    }

    /** The library swallows what a listener throws, and the caller hears nothing; so nothing may get past here. */
    private void guarded(SipThrows work, Runnable onFailure) {
        try {
            work.run();
        } catch (SipException | ParseException | InvalidArgumentException | RuntimeException e) {
            around.figures().faults.increment();
            LOG.error("a SIP message could not be dealt with", e);
            onFailure.run();
        }
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
                    ? provider().getNewServerTransaction(event.getRequest())
                    : event.getServerTransaction();
        } catch (TransactionAlreadyExistsException e) {
            return null;
        } catch (TransactionUnavailableException e) {
            LOG.debug("a request lacks what every request has", e);
            around.figures().refused(Refusal.BAD_REQUEST);
            provider().sendResponse(response(Response.BAD_REQUEST, event.getRequest()));
            return null;
        }
    }

    private void fault(ServerTransaction transaction) {
        guarded(() -> respond(transaction, Response.SERVER_INTERNAL_ERROR), () -> {});
    }

    private void dispatch(ServerTransaction transaction, @Nullable Dialog dialog, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        var leg = leg(dialog);
        switch (request.getMethod()) {
            case Request.INVITE -> {
                if (leg == null) {
                    invited(transaction, request);
                } else {
                    redescribed(transaction, leg, request);
                }
            }
            case Request.UPDATE -> {
                if (leg == null) {
                    respond(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
                } else {
                    redescribed(transaction, leg, request);
                }
            }
            case Request.BYE -> {
                respond(transaction, leg == null ? Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST : Response.OK);
                if (leg != null) {
                    leg.bye();
                }
            }
            case Request.CANCEL -> cancelled(transaction, request);
            case Request.INFO -> info(transaction, leg, request);
            case Request.NOTIFY -> {
                respond(transaction, leg == null ? Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST : Response.OK);
                if (leg != null) {
                    leg.notified(SipMessages.body(request));
                }
            }
            case Request.OPTIONS -> options(transaction, request);
            case Request.REGISTER -> register(transaction, request);
            default -> {
                var response = response(Response.METHOD_NOT_ALLOWED, request);
                response.setHeader(messages().allow());
                transaction.sendResponse(response);
            }
        }
    }

    private static @Nullable JainLeg leg(@Nullable Dialog dialog) {
        return dialog != null && dialog.getApplicationData() instanceof JainLeg leg ? leg : null;
    }

    private Response response(int status, Request request) throws ParseException {
        return messages().response(status, request, Long.toHexString(random.nextLong()));
    }

    private void respond(ServerTransaction transaction, int status)
            throws SipException, ParseException, InvalidArgumentException {
        transaction.sendResponse(response(status, transaction.getRequest()));
    }

    private void refuse(ServerTransaction transaction, Refusal reason)
            throws SipException, ParseException, InvalidArgumentException {
        around.figures().refused(reason);
        respond(transaction, reason.status());
    }

    private static InetAddress source(Request request) {
        return java.util.Objects.requireNonNull(((SIPRequest) request).getPeerPacketSourceAddress());
    }

    // ---- new calls

    private void invited(ServerTransaction transaction, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        var from = source(request);
        var trunk = gate.trunk(from);
        if (trunk.isPresent()) {
            var caller = trunk.get().assertsIdentity()
                    ? CallerId.asserted(
                            SipMessages.uris(request, "P-Asserted-Identity"),
                            SipMessages.values(request, "Privacy"),
                            trunk.get().rules())
                    : "";
            welcome(
                    transaction,
                    request,
                    caller,
                    dialled(request, trunk.get().rules()),
                    new Way(trunk.get().name(), trunk.get().calls()));
            return;
        }
        var phone = phone(transaction, request, from);
        if (phone.isPresent()) {
            welcome(
                    transaction,
                    request,
                    phone.get().msisdn().digits(),
                    dialled(request, NumberRules.NONE),
                    new Way(PhoneDoor.via(phone.get()), settings.limits().calls()));
        }
    }

    /** The phone that proves itself; otherwise the request has been answered. */
    private Optional<SipSettings.Phone> phone(ServerTransaction transaction, Request request, InetAddress from)
            throws SipException, ParseException, InvalidArgumentException {
        var knock = door.knock(request, from);
        switch (knock.verdict()) {
            case WELCOME -> {
                return knock.phone();
            }
            case WHO_ARE_YOU, ASK_AGAIN -> {
                var response = response(Response.UNAUTHORIZED, request);
                door.ask(response, knock.verdict() == PhoneDoor.Verdict.ASK_AGAIN, messages());
                transaction.sendResponse(response);
            }
            case WRONG -> refuse(transaction, Refusal.FORBIDDEN);
        }
        return Optional.empty();
    }

    /** By which trunk or phone a call comes, and how many may come so at once. */
    private record Way(String name, int calls) {}

    private void welcome(
            ServerTransaction transaction, Request request, String caller, Optional<ServiceNumber> dialled, Way way)
            throws SipException, ParseException, InvalidArgumentException {
        var body = SipMessages.body(request);
        var offer = Sdp.read(body);
        var unknown = SipMessages.tags(request, "Require").stream()
                .filter(tag -> !KNOWN.contains(tag))
                .toList();
        var expires = SipMessages.value(request, "Session-Expires");
        if (!unknown.isEmpty()) {
            around.figures().refused(Refusal.BAD_EXTENSION);
            var response = response(Response.BAD_EXTENSION, request);
            for (var tag : unknown) {
                response.addHeader(messages().header("Unsupported", tag));
            }
            transaction.sendResponse(response);
        } else if (SessionTimer.tooSmall(expires, sessionMin())) {
            around.figures().refused(Refusal.INTERVAL_TOO_SMALL);
            tooSmall(transaction, request);
        } else if (dialled.isEmpty()) {
            refuse(transaction, Refusal.UNKNOWN_NUMBER);
        } else if (!body.isBlank() && offer.isEmpty()) {
            refuse(transaction, Refusal.NOT_ACCEPTABLE);
        } else {
            var invitation = new Invitation(
                    ((SIPRequest) request).getCallId().getCallId(),
                    caller,
                    dialled.get(),
                    way.name(),
                    way.calls(),
                    source(request),
                    offer);
            open(transaction, request, invitation, SessionTimer.asked(expires, supported(request)));
        }
    }

    private void tooSmall(ServerTransaction transaction, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        var response = response(Refusal.INTERVAL_TOO_SMALL.status(), request);
        response.setHeader(messages().header("Min-SE", Long.toString(sessionMin())));
        transaction.sendResponse(response);
    }

    private long sessionMin() {
        return settings.limits().sessionMin().toSeconds();
    }

    private static List<String> supported(Request request) {
        return SipMessages.tags(request, "Supported");
    }

    private Optional<ServiceNumber> dialled(Request request, NumberRules rules) {
        return CallerId.dialled(request.getRequestURI().toString(), settings.numbers(), rules);
    }

    private void open(
            ServerTransaction transaction, Request request, Invitation invitation, Optional<SessionTimer> timer) {
        var name = JainLeg.nameOf(request);
        var leg = new JainLeg(
                around,
                transaction,
                Long.toHexString(random.nextLong()),
                executors.next(),
                timer,
                () -> ringing.remove(name));
        ringing.put(name, leg);
        transaction.getDialog().setApplicationData(leg);
        leg.open(switchboard, invitation);
    }

    // ---- calls that exist

    private static void acknowledged(@Nullable Dialog dialog, Request request) {
        var leg = leg(dialog);
        if (leg != null) {
            leg.acknowledged(SipMessages.body(request));
        }
    }

    private void redescribed(ServerTransaction transaction, JainLeg leg, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        var expires = SipMessages.value(request, "Session-Expires");
        if (SessionTimer.tooSmall(expires, sessionMin())) {
            tooSmall(transaction, request);
        } else {
            leg.redescribed(transaction, SipMessages.body(request), SessionTimer.asked(expires, supported(request)));
        }
    }

    private void cancelled(ServerTransaction transaction, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        var leg = ringing.get(JainLeg.nameOf(request));
        respond(transaction, leg == null ? Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST : Response.OK);
        if (leg != null) {
            leg.cancelled();
        }
    }

    private void info(ServerTransaction transaction, @Nullable JainLeg leg, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        if (leg == null) {
            respond(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            return;
        }
        var type = SipMessages.value(request, "Content-Type")
                .orElse("")
                .split(";")[0]
                .strip();
        var key = InfoKeys.read(type, SipMessages.body(request));
        boolean understood = key.isPresent() || type.isEmpty();
        // The key first: the next one may come as soon as this is answered.
        key.ifPresent(leg::key);
        respond(transaction, understood ? Response.OK : Response.UNSUPPORTED_MEDIA_TYPE);
    }

    private void options(ServerTransaction transaction, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        var response = response(Response.OK, request);
        response.setHeader(messages().contact(request));
        response.setHeader(messages().allow());
        response.setHeader(messages().header("Supported", "timer"));
        for (var type : List.of("application/sdp", "application/dtmf-relay", "application/dtmf")) {
            response.addHeader(messages().header("Accept", type));
        }
        transaction.sendResponse(response);
    }

    /** A phone makes itself known. Nobody here calls phones, so there is nothing to keep but the answer. */
    private void register(ServerTransaction transaction, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        var from = source(request);
        if (gate.trunk(from).isPresent() && door.open().isEmpty()) {
            respond(transaction, Response.FORBIDDEN);
        } else if (phone(transaction, request, from).isPresent()) {
            var response = response(Response.OK, request);
            var seconds =
                    request.getExpires() == null ? 3600 : request.getExpires().getExpires();
            for (var contact : SipMessages.values(request, "Contact")) {
                if (seconds > 0 && !contact.equals("*") && !contact.contains("expires=0")) {
                    response.addHeader(messages().header("Contact", withExpiry(contact, seconds)));
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
                    if (status >= 200 && isInvite(response) && status < 300 && event.getDialog() != null) {
                        acknowledge(event.getDialog(), response);
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

    private static void acknowledge(Dialog dialog, Response response) throws SipException, InvalidArgumentException {
        var sequence =
                ((gov.nist.javax.sip.message.SIPResponse) response).getCSeq().getSeqNumber();
        dialog.sendAck(dialog.createAck(sequence));
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
