package cn.smspay.counter;

import cn.smspay.books.audit.AuditEntry;
import cn.smspay.books.audit.AuditTrail;
import cn.smspay.counter.Proposal.State;
import cn.smspay.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/**
 * Acts for two (R 4.12): proposed by one, released or refused by another, never by the proposer whatever roles he has, within
 * 72 hours. The proposer's request is pending until then. Thread-safe once all acts are registered.
 */
public final class Approvals {
    private static final Duration LAPSES_AFTER = Duration.ofHours(72);
    private static final int PAGE = 100;
    private static final String SEALED_FOR = "proposal";
    private static final String LAPSED = "lapsed";
    private static final Role[] STAFF = {Role.CLERK, Role.SUPERVISOR, Role.AGENT, Role.OPERATOR};
    private static final Act<Proposal> RELEASE = Act.of("approval.release", Proposal.class, STAFF);
    private static final Act<Proposal> REFUSE = Act.of("approval.refuse", Proposal.class, STAFF);
    private static final Act<Proposals> LIST = Act.of(
            "approval.list", Proposals.class, Role.CLERK, Role.SUPERVISOR, Role.AGENT, Role.OPERATOR, Role.AUDITOR);

    private final Counter counter;
    private final Map<String, FourEyes<?, ?>> acts = new LinkedHashMap<>();

    public Approvals(Counter counter) {
        this.counter = counter;
    }

    /**
     * A page of proposals, oldest first.
     *
     * @param changes of those that wait, by their id: what a release would change now
     */
    public record Proposals(List<Proposal> proposals, Map<Long, List<FourEyes.ProposedChange>> changes) {}

    /** Makes an act known; once each, while the desks are built. */
    public <A extends Record, T> FourEyes<A, T> register(FourEyes<A, T> act) {
        if (acts.put(act.act().word(), act) != null) {
            throw new IllegalStateException(act.act().word() + " is registered twice");
        }
        return act;
    }

    /**
     * Proposes an act.
     *
     * @param notes what the second person has to see, besides the subject
     * @param why the reason, for the second person and the audit; must not be blank
     * @return pending, or refused at once if the act could not be done now
     */
    public <A extends Record, T> CompletableFuture<Reply<T>> propose(
            Caller caller,
            Key key,
            FourEyes<A, T> act,
            Subject subject,
            A arguments,
            Map<String, ?> notes,
            String why) {
        return counter.act(caller, key, act.act(), subject, why, deal -> {
            notes.forEach(deal::note);
            if (why.isBlank()) {
                return Reply.refused("reason-missing");
            }
            return act.check().apply(deal, arguments).orElseGet(() -> {
                var lapses = deal.now().plus(LAPSES_AFTER);
                long id = deal.pending(lapses);
                deal.tx().add(ProposalRow.TABLE, row(id, deal, act, subject, arguments, why, lapses));
                deal.note("proposal", id);
                return new Reply.Pending<>(id, false);
            });
        });
    }

    private ProposalRow row(
            long id,
            ActContext deal,
            FourEyes<?, ?> act,
            Subject subject,
            Record arguments,
            String why,
            Instant lapses) {
        return new ProposalRow(
                id,
                act.act().word(),
                subject.word(),
                deal.customer().orElse(null),
                deal.what(),
                why,
                counter.parts().vault().seal(Json.write(arguments), SEALED_FOR),
                deal.caller().client(),
                deal.now(),
                lapses,
                State.PROPOSED,
                null,
                null,
                null);
    }

    /** Releases a proposal: it is done now. The reply is refused if the act is, with its reason. */
    public CompletableFuture<Reply<Proposal>> release(Caller caller, Key key, long id) {
        return decide(caller, key, RELEASE, id, "", this::doIt);
    }

    /** Refuses a proposal for good. */
    public CompletableFuture<Reply<Proposal>> refuse(Caller caller, Key key, long id, String why) {
        return decide(caller, key, REFUSE, id, why, (deal, row) -> {
            var decided = row.decided(State.REFUSED, deal.caller().client(), null, deal.now());
            deal.tx().put(ProposalRow.TABLE, decided);
            counter.requests().settle(deal.tx(), id, Reply.refused("refused"), deal.now());
            return Reply.done(decided.shown());
        });
    }

    private CompletableFuture<Reply<Proposal>> decide(
            Caller caller,
            Key key,
            Act<Proposal> act,
            long id,
            String why,
            BiFunction<ActContext, ProposalRow, Reply<Proposal>> decision) {
        return counter.act(caller, key, act, Subject.thing("proposal", id), why, deal -> {
            var row = deal.tx().find(ProposalRow.TABLE, id).orElse(null);
            if (row == null) {
                return Reply.refused("unknown-proposal");
            }
            if (!caller.hasOne(known(row).releasers())) {
                return Reply.refused("role");
            }
            if (isTheSamePerson(row.proposer(), caller)) {
                return Reply.refused("own-proposal");
            }
            if (!row.isOpen(deal.now())) {
                return Reply.refused(row.state() == State.PROPOSED || row.state() == State.LAPSED ? LAPSED : "decided");
            }
            return decision.apply(deal, row);
        });
    }

