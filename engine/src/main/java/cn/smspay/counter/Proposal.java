package cn.smspay.counter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that waits for a second person, or did.
 *
 * @param id also the number of the pending request
 * @param what the values of the act, without anything secret
 * @param outcome {@code done} or {@code refused:} with the reason, once it was released
 */
public record Proposal(
        long id,
        String act,
        String subject,
        String what,
        String why,
        String proposer,
        Instant proposedAt,
        Instant lapsesAt,
        State state,
        @Nullable String decider,
        @Nullable Instant decidedAt,
        @Nullable String outcome) {
    /** Where it stands. */
    public enum State {
        PROPOSED,
        /** Released, and done unless the outcome says otherwise. */
        RELEASED,
        REFUSED,
        LAPSED
    }
}
