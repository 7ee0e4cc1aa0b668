package cn.smspay.voice.sip;

import cn.smspay.voice.call.CallFigures;
import cn.smspay.voice.call.CallRefusal;
import java.net.InetAddress;
import java.text.ParseException;
import java.util.Objects;
import java.util.random.RandomGenerator;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Answers requests. Thread-safe. */
final class SipResponses {
    private final SipMessages messages;
    private final CallFigures figures;
    private final RandomGenerator random;

    SipResponses(SipMessages messages, CallFigures figures, RandomGenerator random) {
        this.messages = messages;
        this.figures = figures;
        this.random = random;
    }

    SipMessages messages() {
        return messages;
    }

    /** With a tag of ours, if the request names no dialogue. */
    Response response(int status, Request request) throws ParseException {
        return messages.response(status, request, tag());
    }

    String tag() {
        return Long.toHexString(random.nextLong());
    }

    void respond(ServerTransaction transaction, int status)
            throws SipException, ParseException, InvalidArgumentException {
        transaction.sendResponse(response(status, transaction.getRequest()));
    }

    void refuse(ServerTransaction transaction, CallRefusal reason)
            throws SipException, ParseException, InvalidArgumentException {
        figures.refused(reason);
        respond(transaction, reason.status());
    }

    void refuse(ServerTransaction transaction, RequestRules.RefusedRequest refused)
            throws SipException, ParseException, InvalidArgumentException {
        for (var reason : CallRefusal.values()) {
            if (reason.status() == refused.status()) {
                figures.refused(reason);
            }
        }
        var response = response(refused.status(), transaction.getRequest());
        for (var header : refused.headers()) {
            response.addHeader(messages.header(header.name(), header.value()));
        }
        transaction.sendResponse(response);
    }

    /** A session shorter than we refresh (RFC 4028 6). */
    void tooSmall(ServerTransaction transaction, long least)
            throws SipException, ParseException, InvalidArgumentException {
        figures.refused(CallRefusal.INTERVAL_TOO_SMALL);
        var response = response(CallRefusal.INTERVAL_TOO_SMALL.status(), transaction.getRequest());
        response.setHeader(messages.header("Min-SE", Long.toString(least)));
        transaction.sendResponse(response);
    }

    static InetAddress source(Request request) {
        return Objects.requireNonNull(((gov.nist.javax.sip.message.SIPRequest) request).getPeerPacketSourceAddress());
    }
}
