package cn.smspay.books.outbox;

import cn.smspay.base.Msisdn;
import cn.smspay.base.OutboxId;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.UplinkId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One answer and how far it has come.
 *
 * @param template id of the text in the message catalogue
 * @param text the text; none if it is secret
 * @param sealed the sealed text, if it is secret and has not been sent
 * @param bind the bind by which the subscriber wrote, if any: the answer prefers it
 * @param cause the uplink that it answers; none for a notice
 * @param segments how many messages it took, 0 before it is sent
 * @param detail the SMSC's error or what else explains the state
 * @param validUntil when a question need not be asked any more; none for other answers
 */
public record Downlink(
        OutboxId id,
        Msisdn recipient,
        ServiceNumber service,
        String template,
        @Nullable String text,
        byte @Nullable [] sealed,
        @Nullable String bind,
        @Nullable UplinkId cause,
        Instant decidedAt,
        State state,
        int segments,
        @Nullable String detail,
        Instant changedAt,
        @Nullable Instant validUntil) {

    /** How far an answer has come. */
    public enum State {
        /** Not yet taken by an SMSC. */
        QUEUED,
        /** Taken by an SMSC. */
        SENT,
        /** On the handset, says a receipt. */
        DELIVERED,
        /** Given up by the SMSC, says a receipt. */
        UNDELIVERED,
        /** Refused by the SMSC for good. */
        REFUSED,
        /** Sent as often as allowed, and never answered. */
        UNKNOWN,
        /** Neither taken nor refused within its time. */
        GIVEN_UP
    }

    /** This answer, out of the queue: a secret text is wiped. */
    Downlink moved(State to, int sentSegments, @Nullable String why, Instant now) {
        return new Downlink(
                id,
                recipient,
                service,
                template,
                text,
                null,
                bind,
                cause,
                decidedAt,
                to,
                Math.max(segments, sentSegments),
                why,
                now,
                validUntil);
    }
}
