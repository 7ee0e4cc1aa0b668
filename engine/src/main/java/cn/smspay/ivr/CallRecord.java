package cn.smspay.ivr;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one call. There is no fee for calls (S-043), so this is for reports and complaints only. Nothing that
 * was keyed in is part of it.
 *
 * @param id unique, grows with time
 * @param caller the number, or empty if withheld or not to be trusted
 * @param via the trunk or the phone user by which the call came
 * @param answeredAt absent if the caller gave up before
 * @param durationMillis from the answer to the end, 0 without an answer
 * @param menuPath the steps the caller went through
 * @param hungUpBy who ended the call
 * @param sipStatus the final status of the INVITE
 * @param packetsLost of those we sent, as the other side reported last
 * @param jitterMicros of those we sent, as the other side reported last
 */
public record CallRecord(
        String id,
        String sipCallId,
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
        int sipStatus,
        String codec,
        String keyKind,
        long packetsSent,
        long packetsReceived,
        long packetsLost,
        long jitterMicros) {
    /** Who ended a call. */
    public enum HungUpBy {
        CALLER,
        SERVICE
    }
}
