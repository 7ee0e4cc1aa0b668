package cn.smspay.accounts.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.accounts.life.OneTimeCodes.Purpose;
import cn.smspay.accounts.payments.Merchants.Merchant;
import cn.smspay.accounts.payments.Purchases.Bought;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.testing.World;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which {@link Purchases} says no, with its limit on both sides (R 4.6). */
final class PurchasesTest extends AccountsFixture {
    private int keys;

    private Answer<Bought> buy(
            SubscriptionId who, Channel channel, String merchant, Fen amount, @Nullable Secret code) {
        var request =
                new Request(who, channel, "p" + ++keys, Optional.of(new Secret(World.PIN)), world.clock.instant());
        return world.in(tx -> accounts.purchases().buy(tx, request, merchant, amount, Optional.ofNullable(code)));
    }

    private Answer<Bought> buy(SubscriptionId who, String yuan) {
        return buy(who, Channel.WEB, World.SHOP, World.fen(yuan), null);
    }

    private @Nullable Reason refund(OrderId order, String key, String yuan) {
        return reason(
                world.in(tx -> accounts.purchases().refund(tx, order, key, World.fen(yuan), world.clock.instant())));
    }

    private void phone(SubscriptionId who, PhoneStatus status, StopReason why) {
        world.in(tx -> {
            accounts.subscribers().status(tx, who, new PhoneCondition(status, why));
            return true;
        });
    }

    @ParameterizedTest
    @CsvSource({
        "NORMAL, NONE, ",
        "ONE_WAY, DEBT, ",
        "TWO_WAY, ON_REQUEST, ",
        "PRE_CANCELLED, NONE, ",
        "ONE_WAY, LOST, PHONE_STATUS",
        "TRANSFERRED, NONE, BARRED",
        "UNKNOWN, NONE, BARRED"
    })
    void thePhoneMayBeStoppedButNotLostOrAnothers(PhoneStatus status, StopReason why, @Nullable Reason refused) {
        var alice = world.realNameCustomer(ALICE, "50");
        phone(alice, status, why);

        assertEquals(refused, reason(buy(alice, "10")));
        assertEquals(refused == null ? World.fen("40") : World.fen("50"), world.cash(alice));
    }

    @ParameterizedTest
    @CsvSource({"-1, BAD_AMOUNT", "0, BAD_AMOUNT", "1, ", "5000, ", "5001, INSUFFICIENT"})
    void anAmountIsPositiveAndCovered(long fen, @Nullable Reason refused) {
        var alice = world.realNameCustomer(ALICE, "50");

        assertEquals(refused, reason(buy(alice, Channel.WEB, World.SHOP, new Fen(fen), null)));
    }

    /** D-02: card money if it covers all, else cash if that covers all, never some of each. */
    @ParameterizedTest
    @CsvSource({"30.00, CARD", "30.01, CASH", "50.00, CASH", "50.01, "})
    void onePocketPaysAll(String yuan, @Nullable Pocket pocket) {
        var alice = world.realNameCustomer(ALICE, "50");
        world.payInByCard(alice, "30");

        var asked = world.in(tx -> accounts.purchases().pocket(tx, alice, World.fen(yuan)));
        var answer = buy(alice, yuan);

        assertEquals(pocket, asked.<@Nullable Pocket>fold(found -> found, refusal -> null));
        assertEquals(pocket, answer.<@Nullable Pocket>fold(Bought::pocket, refusal -> null));
        assertEquals(pocket == null ? Reason.INSUFFICIENT : null, reason(asked));
    }

    @ParameterizedTest
    @CsvSource({"live, ", "closed, UNKNOWN_MERCHANT", "nobody, UNKNOWN_MERCHANT"})
    void onlyAMerchantThatIsServedIsPaid(String merchant, @Nullable Reason refused) {
        var alice = world.realNameCustomer(ALICE, "50");
        world.in(tx -> {
            accounts.merchants().put(tx, new Merchant("live", "书店", true));
            accounts.merchants().put(tx, new Merchant("closed", "书店", false));
            return true;
        });

        assertEquals(refused, reason(buy(alice, Channel.WEB, merchant, World.fen("1"), null)));
    }

    @Test
    void whoHasNoAccountOrAFrozenOneBuysNothing() {
        assertEquals(Reason.NO_ACCOUNT, reason(buy(world.subscriber(BOB), "1")));
        var alice = world.realNameCustomer(ALICE, "50");
        world.in(tx -> accounts.lifecycle().freeze(tx, alice, true));
        assertEquals(Reason.FROZEN, reason(buy(alice, "1")));
        world.in(tx -> accounts.lifecycle().freeze(tx, alice, false));
        assertEquals(null, reason(buy(alice, "1")));
    }