    /** By name alone: somebody may be known to several doors. */
    private static boolean isTheSamePerson(String proposer, Caller caller) {
        return proposer.substring(proposer.indexOf(':') + 1).equals(caller.name());
    }

    private FourEyes<?, ?> known(ProposalRow row) {
        var act = acts.get(row.act());
        if (act == null) {
            throw new IllegalStateException("nobody knows the act " + row.act() + " of proposal " + row.id());
        }
        return act;
    }

    private Reply<Proposal> doIt(ActContext deal, ProposalRow row) {
        return doIt(deal, row, known(row));
    }

    private <A extends Record, T> Reply<Proposal> doIt(ActContext release, ProposalRow row, FourEyes<A, T> act) {
        var tx = release.tx();
        var now = release.now();
        var arguments = arguments(row, act);
        var deal = deal(release, row);
        deal.note("proposal", row.id());
        var reply = act.effect().apply(deal, arguments);
        if (reply instanceof Reply.Pending<?>) {
            throw new IllegalStateException(row.act() + " cannot wait once more");
        }
        var decided = row.decided(State.RELEASED, release.caller().client(), reply.outcome(), now);
        tx.put(ProposalRow.TABLE, decided);
        counter.requests().settle(tx, row.id(), reply, now);
        AuditTrail.add(tx, entry(deal, row, reply));
        return reply.fold(
                done -> Reply.done(decided.shown()),
                no -> Reply.refused(no.reason(), no.facts()),
                pending -> Reply.refused("pending"));
    }

    /** Of the act itself, beside that of the release. */
    private static AuditEntry entry(ActContext deal, ProposalRow row, Reply<?> reply) {
        return new AuditEntry(
                deal.now(),
                deal.caller().client(),
                deal.caller().address(),
                row.act(),
                row.subject(),
                row.subscription(),
                "proposed by " + row.proposer() + ": " + row.why(),
                deal.what(),
                reply.outcome());
    }

    /** What waits, oldest first; with {@code decided} also what does not wait any more. */
    public CompletableFuture<Reply<Proposals>> list(Caller caller, boolean decided, long after) {
        return counter.look(caller, LIST, Subject.thing("proposals", "all"), "", deal -> {
            var rows = rows(deal.tx(), decided ? "1 = 1" : "state = 'PROPOSED'", after);
            var changes = new LinkedHashMap<Long, List<FourEyes.ProposedChange>>();
            rows.stream()
                    .filter(row -> row.isOpen(deal.now()))
                    .forEach(row -> changes.put(row.id(), changes(deal, row, known(row))));
            return Reply.done(
                    new Proposals(rows.stream().map(ProposalRow::shown).toList(), changes));
        });
    }

    private <A extends Record> List<FourEyes.ProposedChange> changes(
            ActContext look, ProposalRow row, FourEyes<A, ?> act) {
        return act.changes().apply(deal(look, row), arguments(row, act));
    }

    private <A extends Record> A arguments(ProposalRow row, FourEyes<A, ?> act) {
        return Json.read(counter.parts().vault().unseal(row.arguments(), SEALED_FOR), act.arguments());
    }

    private static ActContext deal(ActContext of, ProposalRow row) {
        return new ActContext(of.tx(), of.caller(), row.subscription(), "proposal:" + row.id(), row.act(), of.now());
    }

    private static List<ProposalRow> rows(Tx tx, String where, long after) {
        return tx.query(sql -> sql.createQuery("select " + String.join(", ", ProposalRow.TABLE.columns())
                        + " from proposal where " + where + " and id > :after order by id limit " + PAGE)
                .bind("after", after)
                .map((row, c) -> ProposalRow.TABLE.read(row))
                .list());
    }

    /** Ends what nobody has decided in time; some at a time. */
    public void round() {
        counter.run("ending old proposals", tx -> {
            var now = counter.parts().clock().instant();
            var late = rows(tx, "state = 'PROPOSED' and lapses_at <= " + now.toEpochMilli(), 0);
            late.forEach(row -> {
                tx.put(ProposalRow.TABLE, row.decided(State.LAPSED, "system:round", null, now));
                counter.requests().settle(tx, row.id(), Reply.refused(LAPSED), now);
            });
            return late.size() == PAGE;
        });
    }
}
