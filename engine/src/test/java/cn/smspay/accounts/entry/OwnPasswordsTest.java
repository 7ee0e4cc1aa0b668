package cn.smspay.accounts.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.accounts.life.OneTimeCodes.Purpose;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import cn.smspay.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In which order somebody's own passwords are asked for what they need, and what a refusal costs. */
final class OwnPasswordsTest extends AccountsFixture {
    private static final String WRONG = "999998";
    private static final String NEXT = "204961";

    private OwnPasswords own;
    private SubscriptionId alice;
    private int keys;

    @BeforeEach
    void open() {
        own = accounts.entrance().passwords();
        alice = world.customer(ALICE);
    }

    private Instant now() {
        return world.clock.instant();
    }

    private AccountNo account() {
        return world.in(tx ->
                Objects.requireNonNull(accounts.subscribers().get(tx, alice).account()));
    }

    private int wrongTries() {
        var account = account();
        return world.in(tx -> accounts.passwords().standing(tx, account, PasswordKind.PAY, now()))
                .wrong();
    }

    private boolean isPin(String pin) {
        var account = account();
        return world.in(tx -> accounts.passwords().attempt(tx, account, PasswordKind.PAY, new Secret(pin), now()))
                .isEmpty();
    }

    private Optional<Refusal> change(SubscriptionId who, String present, String chosen) {
        return world.in(tx -> own.change(tx, who, PasswordKind.PAY, new Secret(present), new Secret(chosen), now()));
    }

    private Optional<Refusal> choose(SubscriptionId who, String pin, String answer) {
        return world.in(tx ->
                own.chooseQuestion(tx, who, new Secret(pin), SecurityQuestion.FIRST_PET, new Secret(answer), now()));
    }

    private String code(Purpose purpose) {
        world.clock.turn(Duration.ofSeconds(60));
        world.said.clear();
        assertNull(reason(world.in(tx -> accounts.codes().send(tx, new Msisdn(ALICE), purpose, "", now()))));
        return Objects.requireNonNull(world.said.get(0).values().get("code"));
    }

    private Optional<Refusal> resetLogin(String code, Optional<String> answer, String chosen) {
        return world.in(tx -> own.resetLogin(
                tx,
                new Msisdn(ALICE),
                new Secret(code),
                answer.map(Secret::new),
                new Secret(chosen),
                "reset" + ++keys,
                "",
                now()));
    }

    private Optional<Refusal> resetPay(SubscriptionId who, String code, Optional<String> answer, String chosen) {
        return world.in(
                tx -> own.resetPay(tx, who, new Secret(code), answer.map(Secret::new), new Secret(chosen), now()));
    }

    @Test
    void whoHasNoAccountChangesNothing() {
        var bob = world.subscriber(BOB);

        assertEquals(Reason.NO_ACCOUNT, reason(change(bob, World.PIN, NEXT)));
        assertEquals(Reason.NO_ACCOUNT, reason(choose(bob, World.PIN, "小黑")));
        assertEquals(Reason.NO_ACCOUNT, reason(resetPay(bob, "123456", Optional.empty(), NEXT)));
    }

    @Test
    void anUnfitPasswordIsSentBackBeforeThePresentOneIsTried() {
        assertEquals(Reason.BAD_PASSWORD, reason(change(alice, WRONG, "111111")));

        assertEquals(0, wrongTries());
    }

    @Test
    void theNewPasswordWantsThePresentOne() {
        assertEquals(Reason.PIN_WRONG, reason(change(alice, WRONG, NEXT)));
        assertEquals(1, wrongTries());

        assertNull(reason(change(alice, World.PIN, NEXT)));
        assertEquals(true, isPin(NEXT));
    }

    @Test
    void aQuestionIsChosenByThePaymentPasswordAfterItsAnswerWasLookedAt() {
        assertEquals(Reason.BAD_ANSWER, reason(choose(alice, WRONG, "黑")));
        assertEquals(0, wrongTries());
        assertEquals(Reason.PIN_WRONG, reason(choose(alice, WRONG, "小黑")));
        assertEquals(
                Optional.empty(), world.in(tx -> accounts.entrance().answers().question(tx, accountIn(tx))));

        assertNull(reason(choose(alice, World.PIN, "小黑")));
        assertEquals(
                Optional.of(SecurityQuestion.FIRST_PET),
                world.in(tx -> accounts.entrance().answers().question(tx, accountIn(tx))));
    }

    private AccountNo accountIn(Tx tx) {
        return Objects.requireNonNull(accounts.subscribers().get(tx, alice).account());
    }

