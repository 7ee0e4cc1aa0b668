package cn.smspay.accounts.payments;

import static cn.smspay.accounts.customers.AccountTables.ACCOUNT;
import static cn.smspay.accounts.customers.AccountTables.BILL;
import static cn.smspay.accounts.customers.AccountTables.SUBSCRIPTION;

import cn.smspay.accounts.cases.CaseKind;
import cn.smspay.accounts.cases.Cases;
import cn.smspay.accounts.customers.AccountTables.BillOrder;
import cn.smspay.accounts.customers.AccountTables.BillStatus;
import cn.smspay.accounts.customers.Notices;
import cn.smspay.accounts.life.Lifecycle;
import cn.smspay.accounts.payments.BillSystem.Bill;
import cn.smspay.accounts.payments.BillSystem.PaymentVerdict;
import cn.smspay.base.Channel;
import cn.smspay.base.Msisdn;
import cn.smspay.base.OrderId;
import cn.smspay.base.TransferId;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Entry;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Job;
import cn.smspay.store.Lane;
import cn.smspay.store.Reads;
import cn.smspay.store.Route;
import cn.smspay.store.Store;
import cn.smspay.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the bill system made of payments: reserved money is paid or given back once, and as long as nothing is known it
 * stays reserved (R 3.8 "in doubt"). Thread-safe.
 */
public final class BillResults {
    private static final Logger LOG = LoggerFactory.getLogger(BillResults.class);
    /** Orders taken up in one go; the rest follows at the next. */
    private static final int AT_ONCE = 500;

    private static final String DUE = """
            select id, payee from bill_order
            where status = 'PENDING' and (next_look_at <= :now or next_look_at > :never) order by next_look_at limit :most
            """;
    /** {@code + 0}: see {@link WithdrawalRounds}. */
    private static final String PENDING = "select id, payee from bill_order where status = 'PENDING' order by id + 0";

    private final BillSystem billSystem;
    private final Ledger ledger;
    private final Lifecycle lifecycle;
    private final Notices notices;
    private final Alarms alarms;
    private final BillSettings settings;
    private final Store store;
    private final Lane lane;
    private final Clock clock;

    public BillResults(
            OutsideSystems outside, Ledger ledger, Lifecycle lifecycle, BillSettings settings, Store store, Lane lane) {
        this.billSystem = outside.billSystem();
        this.notices = outside.notices();
        this.alarms = outside.alarms();
        this.clock = outside.clock();
        this.ledger = ledger;
        this.lifecycle = lifecycle;
        this.settings = settings;
        this.store = store;
        this.lane = lane;
    }

    void submit(BillOrder order) {
        billSystem.submit(bill(order), verdict -> note(order, verdict));
    }

    private void inquire(BillOrder order) {
        billSystem.inquire(bill(order), verdict -> note(order, verdict));
    }

    /** A verdict that cannot be noted is asked for again when its time comes. */
    private void note(BillOrder order, PaymentVerdict verdict) {
        lane.submit(new BillSettlement(order.id(), order.payee(), verdict))
                .whenComplete((done, fault) -> complain(order.id(), fault));
    }

    private static void complain(OrderId order, @Nullable Throwable fault) {
        if (fault != null) {
            LOG.error("what became of bill {} could not be noted; it is asked for again", order, fault);
        }
    }

    private static Bill bill(BillOrder order) {
        return new Bill(order.id(), order.payee(), order.province(), order.amount());
    }

    /** Asks after payments of which nothing has been heard for too long. To be called every second or so. */
    public int due(Instant now) {
        return lookAt(store.read(sql -> sql.createQuery(DUE)
                .bind("now", now.toEpochMilli())
                .bind("never", latest(now).toEpochMilli())
                .bind("most", AT_ONCE)
                .map((row, c) -> new Due(new OrderId(row.getLong(1)), new Msisdn(row.getString(2))))
                .list()));
    }

