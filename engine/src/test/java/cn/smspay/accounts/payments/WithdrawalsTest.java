package cn.smspay.accounts.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.payments.WithdrawalResults.Result;
import cn.smspay.accounts.payments.WithdrawalResults.ResultHandling;
import cn.smspay.accounts.payments.WithdrawalRounds.Handed;
import cn.smspay.accounts.payments.Withdrawals.Accepted;
import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.testing.World;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WithdrawalsTest extends AccountsFixture {
    private static final String TAIL = World.BANK_CARD.substring(World.BANK_CARD.length() - 4);

    private Answer<Accepted> withdraw(SubscriptionId who, String yuan) {
        return withdraw(world.request(who, World.PIN), yuan);
    }

    private Answer<Accepted> withdraw(Request request, String yuan) {
        return world.in(tx -> accounts.withdrawals().withdraw(tx, request, World.fen(yuan), TAIL));
    }

    private Answer<Withdrawals.Offer> check(SubscriptionId who) {
        return world.in(tx -> accounts.withdrawals().check(tx, who, world.clock.instant()));
    }

    private ResultHandling settle(OrderId order, Result result) {
        return world.in(tx -> accounts.withdrawalResults().settle(tx, order, result, "why", world.clock.instant()));
    }

    private void buy(SubscriptionId who, String yuan) {
        done(world.in(tx -> accounts.purchases().buy(tx, world.request(who, World.PIN), "shop", World.fen(yuan))));
    }

    @Test
    void takesNothingOffForAReturnThatAPurchaseHasClearedAlready() {
        var alice = world.realNameCustomer(ALICE, "500");
        var first = done(withdraw(alice, "10")).order();
        buy(alice, "1");
        withdraw(alice, "10");
        withdraw(alice, "10");

        settle(first, Result.RETURNED);

        assertEquals(Reason.SPEND_FIRST, reason(withdraw(alice, "10")));
    }

    @Test
    void refusesAKeyThatWasUsedForAnotherAmountOrByAnotherCustomer() {
        var alice = world.realNameCustomer(ALICE, "500");
        var request = world.request(alice, World.PIN);
        var first = done(withdraw(request, "10"));

        assertEquals(Reason.KEY_REUSED, reason(withdraw(request, "11")));
        assertEquals(first, done(withdraw(request, "10")));
        assertEquals(World.fen("490"), world.cash(alice));
    }

    @Test
    void booksAResultThatWasHandedInOnceAndPaysNothingTwice() {
        var alice = world.realNameCustomer(ALICE, "500");
        var order = done(withdraw(alice, "10")).order();
        var now = world.clock.instant();

        assertEquals(Handed.NEWS, hand(order.toString(), Result.PAID));
        assertEquals(Handed.KNOWN, hand(order.toString(), Result.PAID));
        accounts.withdrawalRounds().round();
        accounts.withdrawalRounds().round();
        world.settle();

        assertEquals(World.fen("0"), world.held(alice, Pocket.WITHDRAWING));
        assertEquals(List.of(), WithdrawalResults.submitted(world.store));
    }

    @Test
    void movesCashOnItsWayAndOrdersThePayment() {
        var alice = world.realNameCustomer(ALICE, "500");

        var accepted = done(withdraw(alice, "100.50"));

        assertEquals(World.fen("399.50"), accepted.cash());
        assertEquals(World.fen("100.50"), world.held(alice, Pocket.WITHDRAWING));
        assertEquals(TAIL, accepted.tail());
        assertEquals(1, world.payOuts.size());
        assertEquals(new Secret(World.BANK_CARD), world.payOuts.get(0).cardNumber());
    }

    @Test
    void offersWhatIsThereAndWhereItWouldGo() {
        var alice = world.realNameCustomer(ALICE, "500");

        assertEquals(new Withdrawals.Offer(World.fen("500"), BankCode.ICBC, TAIL), done(check(alice)));
    }

    @Test
    void namesTheFirstThingThatIsMissing() {
        var alice = world.subscriber(ALICE);
        assertEquals(Reason.NO_ACCOUNT, reason(check(alice)));

        world.open(alice);
        assertEquals(Reason.NOT_REAL_NAME, reason(check(alice)));

        world.profile(alice, "王小明");
        world.in(tx -> accounts.upgrades().upgrade(tx, alice, world.clock.instant()));
        assertEquals(Reason.NO_BANK_CARD, reason(check(alice)));

        world.in(tx -> accounts.bankCards()
                .bind(tx, alice, BankCode.CCB, new Secret(World.BANK_CARD), new Secret("王小明"), world.clock.instant()));
        assertEquals(Reason.NO_CASH, reason(check(alice)));
    }

    @Test
    void neverWithdrawsCardMoney() {
        var alice = world.realNameCustomer(ALICE, "5");
        world.payInByCard(alice, "100");

        assertEquals(Reason.TOO_MUCH, reason(withdraw(alice, "5.01")));
        assertEquals(null, reason(withdraw(alice, "5")));
    }

    @ParameterizedTest
    @CsvSource({"0.99, BAD_AMOUNT", "1, ", "9000, ", "9000.01, TOO_MUCH"})
    void keepsToTheLimits(String yuan, Reason refused) {
        var alice = world.realNameCustomer(ALICE, "9000");

        assertEquals(refused, reason(withdraw(alice, yuan)));
    }

    @Test
    void refusesIfAnotherCardIsBoundByNow() {
        var alice = world.realNameCustomer(ALICE, "500");

        var answer = world.in(
                tx -> accounts.withdrawals().withdraw(tx, world.request(alice, World.PIN), World.fen("10"), "0000"));

        var refusal = refusal(answer);
        assertEquals(Reason.CARD_CHANGED, refusal.reason());
        assertEquals(TAIL, refusal.facts().get("new_tail"));
    }

    @Test
    void wantsAPurchaseAfterTwoInARow() {
        var alice = world.realNameCustomer(ALICE, "500");
        withdraw(alice, "10");
        withdraw(alice, "10");

        assertEquals(Reason.SPEND_FIRST, reason(check(alice)));
        assertEquals(Reason.SPEND_FIRST, reason(withdraw(alice, "10")));

        buy(alice, "0.01");
        assertEquals(null, reason(withdraw(alice, "10")));
    }

    @Test
    void doesNotTakeAPhoneBillForAPurchase() {
        var alice = world.realNameCustomer(ALICE, "500");
        withdraw(alice, "10");
        withdraw(alice, "10");

        world.in(tx -> accounts.bills().pay(tx, world.request(alice, World.PIN), World.fen("10")));
        world.bills.last().answer().accept(BillSystem.PaymentVerdict.PAID);
        world.settle();

        assertEquals(Reason.SPEND_FIRST, reason(check(alice)));
    }

    @Test
    void doesNotCountAReturnedWithdrawal() {
        var alice = world.realNameCustomer(ALICE, "500");
        withdraw(alice, "10");
        var second = done(withdraw(alice, "20")).order();

        settle(second, Result.RETURNED);

        assertEquals(null, reason(check(alice)));
        assertEquals(World.fen("490"), world.cash(alice));
    }

    @Test
    void keepsTheCounterWhenTheAccountIsClosedAndOpenedAgain() {
        var alice = world.realNameCustomer(ALICE, "20");
        var first = done(withdraw(alice, "10")).order();
        var second = done(withdraw(alice, "10")).order();
        settle(first, Result.PAID);
        settle(second, Result.PAID);
        assertEquals(null, reason(world.in(tx -> accounts.closings().close(tx, world.request(alice, World.PIN)))));
        world.open(alice);
        world.in(tx -> accounts.bankCards()
                .bind(tx, alice, BankCode.CCB, new Secret(World.BANK_CARD), new Secret("王小明"), world.clock.instant()));
        world.payIn(alice, "10");

        assertEquals(Reason.SPEND_FIRST, reason(check(alice)));
    }

    @Test
    void tellsOfAPaidWithdrawalOnce() {
        var alice = world.realNameCustomer(ALICE, "500");
        var order = done(withdraw(alice, "100")).order();

        assertEquals(ResultHandling.DONE, settle(order, Result.PAID));
        assertEquals(ResultHandling.DONE_BEFORE, settle(order, Result.PAID));

        assertEquals(List.of("withdrawal_paid"), world.notices());
        assertEquals("100.00", world.said.get(0).values().get("amount"));
        assertEquals("2009-11-02", world.said.get(0).values().get("date"));
        assertEquals(Fen.ZERO, world.held(alice, Pocket.WITHDRAWING));
    }

    @Test
    void tellsOfAReturnedWithdrawalWithTheBalance() {
        var alice = world.realNameCustomer(ALICE, "500");
        var order = done(withdraw(alice, "100")).order();

        settle(order, Result.RETURNED);

        assertEquals(List.of("withdrawal_returned"), world.notices());
        assertEquals("500.00", world.said.get(0).values().get("cash"));
    }

    @Test
    void raisesAnAlarmWhenABankContradictsItself() {
        var alice = world.realNameCustomer(ALICE, "500");
        var order = done(withdraw(alice, "100")).order();
        settle(order, Result.PAID);

        assertEquals(ResultHandling.CONTRADICTS, settle(order, Result.RETURNED));
        assertEquals(ResultHandling.UNKNOWN_ORDER, settle(new OrderId(999_999), Result.PAID));

        assertEquals(2, world.alarms.size());
        assertEquals(World.fen("400"), world.cash(alice));
    }

    @Test
    void countsAWrongPayPasswordAndMovesNothing() {
        var alice = world.realNameCustomer(ALICE, "500");

        var refusal = refusal(withdraw(world.request(alice, "999998"), "100"));

        assertEquals(Reason.PIN_WRONG, refusal.reason());
        assertEquals(World.fen("500"), world.cash(alice));
    }

    @Test
    void insistsOnThePayPassword() {
        var alice = world.realNameCustomer(ALICE, "500");

        assertThrows(IllegalArgumentException.class, () -> withdraw(world.request(alice), "100"));
    }

    @Test
    void letsOneOfTwoHaveTheLastMoney() {
        var alice = world.realNameCustomer(ALICE, "50");

        var reasons = world.in(tx -> List.of(
                String.valueOf(reason(
                        accounts.withdrawals().withdraw(tx, world.request(alice, World.PIN), World.fen("50"), TAIL))),
                String.valueOf(reason(accounts.bills().pay(tx, world.request(alice, World.PIN), World.fen("1"))))));

        assertEquals(List.of("null", "INSUFFICIENT"), reasons);
        assertEquals(Fen.ZERO, world.cash(alice));
    }

    @Test
    void acceptsTheSameRequestOnce() {
        var alice = world.realNameCustomer(ALICE, "500");
        var request = world.request(alice, World.PIN);

        var first = done(withdraw(request, "100"));
        var second = done(withdraw(request, "100"));

        assertEquals(first, second);
        assertEquals(World.fen("400"), world.cash(alice));
    }

    @Test
    void findsOrdersThatNoBankHasAnsweredInSevenWorkingDays() {
        var alice = world.realNameCustomer(ALICE, "500");
        var order = done(withdraw(alice, "100")).order();

        world.clock.set("2009-11-11T23:59:59");
        assertEquals(List.of(), WithdrawalResults.overdue(world.store, world.clock.instant()));

        world.clock.set("2009-11-12T00:00:00");
        assertEquals(List.of(order), WithdrawalResults.overdue(world.store, world.clock.instant()));
        assertEquals(List.of(order), WithdrawalResults.submitted(world.store));
    }

    @ParameterizedTest
    @CsvSource({
        "2009-11-02, 3, 2009-11-05",
        "2009-11-06, 3, 2009-11-11",
        "2009-09-30, 1, 2009-10-09",
        "2009-09-26, 1, 2009-09-27"
    })
    void countsWorkingDaysWithHolidaysAndTheDaysWorkedForThem(LocalDate from, int count, LocalDate expected) {
        var days = new WorkingDays(new CalendarSettings(
                Set.of(20091001, 20091002, 20091005, 20091006, 20091007, 20091008), Set.of(20090927)));

        assertEquals(expected, days.after(from, count));
    }

    private Handed hand(String order, Result result) {
        return world.in(tx -> accounts.withdrawalRounds().hand(tx, order, result, null, world.clock.instant()));
    }
}
