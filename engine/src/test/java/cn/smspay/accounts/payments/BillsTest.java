package cn.smspay.accounts.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.accounts.payments.BillSystem.PaymentVerdict;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds {@link BillResults} to its rules. */
final class BillsTest extends AccountsFixture {
    private Answer<OrderId> pay(SubscriptionId who, String yuan) {
        return world.in(tx -> accounts.bills().pay(tx, world.request(who, World.PIN), World.fen(yuan)));
    }

    private Answer<Bills.Quote> check(SubscriptionId who, String yuan) {
        return world.in(tx -> accounts.bills().check(tx, who, World.fen(yuan), world.clock.instant()));
    }

    private void answer(PaymentVerdict verdict) {
        world.bills.last().answer().accept(verdict);
        world.settle();
    }

    private Fen pending() {
        return world.in(tx -> accounts.ledger().balance(tx, BookAccount.BILL_PENDING));
    }

    private void status(SubscriptionId who, PhoneStatus status) {
        world.in(tx -> {
            accounts.subscribers().status(tx, who, new PhoneCondition(status, StopReason.DEBT));
            return null;
        });
    }

    @Test
    void takesTheMoneyAndTellsWhenTheBillIsPaid() {
        var alice = world.customer(ALICE);
        world.payInByCard(alice, "100");

        var order = done(pay(alice, "50"));
        assertEquals(World.fen("50"), world.card(alice));
        assertEquals(World.fen("50"), pending());
        answer(PaymentVerdict.PAID);

        assertEquals(List.of("bill_paid"), world.notices());
        assertEquals(
                java.util.Map.of("amount", "50.00", "acct", "card_account", "balance", "50.00", "order", number(order)),
                world.said.get(0).values());
        assertEquals(Fen.ZERO, pending());
    }

    @Test
    void givesTheMoneyBackToWhereItCameFrom() {
        var alice = world.customer(ALICE);
        world.payInByCard(alice, "50");
        world.payIn(alice, "50");
        pay(alice, "50");

        answer(PaymentVerdict.FAILED);

        assertEquals(List.of("bill_failed"), world.notices());
        assertEquals(World.fen("50"), world.card(alice));
        assertEquals(World.fen("50"), world.cash(alice));
    }

    @ParameterizedTest
    @CsvSource({
        "30, 30, 50, INSUFFICIENT, ",
        "30, 60, 50, , CASH",
        "50, 60, 50, , CARD",
        "50, 0, 50.01, INSUFFICIENT, ",
        "10, 10, 0.01, , CARD"
    })
    void paysAllFromOneAccountCardFirst(String card, String cash, String bill, Reason refused, Pocket pocket) {
        var alice = world.customer(ALICE);
        if (card.equals("10") || card.equals("30") || card.equals("50")) {
            world.payInByCard(alice, card);
        }
        if (!cash.equals("0")) {
            world.payIn(alice, cash);
        }

        var quote = check(alice, bill);
        var answer = pay(alice, bill);

        assertEquals(refused, reason(quote));
        assertEquals(refused, reason(answer));
        assertEquals(
                pocket,
                quote.<Optional<Pocket>>fold(q -> Optional.of(q.pocket()), r -> Optional.empty())
                        .orElse(null));
    }

    @ParameterizedTest
    @CsvSource({"0, BAD_AMOUNT", "0.01, ", "1000, ", "1000.01, BAD_AMOUNT"})
    void keepsToTheLimits(String yuan, Reason refused) {
        var alice = world.customer(ALICE);
        world.payIn(alice, "2000");

        assertEquals(refused, reason(pay(alice, yuan)));
    }

