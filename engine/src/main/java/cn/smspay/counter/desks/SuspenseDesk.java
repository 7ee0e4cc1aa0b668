package cn.smspay.counter.desks;

import cn.smspay.accounts.cases.Case;
import cn.smspay.accounts.cases.Cases;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.merchants.MerchantRefund;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.TransferId;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Entry;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.counter.Act;
import cn.smspay.counter.ActContext;
import cn.smspay.counter.Approvals;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Counter;
import cn.smspay.counter.FourEyes;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Books what waits in SUSPENSE to where it belongs (R 4.12): only for a case that is not closed, at most what the case is
 * about, proposed by one and released by another. Nothing is ever taken from a customer this way.
 */
public final class SuspenseDesk {
    private static final Act<Booked> BOOK =
            Act.of("suspense.book", Booked.class, Role.AGENT, Role.SUPERVISOR, Role.OPERATOR);
    private static final Act<Ended> END_REFUND =
            Act.of("refund.settle", Ended.class, Role.AGENT, Role.SUPERVISOR, Role.OPERATOR);
    private static final String BOOKED = """
            select coalesce(sum(p.amount), 0) from transfer_request r
            join posting p on p.transfer = r.transfer
            join system_account s on s.id = p.account
            where r.idempotency_key >= :from and r.idempotency_key < :to and s.code = 'SUSPENSE'
            """;

    private final Counter counter;
    private final Approvals approvals;
    private final FourEyes<Booking, Booked> book;
    private final FourEyes<Ending, Ended> endRefund;

    SuspenseDesk(Counter counter, Approvals approvals) {
        this.counter = counter;
        this.approvals = approvals;
        this.book = approvals.register(new FourEyes<>(
                BOOK,
                Booking.class,
                Set.of(Role.SUPERVISOR, Role.OPERATOR),
                (deal, booking) -> waits(deal, booking).or(() -> refused(deal, booking)),
                (deal, booking) -> waits(deal, booking).orElseGet(() -> booked(deal, booking)),
                this::changes));
        this.endRefund = approvals.register(new FourEyes<>(
                END_REFUND,
                Ending.class,
                Set.of(Role.SUPERVISOR, Role.OPERATOR),
                (deal, ending) -> refused(deal, ending),
                this::ended,
                this::changes));
    }

    /** Which way the money goes. */
    public enum MoneyDirection {
        /** Out of SUSPENSE. */
        TO,
        /** Into SUSPENSE. */
        FROM
    }

    /**
     * What is to be booked.
     *
     * @param whom {@code customer} for that of the case, a number of eleven digits for another, {@code merchant:ID}, {@code
     *     bank:ICBC} or {@code province:HUNAN}; customers are paid only
     */
    public record Booking(long workCase, MoneyDirection way, String whom, Fen amount) {}

    /** @param left what of the case is not booked yet */
    public record Booked(TransferId transfer, Fen amount, Fen left) {}

    /** @param whom as in {@link Booking} */
    record Ending(long workCase, String whom) {}

    /**
     * A refund that waited and has ended.
     *
     * @param state SUCCEEDED if the customer has the money, FAILED if the merchant has it back
     */
    public record Ended(String refundNo, MerchantRefund.State state, TransferId transfer, Fen amount) {}

    private record Whom(BookAccount account, @Nullable SubscriptionId customer) {}

    /** Proposes a booking. */
    public CompletableFuture<Reply<Booked>> book(Caller caller, Key key, Booking booking, String why) {
        return approvals.propose(
                caller,
                key,
                book,
                Subject.thing("case", booking.workCase()),
                booking,
                Map.of("way", booking.way(), "whom", booking.whom(), "amount", booking.amount()),
                why);
    }

    /**
     * Proposes how a refund ends whose account is closed (R 4.6): with all of it at {@code customer}, a number or {@code
     * bank:ICBC} it has succeeded, back at {@code merchant:ID} it has failed. The merchant is told and the case is closed.
     */
    public CompletableFuture<Reply<Ended>> endRefund(Caller caller, Key key, long workCase, String whom, String why) {
        return approvals.propose(
                caller,
                key,
                endRefund,
                Subject.thing("case", workCase),
                new Ending(workCase, whom),
                Map.of("whom", whom),
                why);
    }

