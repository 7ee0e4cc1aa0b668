package cn.smspay.accounts.merchants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.merchants.Verdict.Hindrance;
import cn.smspay.base.Fen;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.testing.World;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SettlementsTest extends AccountsFixture {
    private static final LocalDate DAY = LocalDate.of(2009, 11, 2);

    private SubscriptionId alice() {
        var alice = world.customer(ALICE);
        world.payIn(alice, "100.00");
        return alice;
    }

    private void buys(SubscriptionId who, String yuan) {
        done(world.in(tx -> accounts.purchases().buy(tx, world.request(who, World.PIN), World.SHOP, World.fen(yuan))));
    }

    private Verdict<Settlement> settle(LocalDate day) {
        return world.in(tx -> accounts.settlements().settle(tx, World.SHOP, day, "ICBC", world.clock.instant()));
    }

    private Settlement settled(LocalDate day) {
        return ((Verdict.Done<Settlement>) settle(day)).value();
    }

    private Fen owed() {
        return world.in(tx -> accounts.ledger().balance(tx, BookAccount.merchant(World.SHOP)));
    }

    @Test
    void aDayIsPaidOutOnceItIsOverAndOnlyOnce() {
        buys(alice(), "12.30");
        world.clock.set("2009-11-02T23:59:59");
        assertEquals(Hindrance.DAY_NOT_OVER, ((Verdict.Denied<Settlement>) settle(DAY)).why());

        world.clock.set("2009-11-03T00:00:00");
        var first = settled(DAY);

        assertEquals(World.fen("12.30"), first.amount());
        assertEquals(1, first.payments());
        assertEquals(Fen.ZERO, owed());
        assertEquals(first, settled(DAY));
        assertEquals(List.of(first), world.in(tx -> accounts.settlements().newest(tx, World.SHOP, 20091103, 5)));
        assertEquals(List.of(), world.in(tx -> accounts.settlements().newest(tx, World.SHOP, 20091102, 5)));
    }

    @Test
    void whatWasBoughtLaterIsOfItsOwnDay() {
        var alice = alice();
        buys(alice, "10");
        world.clock.set("2009-11-03T00:00:00");
        buys(alice, "7");

        assertEquals(World.fen("10"), settled(DAY).amount());
        assertEquals(World.fen("7"), owed());
        world.clock.set("2009-11-04T00:00:00");
        assertEquals(World.fen("7"), settled(DAY.plusDays(1)).amount());
    }

    @Test
    void aDayWithoutSalesIsPaidOutWithNothingAndMovesNothing() {
        world.clock.set("2009-11-03T00:00:00");

        var settlement = settled(DAY);

        assertEquals(Fen.ZERO, settlement.amount());
        assertNull(settlement.transfer());
        assertNotEquals("", settlement.no());
    }

    @Test
    void theOldDayThatWasForgottenIsPaidWithWhatIsOwedStill() {
        buys(alice(), "10");
        world.clock.set("2009-11-05T12:00:00");

        assertEquals(
                World.fen("10"), settled(DAY.plusDays(1)).amount(), "all that is owed before the days that follow");
        assertEquals(0, settled(DAY.plusDays(1)).payments());
        assertEquals(Fen.ZERO, settled(DAY).amount());
        assertEquals(Fen.ZERO, owed());
    }
}