    /** Takes up all payments that were under way when the engine stopped. */
    public int resume() {
        return lookAt(store.read(sql -> sql.createQuery(PENDING)
                .map((row, c) -> new Due(new OrderId(row.getLong(1)), new Msisdn(row.getString(2))))
                .list()));
    }

    private int lookAt(List<Due> orders) {
        orders.forEach(order -> lane.submit(new SilentPayment(order.id(), order.payee()))
                .whenComplete((done, fault) -> complain(order.id(), fault)));
        return orders.size();
    }

    /** No look is put off for longer: one that is later was planned before the clock was set back. */
    private Instant latest(Instant now) {
        var most = settings.patience().compareTo(settings.lookAgainMax()) > 0
                ? settings.patience()
                : settings.lookAgainMax();
        return now.plus(most).plusSeconds(1);
    }

    private record Due(OrderId id, Msisdn payee) {}

    /** Takes a verdict. One that changes nothing any more is passed over. */
    public void settle(Tx tx, OrderId id, PaymentVerdict verdict, Instant now) {
        var order = tx.get(BILL, id);
        switch (verdict) {
            case PAID -> paid(tx, order, now);
            case FAILED -> failed(tx, order, now);
            case NOT_KNOWN -> submitAgain(tx, order);
        }
    }

    private void submitAgain(Tx tx, BillOrder order) {
        if (order.status() == BillStatus.PENDING) {
            tx.afterCommit(() -> submit(order));
        }
    }

    private void paid(Tx tx, BillOrder order, Instant now) {
        switch (order.status()) {
            case PENDING -> {
                resolve(
                        tx,
                        order,
                        Event.BILL_PAID,
                        BookAccount.billPayable(order.province().name()),
                        now);
                end(tx, order, BillStatus.PAID, now);
                if (order.payee()
                        .equals(tx.get(SUBSCRIPTION, order.subscription()).msisdn())) {
                    tell(tx, order, "bill_paid", now);
                } else {
                    tellPaidForOther(tx, order, now);
                }
            }
            case RETURNED -> paidAfterReturn(tx, order, now);
            case PAID, PAID_AFTER_RETURN -> {}
        }
    }

    private void failed(Tx tx, BillOrder order, Instant now) {
        switch (order.status()) {
            case PENDING -> {
                resolve(tx, order, Event.BILL_RETURNED, BookAccount.of(order.account(), order.pocket()), now);
                end(tx, order, BillStatus.RETURNED, now);
                tell(tx, order, "bill_failed", now);
            }
            case PAID -> {
                openCase(
                        tx,
                        order,
                        "failed:" + order.id(),
                        "the bill system says that it failed, after saying it was paid",
                        now);
                alarms.raise("the bill system says that bill " + order.id() + " failed, after saying it was paid");
            }
            case RETURNED, PAID_AFTER_RETURN -> {}
        }
    }

    /** The customer has the money back and the bill is paid: somebody has to look, nothing is taken in silence. */
    private void paidAfterReturn(Tx tx, BillOrder order, Instant now) {
        ledger.post(
                        tx,
                        Entry.of(
                                "late:" + order.id(),
                                Event.BILL_PAID_AFTER_RETURN,
                                BookAccount.SUSPENSE,
                                BookAccount.billPayable(order.province().name()),
                                order.amount(),
                                now))
                .transfer();
        tx.put(BILL, order.settled(BillStatus.PAID_AFTER_RETURN, now));
        openCase(tx, order, "late:" + order.id(), "it was given back as failed and is paid after all", now);
        alarms.raise(
                "bill " + order.id() + " over " + order.amount() + " was given back as failed and is paid after all");
    }

    private static void openCase(Tx tx, BillOrder order, String cause, String what, Instant now) {
        Cases.open(
                tx,
                new Cases.Opening(
                        CaseKind.LATE_RESULT,
                        "bill-" + cause,
                        order.subscription(),
                        "bill:" + order.id(),
                        what,
                        order.amount()),
                now);
    }