    @ParameterizedTest
    @CsvSource({
        "SMS, NORMAL, ",
        "SMS, ONE_WAY, PHONE_SUSPENDED",
        "SMS, TWO_WAY, PHONE_SUSPENDED",
        "SMS, PRE_CANCELLED, PHONE_STATUS",
        "IVR, ONE_WAY, ",
        "IVR, TWO_WAY, ",
        "IVR, PRE_CANCELLED, PHONE_STATUS"
    })
    void letsASuspendedPhonePayOnlyOtherwiseThanByText(Channel channel, PhoneStatus status, Reason refused) {
        var alice = world.customer(ALICE);
        status(alice, status);

        assertEquals(refused, reason(world.in(tx -> accounts.bills().checkPayer(tx, alice, channel))));
    }

    @Test
    void refusesWhenThePhoneWasSuspendedBetweenQuestionAndAnswer() {
        var alice = world.customer(ALICE);
        world.payIn(alice, "100");
        check(alice, "50");
        status(alice, PhoneStatus.ONE_WAY);

        assertEquals(Reason.PHONE_SUSPENDED, reason(pay(alice, "50")));
        assertEquals(World.fen("100"), world.cash(alice));
    }

    @Test
    void stopsWhileTheAccountIsFrozen() {
        var alice = world.customer(ALICE);
        world.payIn(alice, "100");
        world.in(tx -> accounts.lifecycle().freeze(tx, alice, true));

        assertEquals(Reason.FROZEN, refusal(pay(alice, "50")).reason());

        world.in(tx -> accounts.lifecycle().freeze(tx, alice, false));
        assertEquals(null, reason(pay(alice, "50")));
    }

    @Test
    void warnsInAProvinceUnderTest() {
        var alice = world.customer(ALICE);
        world.subscriber(ALICE, Province.GUANGDONG, Brand.GOTONE);
        world.payIn(alice, "100");

        assertEquals(true, done(check(alice, "50")).inTest());
        assertEquals(null, reason(pay(alice, "50")));
    }

    @Test
    void takesTheSameAmountWithinTwoMinutesForARepetition() {
        var alice = world.customer(ALICE);
        world.payIn(alice, "200");
        var order = done(pay(alice, "50"));
        world.clock.turn(Duration.ofSeconds(30));

        var repeated = refusal(check(alice, "50"));

        assertEquals(Reason.REPEATED, repeated.reason());
        assertEquals(90, repeated.facts().get("seconds"));
        assertEquals(number(order), repeated.facts().get("order"));
        assertEquals(Reason.REPEATED, reason(pay(alice, "50")));
        assertEquals(null, reason(check(alice, "50.01")));
        world.clock.turn(Duration.ofSeconds(90));
        assertEquals(null, reason(pay(alice, "50")));
        assertEquals(World.fen("100"), world.cash(alice));
    }

    @Test
    void letsAFailedBillBeTriedAgainAtOnce() {
        var alice = world.customer(ALICE);
        world.payIn(alice, "200");
        pay(alice, "50");
        answer(PaymentVerdict.FAILED);

        assertEquals(null, reason(pay(alice, "50")));
    }

    @Test
    void acceptsTheSameRequestOnce() {
        var alice = world.customer(ALICE);
        world.payIn(alice, "200");
        var request = world.request(alice, World.PIN);

        var first = done(world.in(tx -> accounts.bills().pay(tx, request, World.fen("50"))));
        var second = done(world.in(tx -> accounts.bills().pay(tx, request, World.fen("50"))));

        assertEquals(first, second);
        assertEquals(World.fen("150"), world.cash(alice));
        assertEquals(1, world.bills.asked.size());
    }

    @Test
    void saysOnceThatTheBillSystemIsSilentAndAsksWithGrowingPauses() {
        var alice = world.customer(ALICE);
        world.payIn(alice, "200");
        pay(alice, "50");

        world.clock.turn(Duration.ofMillis(29_999));
        assertEquals(0, accounts.billResults().due(world.clock.instant()));
        world.clock.turn(Duration.ofMillis(1));
        assertEquals(1, look());
        world.clock.turn(Duration.ofSeconds(29));
        assertEquals(0, look());
        world.clock.turn(Duration.ofSeconds(1));
        assertEquals(1, look());
        world.clock.turn(Duration.ofSeconds(59));
        assertEquals(0, look());

        assertEquals(List.of("bill_in_doubt"), world.notices());
        assertEquals(true, world.bills.last().inquiry());
        answer(PaymentVerdict.PAID);
        assertEquals(List.of("bill_in_doubt", "bill_paid"), world.notices());
    }

