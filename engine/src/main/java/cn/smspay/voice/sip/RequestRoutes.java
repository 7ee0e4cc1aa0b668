package cn.smspay.voice.sip;

import cn.smspay.base.AddressBlock;
import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetAddress;
import java.text.ParseException;
import java.util.List;
import java.util.Objects;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.message.Request;

/**
 * How requests of ours leave. Thread-safe.
 *
 * @param nat where callers are whose own addresses are not to be believed
 */
record RequestRoutes(JainStack stack, GatedNetwork network, Outgoing outgoing, List<AddressBlock> nat) {
    /** The way of requests in the call that this INVITE begins. */
    RequestRoute of(SIPRequest invite) {
        InetAddress from = Objects.requireNonNull(invite.getPeerPacketSourceAddress());
        return RequestRoute.of(invite, from, nat.stream().anyMatch(network -> network.contains(from)));
    }

    /**
     * Sends a request within a call.
     *
     * @param work sends it; on another thread if somebody has to be connected or looked up first
     * @param failed told if that fails there
     */
    void send(RequestRoute way, Request request, SipThrows work, Runnable failed) throws SipException, ParseException {
        var peer = RequestRoute.peer(way.hop(stack, network, request));
        if (peer.isPresent()) {
            outgoing.send(peer.get(), work, failed);
            return;
        }
        try {
            work.run();
        } catch (InvalidArgumentException e) {
            throw new SipException("not to be sent", e);
        }
    }
}
