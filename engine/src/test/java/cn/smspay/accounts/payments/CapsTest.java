package cn.smspay.accounts.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.AccountSettings;
import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.payments.WithdrawalResults.Result;
import cn.smspay.accounts.payments.Withdrawals.Accepted;
import cn.smspay.base.Fen;
import cn.smspay.base.SubscriptionId;
import cn.smspay.testing.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Amounts that a carrier caps (D-28). */
final class CapsTest extends AccountsFixture {
    private static final String TAIL = World.BANK_CARD.substring(World.BANK_CARD.length() - 4);

    @Override
    public AccountSettings settings() {
        return AccountSettings.defaults()
                .withWithdrawal(new WithdrawalSettings(new Fen(1_00), new Fen(70_00), 10, false))
                .withCaps(new DayCaps(new Fen(100_00), new Fen(30_00), new Fen(20_00)));
    }

    private Answer<Accepted> withdraw(SubscriptionId who, String yuan) {
        return world.in(
                tx -> accounts.withdrawals().withdraw(tx, world.request(who, World.PIN), World.fen(yuan), TAIL));
    }

    @Test
    void aDayHasRoomForSoMuchAndWhatTheBankReturnedDoesNotCount() {
        var alice = world.realNameCustomer(ALICE, "900");

        assertEquals(Reason.BAD_AMOUNT, reason(withdraw(alice, "70.01")));
        var order = done(withdraw(alice, "70")).order();
        var refused = withdraw(alice, "30.01");
        assertEquals(Reason.OVER_DAY, reason(refused));
        assertEquals(World.fen("30"), refusal(refused).facts().get("day_left"));
        assertEquals(null, reason(withdraw(alice, "30")));
        assertEquals(Reason.OVER_DAY, reason(withdraw(alice, "1")));
        world.in(tx -> accounts.withdrawalResults().settle(tx, order, Result.RETURNED, "why", world.clock.instant()));
        assertEquals(null, reason(withdraw(alice, "70")));
        world.clock.turn(Duration.ofDays(1));
        assertEquals(null, reason(withdraw(alice, "70")));
    }

    @Test
    void billsAndPurchasesHaveTheirOwn() {
        var alice = world.realNameCustomer(ALICE, "900");

        assertEquals(Reason.OVER_DAY, reason(bill(alice, "30.01")));
        assertEquals(null, reason(bill(alice, "30")));
        assertEquals(Reason.OVER_DAY, reason(bill(alice, "0.01")));
        assertEquals(null, reason(buy(alice, "20")));
        assertEquals(Reason.OVER_DAY, reason(buy(alice, "0.01")));
        assertEquals(null, reason(withdraw(alice, "70")));
    }

    @Test
    void whatAMerchantGaveBackMakesRoomForAnotherPurchase() {
        var alice = world.realNameCustomer(ALICE, "900");
        var bought = done(world.in(
                tx -> accounts.purchases().buy(tx, world.request(alice, World.PIN), World.SHOP, World.fen("20"))));
        var back = world.in(
                tx -> accounts.purchases().refund(tx, bought.order(), "back", World.fen("5"), world.clock.instant()));
        assertEquals(null, reason(back));

        assertEquals(Reason.OVER_DAY, reason(buy(alice, "5.01")));
        assertEquals(null, reason(buy(alice, "5")));
    }

    private Answer<?> bill(SubscriptionId who, String yuan) {
        return world.in(tx -> accounts.bills().pay(tx, world.request(who, World.PIN), World.fen(yuan)));
    }

    private Answer<?> buy(SubscriptionId who, String yuan) {
        return world.in(tx -> accounts.purchases().buy(tx, world.request(who, World.PIN), World.SHOP, World.fen(yuan)));
    }
}
