package cn.smspay.voice.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.Locale;
import javax.sip.message.Request;

/** Name of an INVITE, by which a CANCEL finds it: branch and sender of its first Via (RFC 3261 9.2, 17.2.3). */
final class InviteName {
    /** Before RFC 3261 a branch was no name. */
    private static final String COOKIE = "z9hg4bk";

    private InviteName() {}

    static String of(Request request) {
        var sip = (SIPRequest) request;
        var via = sip.getTopmostVia();
        var branch = via.getBranch() == null ? "" : via.getBranch().toLowerCase(Locale.ROOT);
        var sender = via.getHost().toLowerCase(Locale.ROOT) + ":" + (via.getPort() <= 0 ? "" : via.getPort());
        var call = branch.startsWith(COOKIE)
                ? ""
                : "|" + sip.getCallId().getCallId() + "|" + sip.getFromTag() + "|"
                        + sip.getCSeq().getSeqNumber();
        return branch + "|" + sender + call;
    }
}
