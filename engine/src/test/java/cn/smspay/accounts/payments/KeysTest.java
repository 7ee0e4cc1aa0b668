package cn.smspay.accounts.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.AccountSettings;
import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.BlockingState;
import cn.smspay.accounts.customers.CardState;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.accounts.life.OneTimeCodes.Purpose;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import cn.smspay.testing.World;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One key, one answer, whatever the answer was (R 3.0.11). */
final class KeysTest extends AccountsFixture {
    private static final String TAIL = World.BANK_CARD.substring(World.BANK_CARD.length() - 4);

    private final Map<SubscriptionId, OrderId> bought = new HashMap<>();

    @Override
    public AccountSettings settings() {
        return AccountSettings.defaults();
    }

    /** Everything that moves money under a key that its caller chose. */
    private enum Act {
        WITHDRAW,
        BILL,
        PURCHASE,
        CASH,
        BANK,
        CARD,
        REFUND
    }

    private @Nullable Reason act(Act act, SubscriptionId who, String key, String yuan) {
        return act(act, who, Channel.WEB, key, yuan, World.PIN);
    }

    private @Nullable Reason act(Act act, SubscriptionId who, Channel channel, String key, String yuan, String pin) {
        return reason(world.in(tx -> answer(
                tx,
                act,
                new Request(who, channel, key, Optional.of(new Secret(pin)), world.clock.instant()),
                World.fen(yuan))));
    }

    private Object answer(Tx tx, Act act, Request request, Fen amount) {
        return switch (act) {
            case WITHDRAW -> accounts.withdrawals().withdraw(tx, request, amount, TAIL);
            case BILL -> accounts.bills().pay(tx, request, amount);
            case PURCHASE -> accounts.purchases().buy(tx, request, World.SHOP, amount);
            case CASH -> accounts.cashTopUps().payIn(tx, request, Till.of(Province.HUNAN), amount);
            case BANK -> accounts.cashTopUps().fromBank(tx, request, amount);
            case CARD ->
                accounts.rechargeCards().topUp(tx, request, new Secret("18%016d".formatted(900 + amount.fen())));
            case REFUND ->
                accounts.purchases().refund(tx, bought.get(request.who()), request.key(), amount, request.now());
        };
    }

    /** A customer with 50.00 who has bought something for 10.00. */
    private SubscriptionId customer(String msisdn) {
        var who = world.realNameCustomer(msisdn, "60");
        bought.put(
                who,
                done(world.in(tx -> accounts.purchases()
                                .buy(tx, world.request(who, World.PIN), World.SHOP, World.fen("10"))))
                        .order());
        return who;
    }

    /** Makes the act impossible. */
    private void hinder(Act act, SubscriptionId who, boolean on) {
        if (act == Act.CARD && !on) {
            world.in(tx -> accounts.cardStock()
                    .add(
                            tx,
                            new CardStock.Card(
                                    "09000180000000001",
                                    World.fen("30"),
                                    Province.HUNAN,
                                    CardState.ACTIVE,
                                    LocalDate.of(2012, 12, 31)),
                            new Secret("18%016d".formatted(900 + 30_00))));
        } else if (act == Act.CASH || act == Act.BANK) {
            world.in(tx -> {
                accounts.subscribers()
                        .status(
                                tx,
                                who,
                                on
                                        ? new PhoneCondition(PhoneStatus.PRE_CANCELLED, StopReason.NONE)
                                        : PhoneCondition.NORMAL);
                return null;
            });
        } else if (act != Act.CARD && !on) {
            world.payIn(who, "900");
        }
    }

    /** More than there is; a card that nobody knows; for money coming in, the phone stands in the way. */
    private static String tooMuch(Act act) {
        return switch (act) {
            case WITHDRAW, BILL, PURCHASE -> "90";
            case CASH, BANK, CARD -> "30";
            case REFUND -> "11";
        };
    }

