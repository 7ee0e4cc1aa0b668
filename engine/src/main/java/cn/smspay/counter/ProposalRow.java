package cn.smspay.counter;

import cn.smspay.base.SubscriptionId;
import cn.smspay.counter.Proposal.State;
import cn.smspay.store.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A proposal as it lies in the table. */
record ProposalRow(
        long id,
        String act,
        String subject,
        @Nullable SubscriptionId subscription,
        String what,
        String why,
        byte[] arguments,
        String proposer,
        Instant proposedAt,
        Instant lapsesAt,
        State state,
        @Nullable String decider,
        @Nullable Instant decidedAt,
        @Nullable String outcome) {
    static final Table<Long, ProposalRow> TABLE = Table.of("proposal", long.class, ProposalRow.class);

    ProposalRow decided(State to, String by, @Nullable String how, Instant at) {
        return new ProposalRow(
                id, act, subject, subscription, what, why, arguments, proposer, proposedAt, lapsesAt, to, by, at, how);
    }

    boolean isOpen(Instant now) {
        return state == State.PROPOSED && now.isBefore(lapsesAt);
    }

    Proposal shown() {
        return new Proposal(
                id, act, subject, what, why, proposer, proposedAt, lapsesAt, state, decider, decidedAt, outcome);
    }
}
