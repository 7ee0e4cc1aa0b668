package cn.smspay.accounts.life;

import static cn.smspay.accounts.customers.PasswordKind.LOGIN;
import static cn.smspay.accounts.customers.PasswordKind.PAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.testing.World;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PasswordsTest extends AccountsFixture {
    private static final String WRONG = "999998";

    private Optional<Refusal> attempt(AccountNo account, PasswordKind kind, String text) {
        return world.in(tx -> accounts.passwords().attempt(tx, account, kind, new Secret(text), world.clock.instant()));
    }

    private AccountNo customer() {
        return accountOf(world.customer(ALICE));
    }

    private AccountNo accountOf(SubscriptionId who) {
        return Objects.requireNonNull(
                world.in(tx -> accounts.subscribers().get(tx, who)).account());
    }

    private void wrong(AccountNo account, PasswordKind kind, int times) {
        for (int i = 0; i < times; i++) {
            attempt(account, kind, WRONG);
        }
    }

    /** Each costs a hash, which is the most expensive thing that the engine does. */
    @Test
    void generatesWhatIsAskedForAndNothingElse() {
        var who = world.customer(ALICE);
        for (var kinds : Set.of(Set.of(LOGIN), Set.of(PAY), Set.of(LOGIN, PAY))) {
            var made = world.in(tx ->
                    accounts.passwords().generate(tx, accounts.subscribers().get(tx, who), kinds, kinds.toString()));
            assertEquals(kinds, made.each().keySet());
        }
    }

    @Test
    void countsDownTheTriesThatAreLeft() {
        var account = customer();

        for (int left = 4; left >= 1; left--) {
            var refusal = attempt(account, PAY, WRONG).orElseThrow();

            assertEquals(Reason.PIN_WRONG, refusal.reason());
            assertEquals(left, refusal.facts().get("left"));
        }
    }

    @Test
    void locksAtTheFifthWrongTryForADayByTheClock() {
        var account = customer();
        world.clock.set("2009-11-02T18:05:00");
        wrong(account, PAY, 4);

        var fifth = attempt(account, PAY, WRONG).orElseThrow();

        assertEquals(Reason.PIN_JUST_LOCKED, fifth.reason());
        assertEquals(
                world.clock.instant().plus(Duration.ofHours(24)), fifth.facts().get("until"));
        world.clock.set("2009-11-03T18:04:59.999");
        assertEquals(Reason.PIN_LOCKED, reason(attempt(account, PAY, World.PIN)));
        world.clock.set("2009-11-03T18:05:00.000");
        assertEquals(null, reason(attempt(account, PAY, World.PIN)));
    }

    @Test
    void neitherCountsNorProlongsWhileLocked() {
        var account = customer();
        wrong(account, PAY, 5);
        world.clock.turn(Duration.ofHours(23));

        wrong(account, PAY, 10);

        world.clock.turn(Duration.ofHours(1));
        assertEquals(4, attempt(account, PAY, WRONG).orElseThrow().facts().get("left"));
    }

    @Test
    void startsAgainAfterARightTry() {
        var account = customer();
        wrong(account, PAY, 4);
        attempt(account, PAY, World.PIN);

        wrong(account, PAY, 4);

        assertEquals(null, reason(attempt(account, PAY, World.PIN)));
    }

    @Test
    void locksOnePasswordAlone() {
        var account = customer();

        wrong(account, LOGIN, 5);

        assertEquals(Reason.LOGIN_LOCKED, reason(attempt(account, LOGIN, WRONG)));
        assertEquals(null, reason(attempt(account, PAY, World.PIN)));
    }

    @Test
    void isUsableAtOnceAfterAnAgentHasResetIt() {
        var alice = world.customer(ALICE);
        var account = accountOf(alice);
        wrong(account, PAY, 5);

        var fresh = world.in(
                tx -> accounts.passwords().reset(tx, accounts.subscribers().get(tx, alice), account, PAY, "agent-1"));

        assertEquals(null, reason(attempt(account, PAY, fresh.reveal())));
        assertEquals(Reason.PIN_WRONG, reason(attempt(account, PAY, World.PIN)));
    }

    @ParameterizedTest
    @CsvSource({
        "PAY, 204961, ",
        "PAY, 135792, SAME_PASSWORD",
        "PAY, 13579, BAD_PASSWORD",
        "PAY, 1357924, BAD_PASSWORD",
        "PAY, 13579a, BAD_PASSWORD",
        "PAY, 111111, BAD_PASSWORD",
        "PAY, 123456, BAD_PASSWORD",
        "PAY, 987654, BAD_PASSWORD",
        "PAY, 380000, BAD_PASSWORD",
        "PAY, １３５７９２, BAD_PASSWORD",
        "LOGIN, abc123, ",
        "LOGIN, abc12, BAD_PASSWORD",
        "LOGIN, abcdefgh12345678, ",
        "LOGIN, abcdefgh123456789, BAD_PASSWORD",
        "LOGIN, 'abc,123', BAD_PASSWORD",
        "LOGIN, abc_123, BAD_PASSWORD",
        "LOGIN, 13800000001, BAD_PASSWORD"
    })
    void acceptsOnlyPasswordsOfTheRightForm(PasswordKind kind, String text, Reason refused) {
        var alice = world.customer(ALICE);
        var account = accountOf(alice);

        var refusal = world.in(tx -> accounts.passwords()
                .change(tx, accounts.subscribers().get(tx, alice), account, kind, new Secret(text)));

        assertEquals(refused, reason(refusal));
    }

    @Test
    void makesPasswordsThatNobodyMisreadsOrGuessesFirst() {
        var maker = new PasswordMaker(new Random(1));
        var owner = new Msisdn(ALICE);

        for (int i = 0; i < 2000; i++) {
            var login = maker.login().reveal();
            var pay = maker.pay(owner).reveal();

            assertTrue(login.matches("(?=.*[2-9])(?=.*[a-zA-Z])[a-zA-Z2-9&&[^lIO]]{8}"), login);
            assertTrue(pay.matches("[0-9]{6}") && !PasswordMaker.isWeak(pay, owner), pay);
        }
    }

    @ParameterizedTest
    @CsvSource({"000000, true", "012345, true", "543210, true", "380000, true", "135791, false", "112233, false"})
    void knowsWeakPayPasswords(String digits, boolean weak) {
        assertEquals(weak, PasswordMaker.isWeak(digits, new Msisdn(ALICE)));
    }
}
