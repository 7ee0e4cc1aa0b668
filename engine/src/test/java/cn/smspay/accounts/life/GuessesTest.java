package cn.smspay.accounts.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountSettings;
import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.testing.LogOracle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Many numbers that are wrong a little each. */
final class GuessesTest extends AccountsFixture {
    private static final String GUESS = "246813";
    private static final String NO_CARD = "180000000000000000";

    @Override
    public AccountSettings settings() {
        return AccountSettings.defaults().withGuessing(new GuessingSettings(4, Duration.ofMinutes(10)));
    }

    private List<SubscriptionId> customers(int count) {
        return customers(0, count);
    }

    private List<SubscriptionId> customers(int from, int to) {
        var all = new ArrayList<SubscriptionId>();
        for (int i = from; i < to; i++) {
            all.add(world.customer(String.format(Locale.ROOT, "139%08d", i)));
        }
        return all;
    }

    private void wrongPassword(SubscriptionId who) {
        world.in(tx -> {
            var account =
                    Objects.requireNonNull(accounts.subscribers().get(tx, who).account());
            return accounts.passwords()
                    .attempt(tx, account, PasswordKind.PAY, new Secret(GUESS), world.clock.instant());
        });
    }

    private void unknownCard(SubscriptionId who) {
        world.in(tx -> accounts.rechargeCards().topUp(tx, world.request(who), new Secret(NO_CARD)));
    }

    private Guesses guesses() {
        return accounts.passwords().guesses();
    }

    private boolean alarm() {
        return guesses().trouble(world.clock.instant()).isPresent();
    }

    @Test
    void wrongTriesOfManyNumbersAreAnAlarmAndALineAtTheFirstAndTheTenth() {
        var all = customers(14);
        try (var log = LogOracle.listen(GUESS, NO_CARD)) {
            all.subList(0, 3).forEach(this::wrongPassword);
            assertEquals(0, guesses().suspicious());

            unknownCard(all.get(3));
            assertTrue(alarm(), "the fourth number");
            all.subList(4, 14).forEach(this::wrongPassword);

            var said = log.lines().stream()
                    .filter(line -> line.contains("alarm: guessing"))
                    .toList();
            assertEquals(2, said.size(), said.toString());
            assertTrue(said.get(0).contains("4 numbers"), said.get(0));
            assertTrue(said.get(1).contains("10 such tries"), said.get(1));
        }
        assertEquals(13, guesses().passwords());
        assertEquals(1, guesses().cards());
        assertEquals(11, guesses().suspicious());
    }

    @Test
    void oneNumberThatIsWrongOftenIsNoneAndNeitherAreManyThatAreRight() {
        var all = customers(6);
        for (int i = 0; i < 5; i++) {
            wrongPassword(all.get(0));
        }
        for (var who : all.subList(1, 6)) {
            world.in(tx -> accounts.passwords()
                    .attempt(
                            tx,
                            Objects.requireNonNull(
                                    accounts.subscribers().get(tx, who).account()),
                            PasswordKind.PAY,
                            new Secret(cn.smspay.testing.World.PIN),
                            world.clock.instant()));
        }

        assertEquals(1, guesses().numbers(world.clock.instant()));
        assertEquals(false, alarm());
    }

    @Test
    void theAlarmEndsWithItsWindowAndSurvivesAClockThatWasSetBack() {
        customers(4).forEach(this::wrongPassword);
        assertTrue(alarm());

        world.clock.turn(Duration.ofMinutes(10));
        assertEquals(false, alarm());

        customers(4, 8).forEach(this::wrongPassword);
        assertTrue(alarm());
        world.clock.turn(Duration.ofHours(-2));
        assertEquals(false, alarm(), "times ahead of the clock say nothing");
    }

    @Test
    void aTryWhoseTransactionIsGivenUpDoesNotCount() {
        var who = customers(1).get(0);
        try {
            world.in(tx -> {
                accounts.rechargeCards().topUp(tx, world.request(who), new Secret(NO_CARD));
                throw new IllegalStateException("on purpose");
            });
        } catch (IllegalStateException e) {
            assertEquals("on purpose", e.getMessage());
        }

        assertEquals(0, guesses().cards());
    }
}
