package cn.smspay.sms;

import cn.smspay.base.Msisdn;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery receipt (SMPP 3.4 Appendix B).
 *
 * @param bind the bind it came by
 * @param smsc the group of binds by any of which the message may have been sent
 * @param messageId the id that the SMSC gave in its {@code submit_sm_resp}, spelled as {@link SubmitOutcome.Accepted} has it
 * @param state what became of the message
 * @param word the SMSC's own word for that, empty if it gave a number only
 * @param error the SMSC's error code, empty if none
 * @param onlyTo whose message alone it may speak of: the sender, if nothing but the text says that it is a receipt (R 3.0.2)
 */
public record Receipt(
        String bind,
        String smsc,
        String messageId,
        State state,
        String word,
        String error,
        @Nullable Msisdn onlyTo,
        Instant receivedAt) {
    /** SMPP 3.4 §5.2.28. */
    public enum State {
        ENROUTE,
        DELIVERED,
        EXPIRED,
        DELETED,
        UNDELIVERABLE,
        ACCEPTED,
        UNKNOWN,
        REJECTED,
        /** A word of the SMSC's own: not delivered. */
        OTHER;

        /** Whether more is to come. */
        boolean isUnderWay() {
            return this == ENROUTE || this == ACCEPTED;
        }
    }

    /** State and error, as support reads them. */
    String detail() {
        var what = state == State.OTHER ? word : state.name();
        return error.isEmpty() ? what : what + " " + error;
    }

    Receipt only(Msisdn to) {
        return new Receipt(bind, smsc, messageId, state, word, error, to, receivedAt);
    }
}
