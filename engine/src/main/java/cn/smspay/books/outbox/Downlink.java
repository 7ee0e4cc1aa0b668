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
 * @param delivered of its segments, how many have reached the handset, say receipts
 * @param undelivered how many have not and will not
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
        int delivered,
        int undelivered,
        @Nullable Instant validUntil) {

    /** Of which no receipt has come. */
    public Downlink(
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
        this(
                id,
                recipient,
                service,
                template,
                text,
                sealed,
                bind,
                cause,
                decidedAt,
                state,
                segments,
                detail,
                changedAt,
                0,
                0,
                validUntil);
    }

    /** How far an answer has come. */
    public enum State {
        /** Not yet taken by an SMSC. */
        QUEUED,
        /** Taken by an SMSC. */
        SENT,
        /** All of it on the handset, say receipts. */
        DELIVERED,
        /** All or a part of it given up by the SMSC, says a receipt. */
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
                delivered,
                undelivered,
                validUntil);
    }

    /** This answer, when a receipt has spoken of a segment: {@code before} is what the last one said of that. */
    Downlink reported(ReceiptReport before, ReceiptReport report, String why, Instant now) {
        int reached = delivered + count(report, ReceiptReport.DELIVERED) - count(before, ReceiptReport.DELIVERED);
        int failed = undelivered + count(report, ReceiptReport.UNDELIVERED) - count(before, ReceiptReport.UNDELIVERED);
        var to = stateAfter(reached, failed);
        boolean says = to == State.DELIVERED || (to == State.UNDELIVERED && report == ReceiptReport.UNDELIVERED);
        return new Downlink(
                id,
                recipient,
                service,
                template,
                text,
                sealed,
                bind,
                cause,
                decidedAt,
                to,
                segments,
                says ? why : detail,
                now,
                reached,
                failed,
                validUntil);
    }

    private static int count(ReceiptReport report, ReceiptReport wanted) {
        return report == wanted ? 1 : 0;
    }

    /** One undelivered segment makes the whole answer undelivered; it is delivered when all are. */
    private State stateAfter(int reached, int failed) {
        return switch (state) {
            case SENT, DELIVERED, UNDELIVERED -> {
                if (failed > 0) {
                    yield State.UNDELIVERED;
                }
                yield state == State.DELIVERED || reached >= Math.max(1, segments) ? State.DELIVERED : State.SENT;
            }
            case QUEUED, REFUSED, UNKNOWN, GIVEN_UP -> state;
        };
    }

    /** What the last receipt said of a segment. */
    enum ReceiptReport {
        NONE,
        DELIVERED,
        UNDELIVERED
    }

    /** What receipts have said of the only segment. */
    ReceiptReport ofTheOnlySegment() {
        return delivered > 0
                ? ReceiptReport.DELIVERED
                : undelivered > 0 ? ReceiptReport.UNDELIVERED : ReceiptReport.NONE;
    }
}
