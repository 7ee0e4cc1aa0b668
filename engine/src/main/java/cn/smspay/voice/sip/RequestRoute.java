package cn.smspay.voice.sip;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.HopImpl;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.sip.SipException;
import javax.sip.address.Hop;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.RouteHeader;
import javax.sip.message.Request;

/**
 * How requests of ours reach the peer of a call: on the connection that he has opened as long as it stands (RFC 5923),
 * over UDP from where he was seen if he is behind an address translator, else where his Contact says. Thread-safe.
 *
 * @param seen where the call came from
 * @param transport {@code udp}, {@code tcp} or {@code tls}
 * @param translated whether his own address is not to be believed
 */
record RequestRoute(InetSocketAddress seen, String transport, boolean translated) {
    /**
     * The way of a call.
     *
     * @param nat whether callers from there are known to be behind a translator
     */
    static RequestRoute of(SIPRequest invite, InetAddress from, boolean nat) {
        var via = invite.getTopmostVia();
        var transport = via.getTransport().toLowerCase(Locale.ROOT);
        var seen = new InetSocketAddress(from, invite.getPeerPacketSourcePort());
        return new RequestRoute(seen, transport, nat || claimsAnother(invite, via, from));
    }

    /** He names himself, in Via and Contact, by an address that is not the one we see: a translator stands between. */
    private static boolean claimsAnother(SIPRequest invite, Via via, InetAddress from) {
        var claimed = via.getHost();
        var contact = (ContactHeader) invite.getHeader(ContactHeader.NAME);
        return invite.getRecordRouteHeaders() == null
                && isAnother(claimed, from)
                && contact != null
                && contact.getAddress().getURI() instanceof SipURI uri
                && uri.getHost().equals(claimed);
    }

    /** Addresses of version 6 have many spellings (RFC 5952 2); a name is not looked up. */
    private static boolean isAnother(String claimed, InetAddress from) {
        var number = NetUtil.createByteArrayFromIpAddressString(claimed);
        return number != null && !Arrays.equals(number, from.getAddress());
    }

    /**
     * The next hop of a request within the call.
     *
     * @throws SipException if its addresses lead nowhere
     */
    Hop hop(JainStack stack, GatedNetwork network, Request request) throws SipException {
        var told = stack.getNextHop((SIPRequest) request);
        boolean routed = request.getHeader(RouteHeader.NAME) != null
                && !told.getHost().equals(seen.getAddress().getHostAddress());
        boolean connection = !transport.equals("udp");
        boolean use = connection ? network.isConnected(seen) : translated;
        if (routed || !use) {
            return told;
        }
        var hop = new HopImpl(seen.getAddress().getHostAddress(), seen.getPort(), transport);
        ((SIPRequest) request).setApplicationData(hop);
        return hop;
    }

    /** The peer whom others wait for, by the name of his hop; empty if nobody has to wait. */
    static Optional<String> peer(Hop hop) {
        boolean udp = hop.getTransport().equalsIgnoreCase("udp");
        boolean number = hop.getHost().matches("[0-9.]+|\\[?[0-9a-fA-F:]*:[0-9a-fA-F:.]*\\]?");
        return udp && number
                ? Optional.empty()
                : Optional.of(hop.getHost() + ":" + hop.getPort() + " over " + hop.getTransport());
    }
}
