package cn.smspay.voice.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one call. There is no fee for calls (S-043), so this is for reports and complaints only. Nothing that
 * was keyed in is part of it.
 *
 * @param id unique, grows with time
 * @param callId the name of the call at the other side: the Call-ID of SIP, Asterisk's unique id, the platform's session
 * @param caller the number, or empty if withheld or not to be trusted
 * @param via the trunk or the phone user by which the call came; {@code agi} or {@code vxml} and the address of the peer
 * @param answeredAt absent if the caller gave up before
 * @param durationMillis from the answer to the end, 0 without an answer
 * @param menuPath the steps the caller went through
 * @param hungUpBy who ended the call
 * @param sipStatus the final status of the INVITE; absent if we sent none
 * @param codec empty if we sent no sound, as for calls by FastAGI and VoiceXML, whose sound is the other side's
 * @param packetsLost of those we sent, as the other side reported last; absent without a report
 * @param jitterMicros of those we sent, as the other side reported last; absent without a report
 */
public record CallRecord(
        String id,
        String callId,
        String caller,
        String dialled,
        String via,
        Instant startedAt,
        @Nullable Instant answeredAt,
        Instant endedAt,
        long durationMillis,
        String menuPath,
        CallResult result,
        HungUpBy hungUpBy,
        @Nullable Integer sipStatus,
        String codec,
        String keyKind,
        long packetsSent,
        long packetsReceived,
        @Nullable Long packetsLost,
        @Nullable Long jitterMicros) {
    /** Who ended a call. */
    public enum HungUpBy {
        CALLER,
        SERVICE
    }
}
