package cn.smspay.sms;

import java.util.function.Function;

/** What became of a {@code submit_sm}. */
public sealed interface SubmitOutcome {
    /** The SMSC has taken it under this id, which is unique within {@code smsc}; empty if it gave none that can be read. */
    record Accepted(String smsc, String messageId) implements SubmitOutcome {}

    /** The SMSC refused it for good, for instance an invalid destination. */
    record Refused(String bind, int commandStatus) implements SubmitOutcome {}

    /** It was certainly not taken, but may be later. */
    record TryLater(String reason, Cause cause) implements SubmitOutcome {
        /** Why it was not taken. */
        public enum Cause {
            /** Nothing was sent: no bind is up, or none has room. */
            NOT_SENT,
            /** The SMSC said no, and not that it is too much. */
            REFUSED,
            /** The SMSC said that it is too much, of all or of this number. */
            TOO_MUCH
        }

        /** Nothing was sent. */
        public TryLater(String reason) {
            this(reason, Cause.NOT_SENT);
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
