package cn.smspay.counter.desks;

import cn.smspay.accounts.cases.Case;
import cn.smspay.accounts.cases.CaseKind;
import cn.smspay.accounts.cases.Cases;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.SubscriptionId;
import cn.smspay.counter.Act;
import cn.smspay.counter.ActContext;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Counter;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Cases (R 4.12): whoever takes one notes what he does and says how it ended. */
public final class CaseDesk {
    private static final int PAGE = 100;
    private static final Role[] READERS = {Role.AGENT, Role.SUPERVISOR, Role.OPERATOR, Role.AUDITOR};
    private static final Role[] WORKERS = {Role.AGENT, Role.SUPERVISOR, Role.OPERATOR};
    private static final Act<CaseView.Page> LIST = Act.of("case.list", CaseView.Page.class, READERS);
    private static final Act<CaseView> SHOW = Act.of("case.show", CaseView.class, READERS);
    private static final Act<CaseView> TAKE = Act.of("case.take", CaseView.class, WORKERS);
    private static final Act<CaseView> GIVE_BACK = Act.of("case.give-back", CaseView.class, WORKERS);
    private static final Act<CaseView> NOTE = Act.of("case.note", CaseView.class, WORKERS);
    private static final Act<CaseView> CLOSE = Act.of("case.close", CaseView.class, WORKERS);

    private final Counter counter;

    CaseDesk(Counter counter) {
        this.counter = counter;
    }

    /**
     * A case with everything that was noted.
     *
     * @param ways what may be done, as words
     */
    public record CaseView(
            long id,
            String kind,
            String state,
            @Nullable SubscriptionId customer,
            String about,
            String what,
            Fen amount,
            List<String> ways,
            @Nullable String owner,
            @Nullable String outcome,
            Instant openedAt,
            Instant changedAt,
            List<Noted> notes) {
        static CaseView of(Case known, List<Noted> notes) {
            return new CaseView(
                    known.id(),
                    word(known.kind()),
                    word(known.state()),
                    known.subscription(),
                    known.about(),
                    known.what(),
                    known.amount(),
                    known.kind().ways(),
                    known.owner(),
                    known.outcome(),
                    known.openedAt(),
                    known.changedAt(),
                    notes);
        }

        private static String word(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Some cases, oldest first, without their notes. */
        public record Page(List<CaseView> cases) {}
    }

    /** A note. */
    public record Noted(Instant at, String who, String text) {}

    /** Cases that are not closed, oldest first, behind this number. */
    public CompletableFuture<Reply<CaseView.Page>> list(Caller caller, long after) {
        return counter.look(
                caller, LIST, Subject.thing("cases", "open"), "", deal -> page(Cases.open(deal.tx(), after, PAGE)));
    }

    /** All cases of a customer. */
    public CompletableFuture<Reply<CaseView.Page>> of(Caller caller, Msisdn number) {
        return counter.look(
                caller, LIST, Subject.number(number), "", deal -> page(Cases.of(deal.tx(), deal.who(), PAGE)));
    }

    private static Reply<CaseView.Page> page(List<Case> cases) {
        return Reply.done(new CaseView.Page(
                cases.stream().map(each -> CaseView.of(each, List.of())).toList()));
    }

    public CompletableFuture<Reply<CaseView>> show(Caller caller, long id) {
        return counter.look(
                caller,
                SHOW,
                Subject.thing("case", id),
                "",
                deal -> find(deal, id).map(known -> shown(deal, known)).orElseGet(() -> Reply.refused("unknown-case")));
    }

    /** The caller works on it from now on. */
    public CompletableFuture<Reply<CaseView>> take(Caller caller, Key key, long id) {
        return change(
                caller,
                key,
                TAKE,
                id,
                "",
                (deal, known) -> known.owner() == null
                                || isOwner(caller, known)
                                || caller.roles().contains(Role.SUPERVISOR)
                        ? shown(deal, Cases.take(deal.tx(), known, caller.client(), deal.now()))
                        : Reply.refused("taken"));
    }

    /** Whoever has it gives it back, or a supervisor takes it from him. */
    public CompletableFuture<Reply<CaseView>> giveBack(Caller caller, Key key, long id) {
        return change(
                caller,
                key,
                GIVE_BACK,
                id,
                "",
                (deal, known) -> isOwner(caller, known) || caller.roles().contains(Role.SUPERVISOR)
                        ? shown(deal, Cases.giveBack(deal.tx(), known, deal.now()))
                        : Reply.refused("not-yours"));
    }

    public CompletableFuture<Reply<CaseView>> note(Caller caller, Key key, long id, String text) {
        return change(caller, key, NOTE, id, "", (deal, known) -> {
            if (text.isBlank()) {
                return Reply.refused("text-missing");
            }
            Cases.note(deal.tx(), known, caller.client(), text.strip(), deal.now());
            return shown(deal, known);
        });
    }

    /** Ends it; only who has it says how it ended. */
    public CompletableFuture<Reply<CaseView>> close(Caller caller, Key key, long id, String outcome) {
        return change(caller, key, CLOSE, id, outcome, (deal, known) -> {
            if (!isOwner(caller, known)) {
                return Reply.refused("not-yours");
            }
            if (counter.accounts().refunds().waiting(deal.tx(), id).isPresent()) {
                return Reply.refused("refund-waits");
            }
            return outcome.isBlank()
                    ? Reply.refused("outcome-missing")
                    : shown(deal, Cases.close(deal.tx(), known, outcome.strip(), deal.now()));
        });
    }

    private CompletableFuture<Reply<CaseView>> change(
            Caller caller,
            Key key,
            Act<CaseView> act,
            long id,
            String why,
            BiFunction<ActContext, Case, Reply<CaseView>> step) {
        return counter.act(caller, key, act, Subject.thing("case", id), why, deal -> {
            var known = find(deal, id);
            if (known.isEmpty()) {
                return Reply.refused("unknown-case");
            }
            return known.get().state() == Case.State.CLOSED
                    ? Reply.refused("case-closed")
                    : step.apply(deal, known.get());
        });
    }

    private static Optional<Case> find(ActContext deal, long id) {
        var known = Cases.find(deal.tx(), id);
        known.map(Case::kind).map(CaseKind::name).ifPresent(kind -> deal.note("kind", kind));
        return known;
    }

    private static boolean isOwner(Caller caller, Case known) {
        return caller.client().equals(known.owner());
    }

    private static Reply<CaseView> shown(ActContext deal, Case known) {
        return Reply.done(CaseView.of(
                known,
                Cases.notes(deal.tx(), known.id()).stream()
                        .map(note -> new Noted(note.at(), note.who(), note.text()))
                        .toList()));
    }
}
