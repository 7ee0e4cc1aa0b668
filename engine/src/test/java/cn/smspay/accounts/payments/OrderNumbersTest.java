package cn.smspay.accounts.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.payments.WithdrawalResults.Result;
import cn.smspay.accounts.payments.WithdrawalRounds.Handed;
import cn.smspay.base.OrderId;
import cn.smspay.base.vault.Vault;
import cn.smspay.testing.World;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

final class OrderNumbersTest extends AccountsFixture {
    private final OrderNumbers numbers = new OrderNumbers(Vault.of(World.KEY));

    @Test
    void areFourteenDigitsOfWhichNoTwoAreAlikeAndThatDoNotCount() {
        var seen = new HashSet<String>();
        int rising = 0;
        var before = "";
        for (int i = 0; i < 2_000; i++) {
            var number = world.in(tx -> numbers.next(tx, world.clock.instant()));
            assertTrue(number.matches("091102[0-9]{8}"), number);
            assertTrue(seen.add(number), number);
            rising += number.compareTo(before) > 0 ? 1 : 0;
            before = number;
        }
        assertTrue(rising > 800 && rising < 1_200, "as good as by chance: " + rising);
        world.clock.turn(Duration.ofDays(1));
        assertTrue(world.in(tx -> numbers.next(tx, world.clock.instant())).startsWith("091103"));
    }

    @Test
    void merchantsNumbersAreTheirOwnAndUseUpNobodysElse() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) {
            assertTrue(seen.add(world.in(tx -> numbers.next(tx, world.clock.instant()))));
            assertTrue(seen.add(world.in(tx -> numbers.nextOfMerchants(tx, world.clock.instant()))));
        }
        // A day that is nearly used up by merchants.
        world.clock.turn(Duration.ofDays(1));
        world.<Integer>in(tx ->
                tx.query(sql -> sql.execute("insert into series (name, last) values ('merchant-order:091103', 49999998)")));
        assertTrue(seen.add(world.in(tx -> numbers.nextOfMerchants(tx, world.clock.instant()))));
        assertThrows(
                IllegalStateException.class,
                () -> world.in(tx -> numbers.nextOfMerchants(tx, world.clock.instant())));
        assertTrue(seen.add(world.in(tx -> numbers.next(tx, world.clock.instant()))));
    }

    @Test
    void anOrderIsFoundByItsNumberAndByItsOwn() {
        var alice = world.realNameCustomer(ALICE, "500");
        var tail = World.BANK_CARD.substring(World.BANK_CARD.length() - 4);
        var order = done(world.in(
                tx -> accounts.withdrawals().withdraw(tx, world.request(alice, World.PIN), World.fen("10"), tail)));

        assertEquals(
                order.order(), world.in(tx -> numbers.find(tx, order.number())).orElseThrow());
        assertEquals(
                order.order(),
                world.in(tx -> numbers.find(tx, OrderNumbers.shown(null, order.order())))
                        .orElseThrow());
        assertTrue(world.in(tx -> numbers.find(tx, "1e3")).isEmpty());
        assertEquals("00000000000042", OrderNumbers.shown(null, new OrderId(42)));
        assertEquals(Handed.NEWS, hand(order.number(), Result.RETURNED));
        assertEquals(Handed.CONTRADICTS, hand(order.number(), Result.PAID));
        assertEquals(Handed.UNKNOWN_ORDER, hand("09110200000000", Result.PAID));
    }

    private Handed hand(String order, Result result) {
        return world.in(tx -> accounts.withdrawalRounds().hand(tx, order, result, null, world.clock.instant()));
    }
}