    private Optional<Reply<Ended>> refused(ActContext deal, Ending ending) {
        var refund = counter.accounts().refunds().waiting(deal.tx(), ending.workCase());
        if (refund.isEmpty()) {
            return Optional.of(Reply.refused("no-refund-waits"));
        }
        boolean toMerchant = ending.whom().startsWith("merchant:");
        if (ending.whom().startsWith("province:")
                || (toMerchant
                        && !ending.whom().equals("merchant:" + refund.get().merchant()))) {
            return Optional.of(Reply.refused("unknown-party"));
        }
        return refused(deal, whole(ending, refund.get())).map(SuspenseDesk::again);
    }

    /** A merchant's refund ends as a whole, with its state and its notification. */
    private Optional<Reply<Booked>> waits(ActContext deal, Booking booking) {
        return counter.accounts()
                .refunds()
                .waiting(deal.tx(), booking.workCase())
                .map(refund -> Reply.refused("refund-waits", Map.of("refund", refund.no())));
    }

    /** What of the case waits, and what whoever is not a customer holds with us. */
    private List<FourEyes.ProposedChange> changes(ActContext deal, Booking booking) {
        var known = Cases.find(deal.tx(), booking.workCase()).orElse(null);
        if (known == null) {
            return List.of();
        }
        var left = left(deal, known);
        return List.of(FourEyes.ProposedChange.of("waiting", left, left.minus(booking.amount())));
    }

    private List<FourEyes.ProposedChange> changes(ActContext deal, Ending ending) {
        return counter.accounts()
                .refunds()
                .waiting(deal.tx(), ending.workCase())
                .map(refund -> List.of(
                        FourEyes.ProposedChange.of("waiting", refund.amount(), Fen.ZERO),
                        FourEyes.ProposedChange.of(
                                "refund", "waiting", ending.whom().startsWith("merchant:") ? "failed" : "succeeded")))
                .orElse(List.of());
    }

    private static Booking whole(Ending ending, MerchantRefund refund) {
        return new Booking(ending.workCase(), MoneyDirection.TO, ending.whom(), refund.amount());
    }

    private static <T> Reply<T> again(Reply<Booked> no) {
        return no.fold(
                done -> Reply.refused("decided"),
                refused -> Reply.refused(refused.reason(), refused.facts()),
                pending -> Reply.refused("pending"));
    }

    private Reply<Ended> ended(ActContext deal, Ending ending) {
        return refused(deal, ending).orElseGet(() -> {
            var refund = counter.accounts()
                    .refunds()
                    .waiting(deal.tx(), ending.workCase())
                    .orElseThrow();
            return booked(deal, whole(ending, refund))
                    .fold(done -> ended(deal, ending, refund, done.value()), SuspenseDesk::again, SuspenseDesk::again);
        });
    }

    private Reply<Ended> ended(ActContext deal, Ending ending, MerchantRefund refund, Booked booked) {
        boolean paidOut = !ending.whom().startsWith("merchant:");
        deal.note("refund", refund.no());
        var work = Cases.find(deal.tx(), ending.workCase()).orElseThrow();
        Cases.close(deal.tx(), work, paidOut ? "paid out" : "returned to the merchant", deal.now());
        return counter.accounts()
                .refunds()
                .settleCase(deal.tx(), refund.no(), paidOut, deal.now())
                .fold(
                        end -> Reply.done(new Ended(end.no(), end.state(), booked.transfer(), booked.amount())),
                        (why, facts) -> {
                            throw new IllegalStateException(
                                    "refund " + refund.no() + " does not wait any more: " + why);
                        });
    }