    /** S-084: on the site, above 100.00. */
    @ParameterizedTest
    @CsvSource({"WEB, 10000, ", "WEB, 10001, CODE_WANTED", "SMS, 10001, ", "MERCHANT, 10001, "})
    void aCodeIsWantedOnTheSiteAbove100(Channel channel, long fen, @Nullable Reason refused) {
        var alice = world.realNameCustomer(ALICE, "500");

        assertEquals(fen > 100_00, Purchases.isAboveCode(new Fen(fen)));
        assertEquals(refused, reason(buy(alice, channel, World.SHOP, new Fen(fen), null)));
    }

    @Test
    void aWrongCodePaysNothingAndTheRightOnePaysOnce() {
        var alice = world.realNameCustomer(ALICE, "500");
        world.in(tx -> accounts.codes().send(tx, alice, Purpose.PAY_OVER_100, world.clock.instant()));
        var code = new Secret(world.said.get(0).values().get("code"));
        var wrong = new Secret(code.reveal().equals("000000") ? "000001" : "000000");

        assertEquals(Reason.CODE_WRONG, reason(buy(alice, Channel.WEB, World.SHOP, World.fen("200"), wrong)));
        assertEquals(World.fen("500"), world.cash(alice));
        assertEquals(null, reason(buy(alice, Channel.WEB, World.SHOP, World.fen("200"), code)));
        assertEquals(World.fen("300"), world.cash(alice));
        assertTrue(reason(buy(alice, Channel.WEB, World.SHOP, World.fen("200"), code)) != null);
        assertEquals(World.fen("300"), world.cash(alice));
    }

    /** S-055: the number is gone, the money is not; no code can be sent there, and at zero the account is closed. */
    @Test
    void whoseNumberIsGoneSpendsSmallAmountsAndTheLastOneClosesTheAccount() {
        var alice = world.realNameCustomer(ALICE, "150");
        world.in(tx -> accounts.lifecycle()
                .status(tx, alice, new PhoneCondition(PhoneStatus.CANCELLED, StopReason.NONE), world.clock.instant()));

        assertEquals(Reason.NO_PHONE, reason(buy(alice, "100.01")));
        assertEquals(null, reason(buy(alice, "100")));
        assertEquals(null, reason(buy(alice, "50")));
        assertEquals(Reason.NO_ACCOUNT, reason(buy(alice, "1")));
    }

    @Test
    void aRefundGoesBackWhereItCameFromUntilAllIsBack() {
        var alice = world.realNameCustomer(ALICE, "50");
        world.payInByCard(alice, "30");
        var order = done(buy(alice, "20")).order();
        world.said.clear();

        assertEquals(Reason.BAD_AMOUNT, refund(new OrderId(999_999), "refund-0", "1"));
        assertEquals(Reason.BAD_AMOUNT, refund(order, "refund-0", "0"));
        assertEquals(Reason.TOO_MUCH, refund(order, "refund-1", "20.01"));
        assertEquals(null, refund(order, "refund-2", "15"));
        assertEquals(World.fen("25"), world.card(alice));
        assertEquals(Reason.TOO_MUCH, refund(order, "refund-3", "5.01"));
        assertEquals(null, refund(order, "refund-4", "5"));
        assertEquals(World.fen("30"), world.card(alice));
        assertEquals(World.fen("50"), world.cash(alice));
        assertEquals(Reason.TOO_MUCH, refund(order, "refund-5", "0.01"));
        assertEquals(2, world.notices().stream().filter("refund"::equals).count());
    }

    @Test
    void aRefundToAClosedAccountWaitsForAnAgent() {
        var alice = world.realNameCustomer(ALICE, "10");
        var order = done(buy(alice, "10")).order();
        world.in(tx -> accounts.lifecycle()
                .status(tx, alice, new PhoneCondition(PhoneStatus.CANCELLED, StopReason.NONE), world.clock.instant()));
        world.said.clear();

        assertEquals(null, refund(order, "r", "4"));
        assertEquals(null, refund(order, "r", "4"));

        assertEquals(1, world.cases().size(), world.cases().toString());
        assertTrue(
                world.cases().get(0).startsWith("REFUND_TO_CLOSED: "),
                world.cases().toString());
        assertFalse(world.notices().contains("refund"));
    }

    @Test
    void aTryUnderAnOrdersKeyMayBeMadeAgainAndPaysOnce() {
        var alice = world.realNameCustomer(ALICE, "5");
        var request =
                new Request(alice, Channel.WEB, "order:1", Optional.of(new Secret(World.PIN)), world.clock.instant());

        assertEquals(
                Reason.INSUFFICIENT,
                reason(world.in(
                        tx -> accounts.purchases().pay(tx, request, World.SHOP, World.fen("8"), Optional.empty()))));
        world.payIn(alice, "5");
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    null,
                    reason(world.in(tx ->
                            accounts.purchases().pay(tx, request, World.SHOP, World.fen("8"), Optional.empty()))));
        }
        assertEquals(World.fen("2"), world.cash(alice));
        assertEquals(
                Reason.KEY_REUSED,
                reason(world.in(
                        tx -> accounts.purchases().pay(tx, request, World.SHOP, World.fen("7"), Optional.empty()))));
    }
}
