package cn.smspay.voice.call;

import cn.smspay.base.ServiceNumber;
import cn.smspay.voice.rtp.Sdp;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Somebody wants to talk to us, and who that is has been established.
 *
 * @param caller the number, or empty if withheld or not to be trusted
 * @param via name of the trunk or of the phone's user
 * @param viaCalls how many calls may come that way at once
 * @param from where the signalling came from
 * @param offer the caller's description of his sound; if absent, we make the offer
 */
public record Invitation(
        String sipCallId,
        String caller,
        ServiceNumber dialled,
        String via,
        int viaCalls,
        InetAddress from,
        Optional<Sdp> offer) {
    CallNotes.CallOrigin origin() {
        return new CallNotes.CallOrigin(sipCallId, caller, dialled.digits(), via);
    }
}
