package cn.smspay.accounts.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.AccountTables;
import cn.smspay.accounts.customers.AccountTables.BillOrder;
import cn.smspay.accounts.customers.AccountTables.BillStatus;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.payments.BillSystem.PaymentVerdict;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.OrderId;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each verdict makes of an order in each state, and when a silent bill system is asked again. */
final class BillResultsTest extends AccountsFixture {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Not reached by doubling. */
    private static final Duration LONGEST = Duration.ofSeconds(100);

    private BillResults results;
    private SubscriptionId alice;

    @BeforeEach
    void open() {
        results = results(PATIENCE, LONGEST);
        alice = world.customer(ALICE);
        world.payIn(alice, "200.00");
    }

    private BillResults results(Duration patience, Duration longest) {
        return new BillResults(
                new OutsideSystems(
                        world.bills,
                        world.payOuts::add,
                        world.registry,
                        (tx, who, notice, values, now) -> world.said.add(new World.Said(who, notice, values)),
                        world.alarms::add,
                        world.clock,
                        new Random(1)),
                accounts.ledger(),
                accounts.lifecycle(),
                new BillSettings(World.fen("1000"), Set.of(), Set.of(), Duration.ZERO, patience, longest),
                world.store,
                world.lane);
    }

    private OrderId pay(String payee, String yuan) {
        var order = done(world.in(tx ->
                accounts.bills().pay(tx, world.request(alice, World.PIN), new Msisdn(payee), World.fen(yuan), true)));
        world.settle();
        return order;
    }

    private void settle(OrderId order, PaymentVerdict verdict) {
        world.in(tx -> {
            results.settle(tx, order, verdict, world.clock.instant());
            return true;
        });
    }

    private BillOrder row(OrderId order) {
        return world.in(tx -> tx.get(AccountTables.BILL, order));
    }

    private Fen balance(BookAccount account) {
        return world.in(tx -> accounts.ledger().balance(tx, account));
    }

    private int openOrders() {
        return world.in(
                tx -> accounts.subscribers().customer(tx, alice).account().openOrders());
    }

    @ParameterizedTest
    @CsvSource({
        // verdicts, how it ends, the customer's cash, the province's money, SUSPENSE, cases, alarms
        "PAID, PAID, 150.00, 50.00, 0.00, 0, 0",
        "FAILED, RETURNED, 200.00, 0.00, 0.00, 0, 0",
        "NOT_KNOWN, PENDING, 150.00, 0.00, 0.00, 0, 0",
        "PAID PAID, PAID, 150.00, 50.00, 0.00, 0, 0",
        "PAID FAILED, PAID, 150.00, 50.00, 0.00, 1, 1",
        "PAID NOT_KNOWN, PAID, 150.00, 50.00, 0.00, 0, 0",
        "FAILED FAILED, RETURNED, 200.00, 0.00, 0.00, 0, 0",
        "FAILED PAID, PAID_AFTER_RETURN, 200.00, 50.00, -50.00, 1, 1",
        "FAILED NOT_KNOWN, RETURNED, 200.00, 0.00, 0.00, 0, 0",
        "FAILED PAID PAID, PAID_AFTER_RETURN, 200.00, 50.00, -50.00, 1, 1",
        "FAILED PAID FAILED, PAID_AFTER_RETURN, 200.00, 50.00, -50.00, 1, 1",
        "NOT_KNOWN PAID, PAID, 150.00, 50.00, 0.00, 0, 0",
    })
    void whatAVerdictMakesOfAnOrder(
            String verdicts, BillStatus status, String cash, String taken, String suspense, int cases, int alarms) {
        var order = pay(ALICE, "50.00");

        for (String verdict : verdicts.split(" ")) {
            settle(order, PaymentVerdict.valueOf(verdict));
        }

        assertEquals(status, row(order).status());
        assertEquals(
                List.of(cash, taken, suspense),
                List.of(
                        world.cash(alice).toString(),
                        balance(BookAccount.billPayable("HUNAN")).toString(),
                        balance(BookAccount.SUSPENSE).toString()));
        assertEquals(List.of(cases, alarms), List.of(world.cases().size(), world.alarms.size()));
        assertEquals(status == BillStatus.PENDING ? 1 : 0, openOrders());
    }

    @ParameterizedTest
    @CsvSource({"PAID, bill_paid", "FAILED, bill_failed", "NOT_KNOWN, ''"})
    void theCustomerIsToldOnce(PaymentVerdict verdict, String notice) {
        var order = pay(ALICE, "50.00");

        settle(order, verdict);
        settle(order, verdict);

        assertEquals(notice.isEmpty() ? List.of() : List.of(notice), world.notices());
    }

    @Test
    void ofAnothersBillHeIsToldWhoseItWas() {
        world.subscriber(BOB);
        var order = pay(BOB, "50.00");

        settle(order, PaymentVerdict.PAID);

        assertEquals(List.of("bill_paid_for_other"), world.notices());
        assertEquals(BOB, world.said.get(0).values().get("payee"));
    }

