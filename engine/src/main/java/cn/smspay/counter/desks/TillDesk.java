package cn.smspay.counter.desks;

import cn.smspay.accounts.cases.CaseKind;
import cn.smspay.accounts.cases.Cases;
import cn.smspay.accounts.payments.Till;
import cn.smspay.base.Fen;
import cn.smspay.counter.Act;
import cn.smspay.counter.ActContext;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Counter;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import cn.smspay.counter.desks.Tills.CountKey;
import cn.smspay.counter.desks.Tills.Kind;
import cn.smspay.counter.desks.Tills.TillCount;
import cn.smspay.counter.desks.Tills.TillRow;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Opens and closes tills with counted cash (R 4.12): a difference to what must be there is a case. */
public final class TillDesk {
    private static final Act<CashCount> OPEN = Act.of("till.open", CashCount.class, Role.CLERK);
    private static final Act<CashCount> CLOSE = Act.of("till.close", CashCount.class, Role.CLERK, Role.SUPERVISOR);
    private static final Act<CashCount> SHOW =
            Act.of("till.show", CashCount.class, Role.CLERK, Role.SUPERVISOR, Role.AUDITOR);

    private final Counter counter;

    TillDesk(Counter counter) {
        this.counter = counter;
    }

    /**
     * A till after it was counted, or as it stands.
     *
     * @param expected what must be in it by the last count and the book since
     * @param difference counted less expected
     * @param workCase of a difference; null without one
     */
    public record CashCount(
            String till,
            boolean open,
            String clerk,
            Fen counted,
            Fen expected,
            Fen difference,
            @Nullable Long workCase,
            Instant at) {}

    /** Opens a till with what the clerk has counted in it. Whoever has one open closes it first. */
    public CompletableFuture<Reply<CashCount>> open(Caller caller, Key key, Till till, Fen counted) {
        return counter.act(caller, key, OPEN, Subject.thing("till", Tills.name(till)), deal -> {
            deal.note("counted", counted);
            if (!Tills.isNamed(till)) {
                return Reply.refused("bad-till");
            }
            if (counted.compareTo(Fen.ZERO) < 0) {
                return Reply.refused("bad-amount");
            }
            var before = Tills.find(deal.tx(), till);
            if (before.isPresent() && before.get().isOpen()) {
                return Reply.refused("till-open");
            }
            if (Tills.ofClerk(deal.tx(), caller.client()).isPresent()) {
                return Reply.refused("clerk-has-till");
            }
            return Reply.done(count(deal, till, before.orElse(null), Kind.OPEN, counted));
        });
    }

    /** Closes a till with what is in it now; its clerk does, or a supervisor for him. */
    public CompletableFuture<Reply<CashCount>> close(Caller caller, Key key, Till till, Fen counted) {
        return counter.act(caller, key, CLOSE, Subject.thing("till", Tills.name(till)), deal -> {
            deal.note("counted", counted);
            if (counted.compareTo(Fen.ZERO) < 0) {
                return Reply.refused("bad-amount");
            }
            var before = Tills.find(deal.tx(), till).filter(TillRow::isOpen).orElse(null);
            if (before == null) {
                return Reply.refused("till-closed");
            }
            if (!before.clerk().equals(caller.client()) && !caller.roles().contains(Role.SUPERVISOR)) {
                return Reply.refused("other-clerk");
            }
            return Reply.done(count(deal, till, before, Kind.CLOSE, counted));
        });
    }

    /** How a till stands: what must be in it now. */
    public CompletableFuture<Reply<CashCount>> show(Caller caller, Till till) {
        return counter.look(caller, SHOW, Subject.thing("till", Tills.name(till)), "", deal -> {
            var row = Tills.find(deal.tx(), till).orElse(null);
            if (row == null) {
                return Reply.refused("unknown-till");
            }
            var expected = row.expected(booked(deal, till));
            return Reply.done(new CashCount(
                    row.name(), row.isOpen(), row.clerk(), row.counted(), expected, Fen.ZERO, null, row.countedAt()));
        });
    }

    private Fen booked(ActContext deal, Till till) {
        return counter.accounts().ledger().balance(deal.tx(), till.account());
    }

    private CashCount count(ActContext deal, Till till, @Nullable TillRow before, Kind kind, Fen counted) {
        var booked = booked(deal, till);
        // What a till is first opened with is what it was given.
        var expected = before == null ? counted : before.expected(booked);
        var name = Tills.name(till);
        long number = before == null ? 1 : before.counts() + 1;
        var clerk = deal.caller().client();
        var row = new TillRow(
                name,
                kind == Kind.OPEN ? Tills.State.OPEN : Tills.State.CLOSED,
                clerk,
                number,
                counted,
                booked,
                deal.now());
        deal.tx().put(Tills.TILL, row);
        deal.tx()
                .add(
                        Tills.COUNT,
                        new TillCount(new CountKey(name, number), kind, clerk, deal.now(), counted, expected));
        var difference = counted.minus(expected);
        deal.note("expected", expected);
        return new CashCount(
                name,
                row.isOpen(),
                clerk,
                counted,
                expected,
                difference,
                openCase(deal, row, kind, difference),
                deal.now());
    }

    private static @Nullable Long openCase(ActContext deal, TillRow row, Kind kind, Fen difference) {
        if (difference.isZero()) {
            return null;
        }
        var opened = Cases.open(
                deal.tx(),
                new Cases.Opening(
                        CaseKind.TILL_DIFFERENCE,
                        "till:" + row.name() + ":" + row.counts(),
                        null,
                        "till:" + row.name(),
                        "at " + (kind == Kind.OPEN ? "opening" : "closing") + " " + row.clerk() + " counted "
                                + row.counted() + " yuan, which differs by " + difference,
                        difference),
                deal.now());
        deal.note("case", opened.id());
        return opened.id();
    }
}