    @ParameterizedTest
    @EnumSource(Act.class)
    void aRefusalIsKeptUnderItsKeyAndAnotherKeyIsAnotherRequest(Act act) {
        var alice = customer(ALICE);
        var bob = customer(BOB);
        hinder(act, alice, true);
        var why = act(act, alice, "k", tooMuch(act));
        assertEquals(true, why != null, act + " was to be refused");

        hinder(act, alice, false);
        var now = List.of(world.cash(alice), world.card(alice));

        assertEquals(why, act(act, alice, "k", tooMuch(act)));
        assertEquals(Reason.KEY_REUSED, act(act, alice, "k", "7"));
        assertEquals(Reason.KEY_REUSED, act(act, bob, "k", tooMuch(act)));
        assertEquals(now, List.of(world.cash(alice), world.card(alice)));
        if (act != Act.REFUND) {
            assertEquals(null, act(act, alice, "other", tooMuch(act)));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Act.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CARD"})
    void aMalformedRequestIsNotKept(Act act) {
        var alice = customer(ALICE);

        assertEquals(true, act(act, alice, "k", "0") != null);
        assertEquals(null, act(act, alice, "k", "5"));
        assertEquals(null, act(act, alice, "k", "5"));
        assertEquals(Reason.KEY_REUSED, act(act, alice, "k", "6"));
    }

    @Test
    void aCardThatIsNoneIsNotKeptAndNotCounted() {
        var alice = customer(ALICE);
        for (int i = 0; i < 9; i++) {
            var request = new Request(alice, Channel.WEB, "k", Optional.empty(), world.clock.instant());
            world.in(tx -> accounts.rechargeCards().topUp(tx, request, new Secret("123")));
        }
        hinder(Act.CARD, alice, false);

        assertEquals(null, act(Act.CARD, alice, "k", "30"));
        assertEquals(null, act(Act.CARD, alice, "k", "30"));
        assertEquals(World.fen("30"), world.card(alice));
        assertEquals(Reason.REPEATED, act(Act.CARD, alice, "k2", "30"));
        assertEquals(Reason.KEY_REUSED, act(Act.CARD, alice, "k", "31"));
    }

    @Test
    void theSameWrongPasswordUnderOneKeyIsOneTry() {
        var alice = customer(ALICE);
        for (int i = 0; i < 9; i++) {
            assertEquals(Reason.PIN_WRONG, act(Act.PURCHASE, alice, Channel.WEB, "k", "5", "000000"));
        }
        assertEquals(Reason.PIN_WRONG, act(Act.PURCHASE, alice, Channel.WEB, "k", "5", World.PIN));
        assertEquals(null, act(Act.PURCHASE, alice, "k2", "5"));
    }

    @Test
    void aPurchaseThatWantsACodeGoesOnWithItUnderItsKey() {
        var alice = customer(ALICE);
        world.payIn(alice, "500");
        assertEquals(Reason.CODE_WANTED, act(Act.PURCHASE, alice, "k", "200"));
        world.said.clear();
        world.in(tx -> accounts.codes().send(tx, alice, Purpose.PAY_OVER_100, world.clock.instant()));
        var code = new Secret(world.said.get(0).values().get("code"));
        var request = new Request(alice, Channel.WEB, "k", Optional.of(new Secret(World.PIN)), world.clock.instant());

        assertEquals(
                null,
                reason(world.in(
                        tx -> accounts.purchases().buy(tx, request, World.SHOP, World.fen("200"), Optional.of(code)))));
    }

    @Test
    void whatAMessageAsksForLeavesNoKey() {
        var alice = customer(ALICE);
        assertEquals(Reason.INSUFFICIENT, act(Act.PURCHASE, alice, Channel.SMS, "k", "90", World.PIN));
        world.payIn(alice, "900");
        assertEquals(null, act(Act.PURCHASE, alice, Channel.SMS, "k", "90", World.PIN));
    }

    @Test
    void aRefundOfAnotherOrderUnderTheSameKeyIsAnotherRequest() {
        var alice = customer(ALICE);
        var first = bought.get(alice);
        customerBuysAgain(alice);
        var second = bought.get(alice);

        assertEquals(null, refund(first, "r"));
        assertEquals(Reason.KEY_REUSED, refund(second, "r"));
        assertEquals(null, refund(first, "r"));
        assertEquals(World.fen("45"), world.cash(alice));
    }

    private void customerBuysAgain(SubscriptionId who) {
        bought.put(
                who,
                done(world.in(tx -> accounts.purchases()
                                .buy(tx, world.request(who, World.PIN), World.SHOP, World.fen("10"))))
                        .order());
    }

    private @Nullable Reason refund(OrderId order, String key) {
        return reason(
                world.in(tx -> accounts.purchases().refund(tx, order, key, World.fen("5"), world.clock.instant())));
    }

    @Test
    void aWithdrawalToAnotherCardUnderTheSameKeyIsAnotherRequest() {
        var alice = customer(ALICE);
        var request = new Request(alice, Channel.WEB, "k", Optional.of(new Secret(World.PIN)), world.clock.instant());
        assertEquals(null, act(Act.WITHDRAW, alice, "k", "5"));
        assertEquals(
                Reason.KEY_REUSED,
                reason(world.in(tx -> accounts.withdrawals().withdraw(tx, request, World.fen("5"), "9999"))));
    }

    @Test
    void aRefusalIsReadAsItWasWritten() {
        for (var refusal : Set.of(
                Refusal.of(Reason.NO_ACCOUNT),
                Refusal.of(Reason.PIN_LOCKED, "until", Instant.parse("2009-11-02T01:02:03.004Z")),
                Refusal.of(Reason.PHONE_STATUS, "state", BlockingState.TWO_WAY),
                Refusal.of(Reason.CARD_CHANGED, Map.of("bank", "中国 工商银行", "new_tail", "0128", "left", 3)),
                new Refusal(
                        Reason.NOT_CLOSABLE,
                        Map.of(),
                        List.of(Refusal.of(Reason.WALLET), Refusal.of(Reason.BALANCE, "total", World.fen("0.05")))))) {
            assertEquals(refusal, Refusal.read(refusal.written()));
        }
    }

    @Test
    void anAnswerOutlivesTheProgram() {
        var alice = customer(ALICE);
        assertEquals(Reason.INSUFFICIENT, act(Act.PURCHASE, alice, "k", "90"));
        world.close();
        world = new World(folder, settings());
        accounts = world.accounts;
        world.payIn(alice, "900");

        assertEquals(Reason.INSUFFICIENT, act(Act.PURCHASE, alice, "k", "90"));
        var refused = world.in(tx -> accounts.purchases()
                .buy(
                        tx,
                        new Request(alice, Channel.WEB, "k", Optional.of(new Secret(World.PIN)), world.clock.instant()),
                        World.SHOP,
                        World.fen("90")));
        assertEquals(
                World.fen("50"), ((Answer.Refused<?>) refused).refusal().facts().get("cash"));
    }
}
