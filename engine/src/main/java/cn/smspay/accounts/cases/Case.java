package cn.smspay.accounts.cases;

import cn.smspay.base.Fen;
import cn.smspay.base.SubscriptionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A work item (R 4.12).
 *
 * @param cause names what happened for ever: the same cause is the same case
 * @param about the order, transfer, till or line that it is about, like {@code bill:17}
 * @param what a sentence for whoever looks at it, without anything secret
 * @param amount the money in question; zero if it is not about money
 * @param owner who works on it; null while nobody does
 * @param outcome how it ended; null until it has
 */
public record Case(
        long id,
        CaseKind kind,
        State state,
        String cause,
        @Nullable SubscriptionId subscription,
        String about,
        String what,
        Fen amount,
        @Nullable String owner,
        @Nullable String outcome,
        Instant openedAt,
        Instant changedAt) {
    /** Where the work stands. */
    public enum State {
        OPEN,
        TAKEN,
        CLOSED
    }

    Case taken(String by, Instant at) {
        return new Case(id, kind, State.TAKEN, cause, subscription, about, what, amount, by, outcome, openedAt, at);
    }

    Case released(Instant at) {
        return new Case(id, kind, State.OPEN, cause, subscription, about, what, amount, null, outcome, openedAt, at);
    }

    Case closed(String how, Instant at) {
        return new Case(id, kind, State.CLOSED, cause, subscription, about, what, amount, owner, how, openedAt, at);
    }
}
