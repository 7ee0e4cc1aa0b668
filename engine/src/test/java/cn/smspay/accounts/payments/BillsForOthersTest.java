package cn.smspay.accounts.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.Operator;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.base.Channel;
import cn.smspay.base.Msisdn;
import cn.smspay.base.OrderId;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.testing.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillsForOthersTest extends AccountsFixture {
    private int keys;

    private Answer<OrderId> pay(SubscriptionId who, String payee, String yuan, boolean confirmTest) {
        return pay(
                new Request(
                        who, Channel.WEB, "web" + ++keys, Optional.of(new Secret(World.PIN)), world.clock.instant()),
                payee,
                yuan,
                confirmTest);
    }

    private Answer<OrderId> pay(Request request, String payee, String yuan, boolean confirmTest) {
        return world.in(tx -> accounts.bills().pay(tx, request, new Msisdn(payee), World.fen(yuan), confirmTest));
    }

    @Test
    void paysAnothersBillFromCardMoneyFirstAndTellsWhose() {
        var alice = world.customer(ALICE);
        world.subscriber(BOB, Province.SICHUAN, Brand.MZONE);
        world.payInByCard(alice, "50");
        world.said.clear();

        done(pay(alice, BOB, "20", false));

        var bill = world.bills.last().bill();
        assertEquals(new Msisdn(BOB), bill.payee());
        assertEquals(Province.SICHUAN, bill.province());
        world.bills.last().answer().accept(BillSystem.PaymentVerdict.PAID);
        world.settle();
        assertEquals(List.of("bill_paid_for_other"), world.notices());
        var values = world.said.get(0).values();
        assertEquals(
                Map.of("payee", BOB, "amount", "20.00", "acct", "card_account", "order", values.get("order")), values);
        assertEquals(World.fen("30"), world.card(alice));
    }

    @ParameterizedTest
    @CsvSource({
        // the payer's phone, the payee's
        "NORMAL, NONE, NORMAL, NONE, ",
        "NORMAL, NONE, ONE_WAY, DEBT, ",
        "NORMAL, NONE, TWO_WAY, LOST, ",
        "NORMAL, NONE, PRE_CANCELLED, NONE, ",
        "NORMAL, NONE, CANCELLED, NONE, PAYEE_GONE",
        "NORMAL, NONE, RENUMBERED, NONE, PAYEE_GONE",
        "ONE_WAY, DEBT, NORMAL, NONE, ",
        "TWO_WAY, DEBT, NORMAL, NONE, ",
        "PRE_CANCELLED, NONE, NORMAL, NONE, PHONE_STATUS",
    })
    void followsTheTableOfPhones(
            PhoneStatus payer, StopReason payerWhy, PhoneStatus payee, StopReason payeeWhy, Reason refused) {
        var alice = world.customer(ALICE);
        var bob = world.subscriber(BOB);
        world.payIn(alice, "100");
        world.in(tx -> {
            accounts.subscribers().status(tx, alice, new PhoneCondition(payer, payerWhy));
            accounts.subscribers().status(tx, bob, new PhoneCondition(payee, payeeWhy));
            return true;
        });

        assertEquals(refused, reason(pay(alice, BOB, "10", false)));
    }

    @ParameterizedTest
    @CsvSource({
        "13900000002, CHINA_UNICOM, NOT_CARRIERS",
        "13000000002, CHINA_MOBILE, ",
        "13000000003, , NOT_CARRIERS",
        "13900000003, , ",
    })
    void thePayeeIsTheCarriersByItsListFirstAndItsRangeSecond(String payee, Operator operator, Reason refused) {
        var alice = world.customer(ALICE);
        world.payIn(alice, "100");
        if (operator != null) {
            world.in(tx ->
                    accounts.subscribers().feed(tx, new Msisdn(payee), operator, Province.HUNAN, Brand.GOTONE, false));
        }

        assertEquals(refused, reason(pay(alice, payee, "10", false)));
    }

    @Test
    void inATestProvinceTheCustomerConfirmsThatItMayFail() {
        var alice = world.customer(ALICE);
        world.payIn(alice, "100");
        world.subscriber(BOB, Province.GUANGDONG, Brand.GOTONE);

        assertEquals(Reason.CONFIRM_TEST, reason(pay(alice, BOB, "10", false)));
        assertNull(reason(pay(alice, BOB, "10", true)));
        world.bills.last().answer().accept(BillSystem.PaymentVerdict.FAILED);
        world.settle();
        assertEquals(World.fen("100"), world.cash(alice));
    }

    @Test
    void theSameAmountForTwoPeopleIsNoRepetitionAndTheSameKeyForAnotherIsRefused() {
        var alice = world.customer(ALICE);
        world.payIn(alice, "100");
        world.subscriber(BOB);
        world.subscriber("13700000003");
        assertNull(reason(pay(alice, BOB, "10", false)));
        assertNull(reason(pay(alice, "13700000003", "10", false)));
        assertEquals(Reason.REPEATED, reason(pay(alice, "13700000003", "10", false)));

        var request =
                new Request(alice, Channel.WEB, "one key", Optional.of(new Secret(World.PIN)), world.clock.instant());
        var first = done(pay(request, BOB, "7", false));
        assertEquals(first, done(pay(request, BOB, "7", false)));
        assertEquals(Reason.KEY_REUSED, reason(pay(request, "13700000003", "7", false)));
        assertEquals(World.fen("73"), world.cash(alice));
    }
}