    private Optional<Reply<Booked>> refused(ActContext deal, Booking booking) {
        var known = Cases.find(deal.tx(), booking.workCase()).orElse(null);
        if (known == null) {
            return no("unknown-case");
        }
        if (known.state() == Case.State.CLOSED) {
            return no("case-closed");
        }
        if (!known.kind().isInSuspense()) {
            return no("not-in-suspense");
        }
        if (!booking.amount().isPositive()) {
            return no("bad-amount");
        }
        var left = left(deal, known);
        if (!left.covers(booking.amount())) {
            return Optional.of(Reply.refused("too-much", Map.of("left", left)));
        }
        var whom = whom(deal, known, booking.whom()).orElse(null);
        if (whom == null) {
            return no("unknown-party");
        }
        if (booking.way() == MoneyDirection.FROM && whom.customer() != null) {
            return no("never-from-customers");
        }
        var merchant = whom.account();
        boolean lacks = booking.way() == MoneyDirection.FROM
                && merchant.nature() == BookAccount.Nature.LIABILITY
                && !counter.accounts().ledger().balance(deal.tx(), merchant).covers(booking.amount());
        return lacks ? no("too-much") : Optional.empty();
    }

    private static Optional<Reply<Booked>> no(String reason) {
        return Optional.of(Reply.refused(reason));
    }

    private static Fen left(ActContext deal, Case known) {
        var prefix = "suspense:" + known.id();
        long booked = deal.tx()
                .query(sql -> sql.createQuery(BOOKED)
                        .bind("from", prefix + ":")
                        .bind("to", prefix + ";")
                        .mapTo(Long.class)
                        .one());
        return new Fen(Math.abs(known.amount().fen()) - booked);
    }

    private Optional<Whom> whom(ActContext deal, Case known, String word) {
        int colon = word.indexOf(':');
        var name = word.substring(colon + 1);
        return switch (colon < 0 ? word : word.substring(0, colon)) {
            case "customer" -> Optional.ofNullable(known.subscription()).flatMap(who -> customer(deal, who));
            case "merchant" ->
                counter.accounts().merchants().find(deal.tx(), name).map(m -> service(BookAccount.merchant(m.id())));
            case "bank" -> BankCode.read(name).map(bank -> service(BookAccount.bank(bank.name())));
            case "province" -> Province.read(name).map(p -> service(BookAccount.billPayable(p.name())));
            default ->
                Msisdn.read(word)
                        .flatMap(number -> counter.accounts().subscribers().find(deal.tx(), number))
                        .flatMap(owner -> customer(deal, owner.id()));
        };
    }

    private static Whom service(BookAccount account) {
        return new Whom(account, null);
    }

    private Optional<Whom> customer(ActContext deal, SubscriptionId who) {
        var account = counter.accounts().subscribers().customer(deal.tx(), who);
        return account.isRegistered() ? Optional.of(cash(account.account().no(), who)) : Optional.empty();
    }

    private static Whom cash(AccountNo no, SubscriptionId who) {
        return new Whom(BookAccount.of(no, Pocket.CASH), who);
    }

    private Reply<Booked> booked(ActContext deal, Booking booking) {
        return refused(deal, booking).orElseGet(() -> {
            var known = Cases.find(deal.tx(), booking.workCase()).orElseThrow();
            var whom = whom(deal, known, booking.whom()).orElseThrow();
            boolean out = booking.way() == MoneyDirection.TO;
            var transfer = counter.accounts()
                    .ledger()
                    .post(
                            deal.tx(),
                            Entry.of(
                                    "suspense:" + known.id() + ":" + deal.key(),
                                    Event.SUSPENSE_BOOKED,
                                    out ? BookAccount.SUSPENSE : whom.account(),
                                    out ? whom.account() : BookAccount.SUSPENSE,
                                    booking.amount(),
                                    deal.now()))
                    .transfer();
            deal.note("transfer", transfer).note("whom", booking.whom()).note("amount", booking.amount());
            Cases.note(
                    deal.tx(),
                    known,
                    deal.caller().client(),
                    "booked " + booking.amount() + " yuan " + (out ? "to " : "from ") + whom.account() + " as transfer "
                            + transfer,
                    deal.now());
            tell(deal, whom, booking.amount());
            return Reply.done(new Booked(transfer, booking.amount(), left(deal, known)));
        });
    }

    private void tell(ActContext deal, Whom whom, Fen amount) {
        if (whom.customer() != null) {
            var cash = counter.accounts().ledger().balance(deal.tx(), whom.account());
            counter.parts()
                    .notices()
                    .say(
                            deal.tx(),
                            whom.customer(),
                            "cash_top_up",
                            Map.of("amount", amount.toString(), "cash", cash.toString()),
                            deal.now());
        }
    }
}
