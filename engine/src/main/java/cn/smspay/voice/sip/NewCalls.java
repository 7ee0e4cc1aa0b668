package cn.smspay.voice.sip;

import cn.smspay.base.ServiceNumber;
import cn.smspay.voice.call.CallRefusal;
import cn.smspay.voice.call.CallerId;
import cn.smspay.voice.call.Invitation;
import cn.smspay.voice.call.NumberRules;
import cn.smspay.voice.call.Switchboard;
import cn.smspay.voice.rtp.Sdp;
import gov.nist.javax.sip.message.SIPRequest;
import io.netty.util.concurrent.EventExecutorGroup;
import java.net.InetAddress;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/** Who may call, and as whom: takes an INVITE that begins a call, or says why not. Thread-safe. */
final class NewCalls {
    private final SipSettings settings;
    private final Switchboard switchboard;
    private final JainLeg.LegSurroundings around;
    private final SipResponses answers;
    private final Gate gate;
    private final PhoneDoor door;
    private final EventExecutorGroup executors;
    private final Map<String, JainLeg> ringing = new ConcurrentHashMap<>();

    /** By which trunk or phone a call comes, and how many may come so at once. */
    private record CallSource(String name, int calls) {}

    NewCalls(
            SipSettings settings,
            Switchboard switchboard,
            JainLeg.LegSurroundings around,
            SipResponses answers,
            Gate gate,
            PhoneDoor door,
            EventExecutorGroup executors) {
        this.settings = settings;
        this.switchboard = switchboard;
        this.around = around;
        this.answers = answers;
        this.gate = gate;
        this.door = door;
        this.executors = executors;
    }

    /** The call that an INVITE of this name has begun and that is not answered yet. */
    @Nullable
    JainLeg ringing(Request request) {
        return ringing.get(InviteName.of(request));
    }

    /** Whether phones may register where this request came from. */
    boolean registers(InetAddress from) {
        return gate.trunk(from).isEmpty() || door.open().isPresent();
    }

    void invited(ServerTransaction transaction, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        var from = SipResponses.source(request);
        var trunk = gate.trunk(from);
        if (trunk.isPresent()) {
            var missing = missing(trunk.get(), request);
            if (!missing.isEmpty()) {
                answers.refuse(transaction, RequestRules.wants(missing));
                return;
            }
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
                    new CallSource(trunk.get().name(), trunk.get().calls()));
            return;
        }
        var phone = phone(transaction, request, from);
        if (phone.isPresent()) {
            welcome(
                    transaction,
                    request,
                    phone.get().msisdn().digits(),
                    dialled(request, NumberRules.NONE),
                    new CallSource(PhoneDoor.via(phone.get()), settings.limits().calls()));
        }
    }

    private static List<String> missing(SipSettings.Trunk trunk, Request request) {
        var has = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        has.addAll(SipMessages.tags(request, "Supported"));
        has.addAll(SipMessages.tags(request, "Require"));
        return trunk.insistsOn().stream().filter(tag -> !has.contains(tag)).toList();
    }

    /** The phone that proves itself; otherwise the request has been answered. */
    Optional<SipSettings.Phone> phone(ServerTransaction transaction, Request request, InetAddress from)
            throws SipException, ParseException, InvalidArgumentException {
        var knock = door.knock(request, from);
        switch (knock.verdict()) {
            case WELCOME -> {
                return knock.phone();
            }
            case WHO_ARE_YOU, ASK_AGAIN -> {
                var response = answers.response(Response.UNAUTHORIZED, request);
                door.ask(response, knock.verdict() == PhoneDoor.PhoneVerdict.ASK_AGAIN, answers.messages());
                transaction.sendResponse(response);
            }
            case WRONG -> answers.refuse(transaction, CallRefusal.FORBIDDEN);
        }
        return Optional.empty();
    }

    private void welcome(
            ServerTransaction transaction,
            Request request,
            String caller,
            Optional<ServiceNumber> dialled,
            CallSource way)
            throws SipException, ParseException, InvalidArgumentException {
        var body = RequestRules.description(request);
        var offer = Sdp.read(body);
        var expires = SipMessages.value(request, "Session-Expires");
        long least = settings.limits().sessionMin().toSeconds();
        if (SessionTimer.tooSmall(expires, least)) {
            answers.tooSmall(transaction, least);
        } else if (dialled.isEmpty()) {
            answers.refuse(transaction, CallRefusal.UNKNOWN_NUMBER);
        } else if (!body.isBlank() && offer.isEmpty()) {
            answers.refuse(transaction, CallRefusal.NOT_ACCEPTABLE);
        } else {
            var invitation = new Invitation(
                    ((SIPRequest) request).getCallId().getCallId(),
                    caller,
                    dialled.get(),
                    way.name(),
                    way.calls(),
                    SipResponses.source(request),
                    offer);
            open(transaction, request, invitation, SessionTimer.asked(expires, SipMessages.tags(request, "Supported")));
        }
    }

    private Optional<ServiceNumber> dialled(Request request, NumberRules rules) {
        return CallerId.dialled(request.getRequestURI().toString(), settings.numbers(), rules);
    }

    private void open(
            ServerTransaction transaction, Request request, Invitation invitation, Optional<SessionTimer> timer) {
        var name = InviteName.of(request);
        var leg = new JainLeg(around, transaction, answers.tag(), executors.next(), timer, () -> ringing.remove(name));
        ringing.put(name, leg);
        transaction.getDialog().setApplicationData(leg);
        leg.open(switchboard, invitation);
    }
}