    @Test
    void aClockThatIsSetBackHoldsNoBillUp() {
        var alice = world.customer(ALICE);
        world.payIn(alice, "200");
        pay(alice, "50");
        world.clock.turn(Duration.ofHours(-2));

        assertEquals(1, look());
        assertEquals(true, world.bills.last().inquiry());
        assertEquals(0, look(), "planned anew, by the clock as it is");
    }

    private int look() {
        int orders = accounts.billResults().due(world.clock.instant());
        world.settle();
        return orders;
    }

    @Test
    void submitsAgainWhatTheBillSystemNeverReceived() {
        var alice = world.customer(ALICE);
        world.payIn(alice, "200");
        var order = done(pay(alice, "50"));
        world.clock.turn(Duration.ofSeconds(30));
        look();

        answer(PaymentVerdict.NOT_KNOWN);

        assertEquals(false, world.bills.last().inquiry());
        assertEquals(order, world.bills.last().bill().order());
    }

    @Test
    void believesTheFirstVerdictOnly() {
        var alice = world.customer(ALICE);
        world.payIn(alice, "200");
        pay(alice, "50");

        answer(PaymentVerdict.PAID);
        answer(PaymentVerdict.PAID);
        answer(PaymentVerdict.FAILED);

        assertEquals(List.of("bill_paid"), world.notices());
        assertEquals(World.fen("150"), world.cash(alice));
        assertEquals(1, world.alarms.size());
    }

    @Test
    void putsALatePaymentIntoSuspenseWithAnAlarm() {
        var alice = world.customer(ALICE);
        world.payIn(alice, "200");
        pay(alice, "50");
        answer(PaymentVerdict.FAILED);

        answer(PaymentVerdict.PAID);
        answer(PaymentVerdict.PAID);

        assertEquals(World.fen("200"), world.cash(alice));
        assertEquals(1, world.alarms.size());
        assertEquals(new Fen(-50_00), world.in(tx -> accounts.ledger().balance(tx, BookAccount.SUSPENSE)));
    }

    @Test
    void takesUpOpenPaymentsAfterARestart() {
        var alice = world.customer(ALICE);
        world.payIn(alice, "200");
        pay(alice, "50");

        assertEquals(1, accounts.billResults().resume());
        world.settle();

        assertEquals(true, world.bills.last().inquiry());
        assertEquals(List.of(), world.notices());
        answer(PaymentVerdict.PAID);
        assertEquals(0, accounts.billResults().resume());
    }

    @Test
    void blocksClosingUntilTheVerdict() {
        var alice = world.customer(ALICE);
        world.payIn(alice, "50");
        pay(alice, "50");

        var before = world.in(tx -> accounts.closings().check(tx, alice, world.clock.instant()));
        answer(PaymentVerdict.PAID);
        var after = world.in(tx -> accounts.closings().check(tx, alice, world.clock.instant()));

        assertEquals(Reason.IN_TRANSIT, before.orElseThrow().hindrances().get(0).reason());
        assertEquals(Optional.empty(), after);
    }

    @Test
    void locksWithTheFifthWrongPasswordAndThenRefusesAtTheFirstStep() {
        var alice = world.customer(ALICE);
        world.payIn(alice, "50");
        for (int i = 0; i < 5; i++) {
            world.in(tx -> accounts.bills().pay(tx, world.request(alice, "999998"), World.fen("10")));
        }

        assertEquals(Reason.PIN_LOCKED, reason(check(alice, "10")));
        assertEquals(World.fen("50"), world.cash(alice));
    }

    private String number(OrderId order) {
        return world.in(tx -> accounts.bills().number(tx, order));
    }
}
