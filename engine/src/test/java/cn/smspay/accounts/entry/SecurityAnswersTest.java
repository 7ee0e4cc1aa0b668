package cn.smspay.accounts.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Secret;
import cn.smspay.base.vault.Vault;
import cn.smspay.testing.World;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be an answer, which one is right, and how many wrong ones a day has. */
final class SecurityAnswersTest extends AccountsFixture {
    private SecurityAnswers answers;
    private AccountNo account;

    @BeforeEach
    void open() {
        answers = new SecurityAnswers(Vault.of(World.KEY));
        var alice = world.customer(ALICE);
        account = world.in(tx ->
                Objects.requireNonNull(accounts.subscribers().get(tx, alice).account()));
    }

    private Instant now() {
        return world.clock.instant();
    }

    private Reason set(String answer) {
        return reason(world.in(tx -> answers.set(tx, account, SecurityQuestion.FIRST_PET, new Secret(answer), now())));
    }

    private Optional<Refusal> attempt(String answer) {
        return world.in(tx -> answers.attempt(tx, account, new Secret(answer), now()));
    }

    private static Optional<Refusal> wrong(int left) {
        return Optional.of(Refusal.of(Reason.ANSWER_WRONG, "left", left));
    }

    private int left() {
        return world.in(tx -> answers.left(tx, account, now()));
    }

    @ParameterizedTest
    @CsvSource({"'', BAD_ANSWER", "黑, BAD_ANSWER", "' 黑 ', BAD_ANSWER", "\uD840\uDC0B, BAD_ANSWER", "小黑, ", "a b, "})
    void anAnswerHasTwoCharactersThatAreSeen(String answer, Reason refused) {
        assertEquals(refused, reason(answers.isFit(new Secret(answer))));
    }

    @ParameterizedTest
    @CsvSource({"40, ", "41, BAD_ANSWER"})
    void andNoMoreThanForty(int length, Reason refused) {
        assertEquals(refused, reason(answers.isFit(new Secret("\uD840\uDC0B".repeat(length)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"little black", "  LITTLE \t Black", "ｌｉｔｔｌｅ　ｂｌａｃｋ"})
    void theAnswerIsRightHoweverItIsWritten(String written) {
        assertNull(set("Little Black"));

        assertEquals(Optional.empty(), attempt(written));
        assertEquals(wrong(2), attempt("littleblack"));
    }

    @Test
    void theThirdWrongAnswerOfADayIsTheLast() {
        set("小黑");
        world.clock.set("2009-11-02T23:59:59");
        var until = Instant.parse("2009-11-02T16:00:00Z");
        var blocked = Optional.of(Refusal.of(Reason.WEB_RESET_BLOCKED, "until", until));

        assertEquals(3, left());
        assertEquals(wrong(2), attempt("小白"));
        assertEquals(wrong(1), attempt("小白"));
        assertEquals(Optional.empty(), world.in(tx -> answers.isNotBlocked(tx, account, now())));
        assertEquals(blocked, attempt("小白"));
        assertEquals(blocked, attempt("小黑"), "not even the right one");
        assertEquals(blocked, world.in(tx -> answers.isNotBlocked(tx, account, now())));
        assertEquals(0, left());
        world.clock.set("2009-11-03T00:00:00");
        assertEquals(3, left());
        assertEquals(Optional.empty(), attempt("小黑"));
    }

    @Test
    void aRightAnswerForgivesNoWrongOnes() {
        set("小黑");
        attempt("小白");
        attempt("小白");
        attempt("小黑");

        assertEquals(1, left());
    }

    @Test
    void whoHasNoQuestionCannotAnswerItAndNothingIsCounted() {
        assertEquals(Optional.of(Refusal.of(Reason.NO_QUESTION)), attempt("小黑"));

        assertEquals(3, left());
        assertEquals(Optional.empty(), world.in(tx -> answers.question(tx, account)));
    }

    @Test
    void anAnswerThatCannotBeOneLeavesTheOneBefore() {
        set("小黑");

        assertEquals(Reason.BAD_ANSWER, set("白"));
        assertEquals(Optional.empty(), attempt("小黑"));
    }

    @Test
    void theNewestAnswerHolds() {
        set("小黑");
        assertNull(set("小白"));

        assertEquals(wrong(2), attempt("小黑"));
        assertEquals(Optional.empty(), attempt("小白"));
        assertEquals(Optional.of(SecurityQuestion.FIRST_PET), world.in(tx -> answers.question(tx, account)));
    }
}
