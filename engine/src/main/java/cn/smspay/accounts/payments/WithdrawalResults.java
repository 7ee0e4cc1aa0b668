package cn.smspay.accounts.payments;

import static cn.smspay.accounts.customers.AccountTables.ACCOUNT;
import static cn.smspay.accounts.customers.AccountTables.WITHDRAWAL;

import cn.smspay.accounts.cases.CaseKind;
import cn.smspay.accounts.cases.Cases;
import cn.smspay.accounts.customers.AccountTables.WithdrawalOrder;
import cn.smspay.accounts.customers.AccountTables.WithdrawalStatus;
import cn.smspay.accounts.customers.Notices;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.life.Lifecycle;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.TransferId;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Entry;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Job;
import cn.smspay.store.Store;
import cn.smspay.store.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the banks made of withdrawals (R 3.5 "later", 4.5 withdraw.result). */
public final class WithdrawalResults {
    /** {@code + 0}: see {@link WithdrawalRounds}. */
    private static final String SUBMITTED = """
            select id from withdrawal_order where status = 'SUBMITTED' order by id + 0
            """;

    private static final String OVERDUE = """
            select id from withdrawal_order where status = 'SUBMITTED' and due_by < :today order by id + 0
            """;

    private final Subscribers subscribers;
    private final Ledger ledger;
    private final Lifecycle lifecycle;
    private final Notices notices;
    private final Alarms alarms;

    public WithdrawalResults(
            Subscribers subscribers, Ledger ledger, Lifecycle lifecycle, Notices notices, Alarms alarms) {
        this.subscribers = subscribers;
        this.ledger = ledger;
        this.lifecycle = lifecycle;
        this.notices = notices;
        this.alarms = alarms;
    }

    /** What a bank says of an order. */
    public enum Result {
        PAID,
        RETURNED
    }

    /** How a result was taken. */
    public enum ResultHandling {
        DONE,
        /** The same result came before. */
        DONE_BEFORE,
        /** Another result came before: nothing was changed, the operator is told. */
        CONTRADICTS,
        UNKNOWN_ORDER
    }

    /**
     * Takes a bank's result, once.
     *
     * @param reason the bank's words for a return, kept for the operator
     */
    public ResultHandling settle(Tx tx, OrderId id, Result result, @Nullable String reason, Instant now) {
        var found = tx.find(WITHDRAWAL, id);
        if (found.isEmpty()) {
            return unknown(tx, id, result, now);
        }
        var order = found.get();
        var wanted = result == Result.PAID ? WithdrawalStatus.PAID : WithdrawalStatus.RETURNED;
        if (order.status() != WithdrawalStatus.SUBMITTED) {
            if (order.status() == wanted) {
                return ResultHandling.DONE_BEFORE;
            }
            return contradicts(tx, order, wanted, now);
        }
        var account = tx.get(ACCOUNT, order.account());
        tx.put(ACCOUNT, account.withOpenOrders(account.openOrders() - 1));
        tx.put(WITHDRAWAL, order.settled(wanted, reason, now));
        switch (result) {
            case PAID -> paid(tx, order, now);
            case RETURNED -> returned(tx, order, now);
        }
        lifecycle.closeOrphanAtZero(tx, order.account(), Channel.SYSTEM, now);
        return ResultHandling.DONE;
    }

    /** An order that is not ours: somebody looks into it. */
    private ResultHandling unknown(Tx tx, OrderId id, Result result, Instant now) {
        Cases.open(
                tx,
                new Cases.Opening(
                        CaseKind.UNKNOWN_BANK_LINE,
                        "withdrawal-result:" + id,
                        null,
                        "withdrawal:" + id,
                        "a bank reports " + result + " for an order that is not ours",
                        Fen.ZERO),
                now);
        alarms.raise("a bank reports order " + id + ", which is not ours");
        return ResultHandling.UNKNOWN_ORDER;
    }

    /** Paid and returned both: somebody looks into it. */
    private ResultHandling contradicts(Tx tx, WithdrawalOrder order, WithdrawalStatus wanted, Instant now) {
        var id = order.id();
        Cases.open(
                tx,
                new Cases.Opening(
                        CaseKind.LATE_RESULT,
                        "withdrawal-result:" + id,
                        order.subscription(),
                        "withdrawal:" + id,
                        "the bank reports " + wanted + ", it was " + order.status(),
                        order.amount()),
                now);
        alarms.raise("a bank reports withdrawal " + id + " as " + wanted + ", it was " + order.status());
        return ResultHandling.CONTRADICTS;
    }

    /** {@link #settle} as an input of the lane. */
    public Job<ResultHandling> job(OrderId id, Result result, @Nullable String reason, Clock clock) {
        return Job.of(id, tx -> settle(tx, id, result, reason, clock.instant()));
    }

    private void paid(Tx tx, WithdrawalOrder order, Instant now) {
        resolve(tx, order, Event.WITHDRAWAL_PAID, BookAccount.bank(order.bank().name()), now);
        notices.say(
                tx,
                order.subscription(),
                "withdrawal_paid",
                Map.of(
                        "date", requested(order),
                        "amount", order.amount().toString(),
                        "bank", order.bank().chinese(),
                        "tail", order.tail()),
                now);
    }

    /** A returned withdrawal does not count as one, unless a purchase has cleared it already (D-11). */
    private void returned(Tx tx, WithdrawalOrder order, Instant now) {
        resolve(tx, order, Event.WITHDRAWAL_RETURNED, BookAccount.of(order.account(), Pocket.CASH), now);
        var subscription = subscribers.get(tx, order.subscription());
        var risk = subscription.risk();
        if (order.purchaseEpoch() == risk.purchaseEpoch()) {
            subscribers.put(tx, subscription.withRisk(risk.withWithdrawals(Math.max(0, risk.withdrawalStreak() - 1))));
        }
        notices.say(
                tx,
                order.subscription(),
                "withdrawal_returned",
                Map.of(
                        "date", requested(order),
                        "amount", order.amount().toString(),
                        "bank", order.bank().chinese(),
                        "cash", ledger.balance(tx, order.account(), Pocket.CASH).toString()),
                now);
    }

    private void resolve(Tx tx, WithdrawalOrder order, Event event, BookAccount to, Instant now) {
        ledger.post(
                        tx,
                        Entry.resolving(
                                new TransferId(order.id().value()),
                                event,
                                BookAccount.of(order.account(), Pocket.WITHDRAWING),
                                to,
                                order.amount(),
                                now))
                .transfer();
    }

    private static String requested(WithdrawalOrder order) {
        return ServiceDay.date(order.requestedAt()).toString();
    }

    /** Orders that wait for their bank. */
    public static List<OrderId> submitted(Store store) {
        return store.read(sql -> sql.createQuery(SUBMITTED)
                .map((row, c) -> new OrderId(row.getLong(1)))
                .list());
    }

    /** Orders of which no bank has said anything by the seventh working day. */
    public static List<OrderId> overdue(Store store, Instant now) {
        return store.read(sql -> sql.createQuery(OVERDUE)
                .bind("today", ServiceDay.number(now))
                .map((row, c) -> new OrderId(row.getLong(1)))
                .list());
    }
}
