package cn.smspay.accounts.life;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.AccountTables;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.testing.World;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One account after the other gets its first passwords, no faster than was asked for, and each once. */
final class InitialPasswordsTest extends AccountsFixture {
    private InitialPasswords initial;

    @BeforeEach
    void open() {
        initial = new InitialPasswords(
                accounts.subscribers(),
                accounts.passwords(),
                (tx, who, notice, values, now) -> world.said.add(new World.Said(who, notice, values)),
                world.store,
                world.lane,
                world.clock);
    }

    private AccountNo takenOver(String number) {
        var who = world.subscriber(number);
        return done(world.in(tx -> accounts.openings().takeOver(tx, world.request(who))));
    }

    private void want(AccountNo account, int textsPerSecond) {
        world.in(tx -> {
            initial.want(tx, account, textsPerSecond, world.clock.instant());
            return true;
        });
    }

    /** How many texts a round sends. */
    private int round(long ticks) {
        int before = world.said.size();
        initial.round(ticks);
        world.settle();
        return world.said.size() - before;
    }

    private List<SubscriptionId> told() {
        return world.said.stream().map(World.Said::who).distinct().toList();
    }

    @Test
    void bothPasswordsGoOutInTextsOfTheirOwn() {
        want(takenOver(ALICE), 20);

        assertEquals(2, round(0));

        assertEquals(List.of("opened_login", "opened_pay"), world.notices());
        assertEquals(
                List.of(List.of("login_password"), List.of("pay_password")),
                world.said.stream()
                        .map(said -> List.copyOf(said.values().keySet()))
                        .toList());
    }

    @Test
    void eachAccountGetsThemOnce() {
        want(takenOver(ALICE), 20);
        round(0);

        assertEquals(0, round(10_000));
    }

    @Test
    void onlyWhatIsMissingIsMade() {
        var account = takenOver(ALICE);
        world.in(tx -> accounts.passwords()
                .change(
                        tx,
                        accounts.subscribers().find(tx, new Msisdn(ALICE)).orElseThrow(),
                        account,
                        PasswordKind.PAY,
                        new Secret(World.PIN)));
        want(account, 20);

        round(0);

        assertEquals(List.of("opened_login"), world.notices());
        assertEquals(
                null,
                reason(world.in(tx -> accounts.passwords()
                        .attempt(tx, account, PasswordKind.PAY, new Secret(World.PIN), world.clock.instant()))));
    }

    @Test
    void anAccountThatHasBothIsToldNothingAndHoldsNobodyUp() {
        var alice = world.customer(ALICE);
        want(world.in(tx -> accounts.subscribers().get(tx, alice).account()), 1_000_000);
        want(takenOver(BOB), 20);

        assertEquals(0, round(0));
        assertEquals(2, round(1));
    }

    @Test
    void oneThatWasClosedMeanwhileIsToldNothing() {
        var account = takenOver(ALICE);
        var alice = world.in(tx -> accounts.subscribers().find(tx, new Msisdn(ALICE)))
                .orElseThrow()
                .id();
        want(account, 20);
        world.in(tx -> {
            accounts.lifecycle().cancel(tx, alice, world.clock.instant());
            return true;
        });

        assertEquals(0, round(0));
        assertEquals(false, world.in(tx -> Passwords.isSet(tx, account, PasswordKind.PAY)));
    }

    @ParameterizedTest
    @CsvSource({"20, 100", "1, 2000", "0, 2000", "3, 666"})
    void theNextAccountWaitsAsLongAsItsTextsTake(int textsPerSecond, long millis) {
        var first = takenOver(ALICE);
        var second = takenOver(BOB);
        want(second, textsPerSecond);
        want(first, textsPerSecond);

        assertEquals(2, round(5));
        assertEquals(0, round(5 + millis - 1));
        assertEquals(2, round(5 + millis));
        assertEquals(List.of(owner(first), owner(second)), told(), "by the number of the account");
    }

    private SubscriptionId owner(AccountNo account) {
        return world.in(tx -> tx.get(AccountTables.ACCOUNT, account)).subscription();
    }

    @Test
    void nobodyWaitsAndItLooksAgainInASecond() {
        assertEquals(0, round(0));
        want(takenOver(ALICE), 20);

        assertEquals(0, round(999));
        assertEquals(2, round(1_000));
    }

    @Test
    void theFirstLookIsMadeWhateverTheTicksSay() {
        want(takenOver(ALICE), 20);

        assertEquals(2, round(Long.MIN_VALUE + 5));
    }

    @Test
    void ticksThatRunOverHoldNothingUp() {
        assertEquals(0, round(Long.MAX_VALUE - 10));
        want(takenOver(ALICE), 20);

        assertEquals(2, round(Long.MIN_VALUE + 1_000));
    }
}