    private void resolve(Tx tx, BillOrder order, Event event, BookAccount to, Instant now) {
        ledger.post(
                        tx,
                        Entry.resolving(
                                new TransferId(order.id().value()),
                                event,
                                BookAccount.BILL_PENDING,
                                to,
                                order.amount(),
                                now))
                .transfer();
    }

    private void end(Tx tx, BillOrder order, BillStatus status, Instant now) {
        tx.put(BILL, order.settled(status, now));
        var account = tx.get(ACCOUNT, order.account());
        tx.put(ACCOUNT, account.withOpenOrders(account.openOrders() - 1));
        lifecycle.closeOrphanAtZero(tx, order.account(), Channel.SYSTEM, now);
    }

    private void tellPaidForOther(Tx tx, BillOrder order, Instant now) {
        notices.say(
                tx,
                order.subscription(),
                "bill_paid_for_other",
                Map.of(
                        "payee", order.payee().digits(),
                        "amount", order.amount().toString(),
                        "acct", Statement.word(order.pocket()),
                        "order", OrderNumbers.shown(order.number(), order.id())),
                now);
    }

    private void tell(Tx tx, BillOrder order, String notice, Instant now) {
        notices.say(
                tx,
                order.subscription(),
                notice,
                Map.of(
                        "amount", order.amount().toString(),
                        "acct", Statement.word(order.pocket()),
                        "balance",
                                ledger.balance(tx, order.account(), order.pocket())
                                        .toString(),
                        "order", OrderNumbers.shown(order.number(), order.id())),
                now);
    }

    /** Nothing heard: says so once, and asks, each time after a longer pause. */
    private void look(Tx tx, BillOrder order, Instant now) {
        if (order.looks() == 0) {
            notices.say(
                    tx,
                    order.subscription(),
                    "bill_in_doubt",
                    Map.of(
                            "amount",
                            order.amount().toString(),
                            "order",
                            OrderNumbers.shown(order.number(), order.id())),
                    now);
        }
        tx.put(BILL, order.looked(now.plus(pause(order.looks()))));
        tx.afterCommit(() -> inquire(order));
    }

    private Duration pause(int looks) {
        var doubled = settings.patience().multipliedBy(1L << Math.min(looks, 20));
        return doubled.compareTo(settings.lookAgainMax()) < 0 ? doubled : settings.lookAgainMax();
    }

    /** A verdict that has come. */
    private final class BillSettlement implements Job<Boolean> {
        private final OrderId id;
        private final Msisdn payee;
        private final PaymentVerdict verdict;

        BillSettlement(OrderId id, Msisdn payee, PaymentVerdict verdict) {
            this.id = id;
            this.payee = payee;
            this.verdict = verdict;
        }

        @Override
        public Route route() {
            return Route.subscriber(payee);
        }

        @Override
        public void load(Reads ahead) {
            ahead.want(BILL, id, (more, order) -> {
                more.want(ACCOUNT, order.account());
                ledger.load(more, order.account(), Pocket.CASH, Pocket.CARD);
            });
        }

        @Override
        public Boolean run(Tx tx) {
            settle(tx, id, verdict, clock.instant());
            return true;
        }
    }

    /** A payment that has been silent. */
    private final class SilentPayment implements Job<Boolean> {
        private final OrderId id;
        private final Msisdn payee;

        SilentPayment(OrderId id, Msisdn payee) {
            this.id = id;
            this.payee = payee;
        }

        @Override
        public Route route() {
            return Route.subscriber(payee);
        }

        @Override
        public void load(Reads ahead) {
            ahead.want(BILL, id);
        }

        @Override
        public Boolean run(Tx tx) {
            var now = clock.instant();
            var order = tx.get(BILL, id);
            if (order.status() != BillStatus.PENDING) {
                return false;
            }
            if (order.nextLookAt().isAfter(now) && !order.nextLookAt().isAfter(latest(now))) {
                // Taken up after a restart, before its time: nobody has waited too long yet.
                tx.afterCommit(() -> inquire(order));
            } else {
                look(tx, order, now);
            }
            return true;
        }
    }
}