    @Test
    void thatItFailedIsToldAlike() {
        world.subscriber(BOB);

        settle(pay(BOB, "50.00"), PaymentVerdict.FAILED);

        assertEquals(List.of("bill_failed"), world.notices());
        assertEquals("200.00", world.said.get(0).values().get("balance"));
    }

    @Test
    void whatNeverArrivedIsSubmittedAgainWhileItIsWanted() {
        var order = pay(ALICE, "50.00");
        int before = world.bills.asked.size();

        settle(order, PaymentVerdict.NOT_KNOWN);
        assertEquals(before + 1, world.bills.asked.size());
        assertFalse(world.bills.last().inquiry());
        settle(order, PaymentVerdict.PAID);
        settle(order, PaymentVerdict.NOT_KNOWN);

        assertEquals(before + 1, world.bills.asked.size());
    }

    @Test
    void aBillOfANumberThatIsGoneEndsTheAccountOrLeavesItsMoney() {
        var order = pay(ALICE, "200.00");
        world.in(tx -> {
            accounts.lifecycle().cancel(tx, alice, world.clock.instant());
            return true;
        });

        settle(order, PaymentVerdict.PAID);

        assertFalse(holds(alice, "registered"));
    }

    /** How many are looked at. */
    private int due() {
        int found = results.due(world.clock.instant());
        world.settle();
        return found;
    }

    private long untilNextLook(OrderId order) {
        return Duration.between(world.clock.instant(), row(order).nextLookAt()).toSeconds();
    }

    @Test
    void pausesDoubleUpToTheLongest() {
        var order = pay(ALICE, "50.00");

        for (long pause : new long[] {30, 60, 100, 100}) {
            world.clock.turn(Duration.between(world.clock.instant(), row(order).nextLookAt()));
            assertEquals(1, due());
            assertEquals(pause, untilNextLook(order));
            assertEquals(0, due());
        }
    }

    @Test
    void manyLooksMakeNoPauseNegative() {
        var order = pay(ALICE, "50.00");
        world.in(tx -> {
            var silent = tx.get(AccountTables.BILL, order);
            for (int i = 0; i < 70; i++) {
                silent = silent.looked(world.clock.instant());
            }
            tx.put(AccountTables.BILL, silent);
            return true;
        });

        due();

        assertEquals(100, untilNextLook(order));
    }

    @Test
    void theFirstLookTellsAndEachAsks() {
        pay(ALICE, "50.00");
        world.clock.turn(PATIENCE.minusMillis(1));
        assertEquals(0, due());
        world.clock.turn(Duration.ofMillis(1));
        assertEquals(1, due());
        world.clock.turn(PATIENCE);
        assertEquals(1, due());

        assertEquals(List.of("bill_in_doubt"), world.notices());
        assertEquals(
                2, world.bills.asked.stream().filter(World.Bills.Asked::inquiry).count());
    }

    @ParameterizedTest
    @CsvSource({"30, 100, 101, 0", "30, 100, 102, 1", "200, 100, 201, 0", "200, 100, 202, 1"})
    void whatWasPlannedLaterThanAnyPauseWasPlannedByAnotherClock(int patience, int longest, int away, int looks) {
        results = results(Duration.ofSeconds(patience), Duration.ofSeconds(longest));
        var order = pay(ALICE, "50.00");
        world.clock.turn(
                Duration.between(world.clock.instant(), row(order).nextLookAt()).minusSeconds(away));

        assertEquals(looks, due());
    }

    @Test
    void afterARestartItAsksAtOnceAndComplainsInTime() {
        var order = pay(ALICE, "50.00");
        world.clock.turn(PATIENCE.minusMillis(1));

        assertEquals(1, results.resume());
        world.settle();
        assertEquals(List.of(), world.notices());
        assertTrue(world.bills.last().inquiry());
        assertEquals(0, row(order).looks());

        world.clock.turn(Duration.ofMillis(1));
        results.resume();
        world.settle();
        assertEquals(List.of("bill_in_doubt"), world.notices());
        assertEquals(1, row(order).looks());
    }

    @Test
    void whatIsSettledIsNotTakenUp() {
        settle(pay(ALICE, "50.00"), PaymentVerdict.PAID);
        settle(pay(ALICE, "51.00"), PaymentVerdict.FAILED);
        world.clock.turn(Duration.ofDays(1));

        assertEquals(0, due());
        assertEquals(0, results.resume());
    }

    @Test
    void theProvinceIsThatOfThePayee() {
        world.subscriber(BOB, Province.SICHUAN, Brand.MZONE);

        settle(pay(BOB, "50.00"), PaymentVerdict.PAID);

        assertEquals(World.fen("50.00"), balance(BookAccount.billPayable("SICHUAN")));
    }
}
