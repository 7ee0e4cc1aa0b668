package cn.smspay.accounts.payments;

import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Customer;
import cn.smspay.accounts.customers.Notices;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.Service;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.life.Lifecycle;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.TransferId;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Entry;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.books.ledger.StatementLine;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Money paid in at a hall or from a bank (R 4.4). */
public final class CashTopUps {
    private final Subscribers subscribers;
    private final Ledger ledger;
    private final Lifecycle lifecycle;
    private final Notices notices;

    public CashTopUps(Subscribers subscribers, Ledger ledger, Lifecycle lifecycle, Notices notices) {
        this.lifecycle = lifecycle;
        this.subscribers = subscribers;
        this.ledger = ledger;
        this.notices = notices;
    }

    /**
     * Pays cash into the cash account.
     *
     * @return the number of the receipt
     */
    public Answer<TransferId> payIn(Tx tx, Request request, Till till, Fen amount) {
        return payIn(tx, request, Event.CASH_TOP_UP, till.account(), amount);
    }

    /** Money that an e-bank has confirmed. */
    public Answer<TransferId> fromBank(Tx tx, Request request, Fen amount) {
        return payIn(tx, request, Event.BANK_TOP_UP, BookAccount.EBANK_CLEARING, amount);
    }

    private Answer<TransferId> payIn(Tx tx, Request request, Event event, BookAccount from, Fen amount) {
        var before = ledger.posted(tx, request.key());
        var customer = subscribers.customer(tx, request.who());
        if (before.isPresent()) {
            return again(tx, customer.subscription().account(), request, event, from, amount);
        }
        var what = event + "|" + from + "|" + amount.fen();
        return IdempotentAnswers.refusedOnce(
                tx, request, what, () -> payInNew(tx, customer, request, event, from, amount));
    }

    private Answer<TransferId> payInNew(
            Tx tx, Customer customer, Request request, Event event, BookAccount from, Fen amount) {
        var refusal = Answer.first(
                customer::hasAccount,
                () -> customer.phoneAllows(Service.TOP_UP_BY_CASH),
                () -> amount.isPositive() ? Optional.empty() : Optional.of(Refusal.of(Reason.BAD_AMOUNT)));
        return Answer.unless(refusal, () -> {
            var no = customer.account().no();
            var cash = BookAccount.of(no, Pocket.CASH);
            var receipt = ledger.post(tx, Entry.of(request.key(), event, from, cash, amount, request.now()))
                    .transfer();
            notices.say(
                    tx,
                    request.who(),
                    "cash_top_up",
                    Map.of(
                            "amount", amount.toString(),
                            "cash", ledger.balance(tx, no, Pocket.CASH).toString()),
                    request.now());
            return Answer.done(receipt);
        });
    }

    /**
     * The cash that an account of another system is taken over with, once per account.
     *
     * @return whether it was booked now
     */
    public Answer<Boolean> beginWith(Tx tx, SubscriptionId who, Fen amount, Instant now) {
        var customer = subscribers.customer(tx, who);
        return Answer.unless(customer.hasAccount(), () -> {
            var no = customer.account().no();
            var entry = Entry.of(
                    "opening:" + no,
                    Event.OPENING_BALANCE,
                    BookAccount.EBANK_CLEARING,
                    BookAccount.of(no, Pocket.CASH),
                    amount,
                    now);
            return ledger.post(tx, entry)
                    .fold(
                            posted -> Answer.done(true),
                            already -> Answer.done(false),
                            different -> Answer.refused(Refusal.of(Reason.KEY_REUSED)),
                            insufficient -> Answer.refused(Refusal.of(Reason.TOO_MUCH)));
        });
    }

    /** The first answer, if all of the request is as it was the first time (R 3.0.11). */
    private Answer<TransferId> again(
            Tx tx, @Nullable AccountNo no, Request request, Event event, BookAccount from, Fen amount) {
        Answer<TransferId> reused = Answer.refused(Refusal.of(Reason.KEY_REUSED));
        if (no == null || !amount.isPositive()) {
            return reused;
        }
        var cash = BookAccount.of(no, Pocket.CASH);
        return ledger.post(tx, Entry.of(request.key(), event, from, cash, amount, request.now()))
                .fold(
                        posted -> Answer.done(posted.id()),
                        already -> Answer.done(already.id()),
                        different -> reused,
                        insufficient -> reused);
    }

    /**
     * Takes back cash that a hall booked by mistake: on the same day, once, by the till that took it, and only if it is still
     * there.
     *
     * @param receipt what {@link #payIn} gave
     */
    public Optional<Refusal> reverse(Tx tx, SubscriptionId who, TransferId receipt, Till till, Instant now) {
        var refusal = isReversible(tx, who, receipt, till, now);
        if (refusal.isPresent()) {
            return refusal;
        }
        var no = subscribers.customer(tx, who).account().no();
        var paidIn = ledger.line(tx, no, Pocket.CASH, receipt).orElseThrow();
        var cash = BookAccount.of(no, Pocket.CASH);
        var outcome = ledger.post(
                tx, Entry.reversing(receipt, Event.CASH_TOP_UP_REVERSED, cash, till.account(), paidIn.amount(), now));
        return outcome.fold(
                posted -> {
                    sayReversed(tx, who, no, paidIn, now);
                    lifecycle.closeOrphanAtZero(tx, no, Channel.HALL, now);
                    return Optional.empty();
                },
                already -> Optional.of(Refusal.of(Reason.NOT_REVERSIBLE)),
                different -> Optional.of(Refusal.of(Reason.NOT_REVERSIBLE)),
                insufficient -> Optional.of(Refusal.of(Reason.TOO_MUCH, "cash", insufficient.available())));
    }

    /** What stands in the way of {@link #reverse}, as far as it can be told before. */
    public Optional<Refusal> isReversible(Tx tx, SubscriptionId who, TransferId receipt, Till till, Instant now) {
        var customer = subscribers.customer(tx, who);
        var no = customer.subscription().account();
        var paidIn =
                no == null ? null : ledger.line(tx, no, Pocket.CASH, receipt).orElse(null);
        if (no == null
                || paidIn == null
                || paidIn.event() != Event.CASH_TOP_UP
                || paidIn.day() != ServiceDay.number(now)
                || ledger.posted(tx, Entry.reversingKey(receipt)).isPresent()) {
            return Optional.of(Refusal.of(Reason.NOT_REVERSIBLE));
        }
        if (!ledger.concerns(tx, receipt, till.account())) {
            return Optional.of(Refusal.of(Reason.OTHER_TILL));
        }
        if (customer.account().frozen()) {
            return Optional.of(Refusal.of(Reason.FROZEN));
        }
        var held = ledger.balance(tx, no, Pocket.CASH);
        return held.covers(paidIn.amount()) ? Optional.empty() : Optional.of(Refusal.of(Reason.TOO_MUCH, "cash", held));
    }

    private void sayReversed(Tx tx, SubscriptionId who, AccountNo no, StatementLine paidIn, Instant now) {
        notices.say(
                tx,
                who,
                "top_up_reversed",
                Map.of(
                        "date", ServiceDay.date(paidIn.at()).toString(),
                        "amount", paidIn.amount().toString(),
                        "cash", ledger.balance(tx, no, Pocket.CASH).toString()),
                now);
    }
}
