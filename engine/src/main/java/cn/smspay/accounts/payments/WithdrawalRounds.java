package cn.smspay.accounts.payments;

import static cn.smspay.accounts.customers.AccountTables.WITHDRAWAL;

import cn.smspay.accounts.cases.CaseKind;
import cn.smspay.accounts.cases.Cases;
import cn.smspay.accounts.customers.AccountTables.WithdrawalOrder;
import cn.smspay.accounts.customers.AccountTables.WithdrawalStatus;
import cn.smspay.accounts.payments.WithdrawalResults.Result;
import cn.smspay.accounts.payments.WithdrawalResults.ResultHandling;
import cn.smspay.base.OrderId;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Job;
import cn.smspay.store.Lane;
import cn.smspay.store.Store;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has to be looked after while withdrawals are with the banks: results handed in, and orders without one (S-078). */
public final class WithdrawalRounds {
    private static final Table<OrderId, GivenResult> GIVEN =
            Table.of("withdrawal_result", OrderId.class, GivenResult.class);
    private static final Table<OrderId, Aged> AGED = Table.of("aged_withdrawal", OrderId.class, Aged.class);
    /** Results taken up in one go; the rest follows at the next round. */
    private static final int AT_ONCE = 500;

    private static final String WAITING = """
            select withdrawal from withdrawal_result where taken is null order by given_at limit :most
            """;
    /** {@code + 0}: SQLite would go through all orders by their key, to spare itself the sorting of those few. */
    private static final String SUBMITTED = """
            select id, requested_at from withdrawal_order where status = 'SUBMITTED' order by id + 0
            """;

    private static final String NEWLY_AGED = """
            select w.id from withdrawal_order w left join aged_withdrawal a on a.id = w.id
            where w.status = 'SUBMITTED' and w.due_by < :today and a.id is null order by w.id + 0
            """;

    private final Store store;
    private final Lane lane;
    private final WithdrawalResults results;
    private final Alarms alarms;
    private final WorkingDays workingDays;
    private final OrderNumbers orders;
    private final Clock clock;

    public WithdrawalRounds(
            Store store,
            Lane lane,
            WithdrawalResults results,
            Alarms alarms,
            CalendarSettings calendar,
            Vault vault,
            Clock clock) {
        this.orders = new OrderNumbers(vault);
        this.store = store;
        this.lane = lane;
        this.results = results;
        this.alarms = alarms;
        this.workingDays = new WorkingDays(calendar);
        this.clock = clock;
    }

    /** A bank's result as it was handed in. */
    record GivenResult(
            OrderId withdrawal,
            Result result,
            @Nullable String reason,
            Instant givenAt,
            @Nullable ResultHandling taken) {}

    record Aged(OrderId id, Instant raisedAt) {}

    private record SentOrder(OrderId id, Instant requestedAt) {}

    /** How a bank's word was taken. */
    public enum Handed {
        NEWS,
        KNOWN,
        UNKNOWN_ORDER,
        /** It said otherwise before, or the order ended otherwise. */
        CONTRADICTS
    }

    /**
     * Hands in what a bank says of an order; the engine books it at its next round and tells the customer.
     *
     * @param order its number as customers and banks know it, or its own
     */
    public Handed hand(Tx tx, String order, Result result, @Nullable String reason, Instant now) {
        var found = orders.find(tx, order).flatMap(id -> tx.find(WITHDRAWAL, id));
        if (found.isEmpty()) {
            return Handed.UNKNOWN_ORDER;
        }
        var status = found.get().status();
        if (status != WithdrawalStatus.SUBMITTED) {
            return status.name().equals(result.name()) ? Handed.KNOWN : Handed.CONTRADICTS;
        }
        var id = found.get().id();
        var before = tx.find(GIVEN, id);
        if (before.isPresent()) {
            return before.get().result() == result ? Handed.KNOWN : Handed.CONTRADICTS;
        }
        tx.put(GIVEN, new GivenResult(id, result, reason, now, null));
        return Handed.NEWS;
    }

    /** Takes up results and raises an alarm, once an order, where the seventh working day is over. Any thread. */
    public void round() {
        var now = clock.instant();
        store.read(sql -> sql.createQuery(WAITING)
                        .bind("most", AT_ONCE)
                        .map((row, c) -> new OrderId(row.getLong(1)))
                        .list())
                .forEach(id -> lane.submit(Job.of(id, tx -> take(tx, id, clock.instant())))
                        .whenComplete((done, fault) -> complain(id, fault)));
        store.read(sql -> sql.createQuery(NEWLY_AGED)
                        .bind("today", ServiceDay.number(now))
                        .map((row, c) -> new OrderId(row.getLong(1)))
                        .list())
                .forEach(id -> lane.submit(Job.of(id, tx -> raise(tx, id, clock.instant())))
                        .whenComplete((done, fault) -> complain(id, fault)));
    }

    private void complain(OrderId id, @Nullable Throwable fault) {
        if (fault != null) {
            alarms.raise("what is known of withdrawal " + id + " could not be noted: " + fault.getMessage()
                    + "; it is tried again");
        }
    }

    private boolean take(Tx tx, OrderId id, Instant now) {
        var given = tx.get(GIVEN, id);
        if (given.taken() != null) {
            return false;
        }
        var taken = results.settle(tx, id, given.result(), given.reason(), now);
        tx.put(GIVEN, new GivenResult(id, given.result(), given.reason(), given.givenAt(), taken));
        return true;
    }

    private boolean raise(Tx tx, OrderId id, Instant now) {
        if (tx.find(AGED, id).isPresent() || tx.get(WITHDRAWAL, id).status() != WithdrawalStatus.SUBMITTED) {
            return false;
        }
        tx.add(AGED, new Aged(id, now));
        WithdrawalOrder order = tx.get(WITHDRAWAL, id);
        Cases.open(
                tx,
                new Cases.Opening(
                        CaseKind.AGED_WITHDRAWAL,
                        "aged-withdrawal:" + id,
                        order.subscription(),
                        "withdrawal:" + id,
                        order.bank() + " has given no result within seven working days",
                        order.amount()),
                now);
        tx.afterCommit(() -> alarms.raise("withdrawal " + OrderNumbers.shown(order.number(), id) + " over "
                + order.amount() + " has no result of " + order.bank()
                + " after seven working days; ask the bank and hand in its answer"));
        return true;
    }

    /** Orders that a bank which pays on the next working day would have paid by now. */
    public List<OrderId> payable() {
        var today = ServiceDay.date(clock.instant());
        return store
                .read(sql -> sql.createQuery(SUBMITTED)
                        .map((row, c) ->
                                new SentOrder(new OrderId(row.getLong(1)), Instant.ofEpochMilli(row.getLong(2))))
                        .list())
                .stream()
                .filter(sent -> !today.isBefore(workingDays.after(ServiceDay.date(sent.requestedAt()), 1)))
                .map(SentOrder::id)
                .toList();
    }
}