    @Test
    void aCodeOutlivesARefusalAndNoSuccess() {
        choose(alice, World.PIN, "小黑");
        var code = code(Purpose.RESET_LOGIN);

        assertEquals(Reason.BAD_PASSWORD, reason(resetLogin(code, Optional.of("小黑"), "short")));
        assertEquals(Reason.ANSWER_WRONG, reason(resetLogin(code, Optional.of("小白"), "Other2009")));
        assertNull(reason(resetLogin(code, Optional.of("小黑"), "Other2009")));
        assertEquals(Reason.CODE_WRONG, reason(resetLogin(code, Optional.of("小黑"), "Other2010")));
    }

    @Test
    void aWrongCodeAsksForNoAnswer() {
        choose(alice, World.PIN, "小黑");
        code(Purpose.RESET_LOGIN);

        assertEquals(Reason.CODE_WRONG, reason(resetLogin("wrong!", Optional.of("小白"), "Other2009")));
        int left = world.in(tx -> accounts.entrance().answers().left(tx, accountIn(tx), now()));
        assertEquals(3, left);
    }

    @Test
    void anAnswerThatWasLeftOutIsAskedForAndNotCounted() {
        choose(alice, World.PIN, "小黑");
        var code = code(Purpose.RESET_LOGIN);
        var asked = Optional.of(Refusal.of(Reason.ANSWER_WRONG, "left", 3));

        assertEquals(asked, resetLogin(code, Optional.empty(), "Other2009"));
        assertEquals(asked, resetLogin(code, Optional.empty(), "Other2009"));
        assertEquals(asked, resetPay(alice, code(Purpose.RESET_PAY), Optional.empty(), NEXT));
    }

    @Test
    void whoChoseNoQuestionResetsTheLoginPasswordByTheCodeAndNotThePaymentPassword() {
        assertNull(reason(resetLogin(code(Purpose.RESET_LOGIN), Optional.empty(), "Other2009")));
        var code = code(Purpose.RESET_PAY);
        assertEquals(Reason.NO_QUESTION, reason(resetPay(alice, code, Optional.empty(), NEXT)));
        assertEquals(Reason.NO_QUESTION, reason(resetPay(alice, code, Optional.of("小黑"), NEXT)));
        assertEquals(false, isPin(NEXT));
    }

    @Test
    void aPhoneThatIsStoppedOneWayGetsACodeAndResetsNoLoginPassword() {
        var code = code(Purpose.RESET_LOGIN);
        world.in(tx -> {
            accounts.subscribers().status(tx, alice, new PhoneCondition(PhoneStatus.ONE_WAY, StopReason.DEBT));
            return true;
        });

        assertEquals(Reason.PHONE_STATUS, reason(resetLogin(code, Optional.empty(), "Other2009")));
    }

    @Test
    void aLockedPaymentPasswordIsNotResetHereAndTheCodeNotTried() {
        choose(alice, World.PIN, "小黑");
        for (int i = 0; i < 5; i++) {
            change(alice, WRONG, NEXT);
        }

        assertEquals(Reason.PIN_LOCKED, reason(resetPay(alice, "wrong!", Optional.of("小黑"), NEXT)));
        world.clock.turn(Duration.ofHours(24));
        assertEquals(Reason.CODE_WRONG, reason(resetPay(alice, "wrong!", Optional.of("小黑"), NEXT)));
        assertNull(reason(resetPay(alice, code(Purpose.RESET_PAY), Optional.of("小黑"), NEXT)));
        assertEquals(true, isPin(NEXT));
    }

    @Test
    void afterThreeWrongAnswersNotEvenTheCodeIsLookedAt() {
        choose(alice, World.PIN, "小黑");
        var code = code(Purpose.RESET_PAY);
        for (int i = 0; i < 3; i++) {
            resetPay(alice, code, Optional.of("小白"), NEXT);
        }

        assertEquals(Reason.WEB_RESET_BLOCKED, reason(resetPay(alice, "wrong!", Optional.of("小黑"), NEXT)));
    }

    @Test
    void theFirstPaymentPasswordOfAnAccountThatWasTakenOverWantsTheCodeAlone() {
        var bob = world.subscriber(BOB);
        world.in(tx -> accounts.openings().takeOver(tx, world.request(bob)));
        world.in(tx -> accounts.codes().send(tx, bob, Purpose.RESET_PAY, now()));
        var code = Objects.requireNonNull(world.said.get(0).values().get("code"));

        assertEquals(Reason.CODE_WRONG, reason(resetPay(bob, "wrong!", Optional.empty(), NEXT)));
        assertNull(reason(resetPay(bob, code, Optional.empty(), NEXT)));
        assertEquals(Reason.CODE_WRONG, reason(resetPay(bob, code, Optional.empty(), "204962")), "used");
    }
}
