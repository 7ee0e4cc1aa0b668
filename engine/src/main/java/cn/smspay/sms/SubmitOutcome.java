package cn.smspay.sms;

import java.util.function.Function;

/** What became of a {@code submit_sm}. */
public sealed interface SubmitOutcome {
    /** The SMSC has taken it under this id, which is unique within {@code smsc}; empty if it gave none that can be read. */
    record Accepted(String smsc, String messageId) implements SubmitOutcome {}

    /** The SMSC refused it for good, for instance an invalid destination. */
    record Refused(String bind, int commandStatus) implements SubmitOutcome {}

    /** It was certainly not taken, but may be later: throttled, queue full, no bind up, not written; {@code refusedByStatus} if the SMSC said so. */
    record TryLater(String reason, boolean refusedByStatus) implements SubmitOutcome {
        /** Nothing was sent: no bind is up, or none has room. */
        public TryLater(String reason) {
            this(reason, false);
        }
    }

    /** It was written and no answer came: it may have been taken. */
    record Unknown(String bind, String reason, boolean connectionLost) implements SubmitOutcome {}

    default <R> R fold(
            Function<Accepted, R> accepted,
            Function<Refused, R> refused,
            Function<TryLater, R> tryLater,
            Function<Unknown, R> unknown) {
        if (this instanceof Accepted a) {
            return accepted.apply(a);
        } else if (this instanceof Refused r) {
            return refused.apply(r);
        } else if (this instanceof TryLater t) {
            return tryLater.apply(t);
        } else if (this instanceof Unknown u) {
            return unknown.apply(u);
        }
        throw new AssertionError(this);
    }
}
