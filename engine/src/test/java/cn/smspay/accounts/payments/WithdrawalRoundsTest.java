package cn.smspay.accounts.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.payments.WithdrawalResults.Result;
import cn.smspay.accounts.payments.WithdrawalRounds.Handed;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.testing.World;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bank's word on a withdrawal is taken once, and one of which nothing is heard is somebody's work (S-078). */
final class WithdrawalRoundsTest {
    @TempDir
    private Path folder;

    private World world;
    private WithdrawalRounds rounds;
    private SubscriptionId li;

    @BeforeEach
    void open() {
        world = new World(folder);
        rounds = world.accounts.withdrawalRounds();
        li = world.realNameCustomer("13800000001", "100.00");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Withdrawals.Accepted withdrawn() {
        return world.in(tx -> world.accounts
                .withdrawals()
                .withdraw(tx, world.request(li, World.PIN), World.fen("10"), "0128")
                .fold(accepted -> accepted, refusal -> {
                    throw new AssertionError(refusal);
                }));
    }

    private Handed hand(String order, Result result) {
        return world.in(tx -> rounds.hand(tx, order, result, null, world.clock.instant()));
    }

    private static Result other(Result result) {
        return result == Result.PAID ? Result.RETURNED : Result.PAID;
    }

    @ParameterizedTest
    @EnumSource(Result.class)
    void whatABankSaysFirstIsNewsBeforeAndAfterItIsBooked(Result result) {
        var order = withdrawn();

        assertEquals(Handed.NEWS, hand(order.number(), result));
        assertEquals(Handed.KNOWN, hand(order.number(), result));
        assertEquals(Handed.CONTRADICTS, hand(order.number(), other(result)));
        assertEquals("10.00", world.held(li, Pocket.WITHDRAWING).toString(), "nothing moves yet");

        rounds.round();
        world.settle();

        assertEquals("0.00", world.held(li, Pocket.WITHDRAWING).toString());
        assertEquals(result == Result.PAID ? "90.00" : "100.00", world.cash(li).toString());
        assertEquals(Handed.KNOWN, hand(order.number(), result));
        assertEquals(Handed.CONTRADICTS, hand(order.number(), other(result)));
    }

    @Test
    void anotherRoundBooksNothingTwice() {
        hand(withdrawn().number(), Result.RETURNED);
        for (int i = 0; i < 3; i++) {
            rounds.round();
            world.settle();
        }

        assertEquals("100.00", world.cash(li).toString());
        assertEquals(1, world.notices().size(), world.notices().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0", "99999999999999", "-1"})
    void anOrderThatNobodyMadeIsUnknown(String order) {
        withdrawn();

        assertEquals(Handed.UNKNOWN_ORDER, hand(order, Result.PAID));
    }

    @Test
    void oneOfWhichNothingIsHeardIsAnAlarmOnceItsLastDayIsOver() {
        withdrawn();
        var last = world.accounts.withdrawals().window(world.clock.instant()).latest();

        world.clock.set(last + "T23:59:59");
        look();
        assertEquals(0, world.alarms.size(), world.alarms.toString());
        world.clock.set(last.plusDays(1) + "T00:00:00");
        look();
        assertEquals(1, world.alarms.size(), world.alarms.toString());
        look();
        assertEquals(1, world.alarms.size(), "once");
    }

    private void look() {
        rounds.round();
        world.settle();
    }
}
