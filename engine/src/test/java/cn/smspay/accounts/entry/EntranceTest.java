package cn.smspay.accounts.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.accounts.entry.Proof.LastTopUp;
import cn.smspay.accounts.entry.Registrations.Form;
import cn.smspay.accounts.entry.Registrations.Registered;
import cn.smspay.accounts.life.OneTimeCodes.Purpose;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Job;
import cn.smspay.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds {@link Aliases}, {@link OwnPasswords}, {@link ProvenResets} and {@link SecurityAnswers} to their rules. */
class EntranceTest extends AccountsFixture {
    private static final String HERE = "203.0.113.7";
    private static final String LOGIN = "Hunan2009";
    private static final String PAY = "204961";
    private static final String AGREEMENT = "2009-11";

    private Entrance entrance;
    private int keys;

    @BeforeEach
    void open() {
        entrance = accounts.entrance();
    }

    private Instant now() {
        return world.clock.instant();
    }

    private String codeFor(String number, Purpose purpose) {
        world.clock.turn(Duration.ofSeconds(60));
        world.said.clear();
        assertNull(reason(world.in(tx -> accounts.codes().send(tx, new Msisdn(number), purpose, "", now()))));
        return world.said.isEmpty()
                ? "no code"
                : Objects.requireNonNull(world.said.get(0).values().get("code"));
    }

    private static Form form(String number, String code, String login, String pay, String answer, String alias) {
        return new Form(
                new Msisdn(number),
                new Secret(code),
                AGREEMENT,
                new Secret(login),
                new Secret(pay),
                SecurityQuestion.FIRST_PET,
                new Secret(answer),
                alias);
    }

    private Answer<Registered> register(Form form) {
        return world.in(tx -> entrance.registrations().register(tx, form, "web" + ++keys, HERE, now()));
    }

    private Registered registered(String number, String alias) {
        var code = codeFor(number, Purpose.REGISTER);
        return done(register(form(number, code, LOGIN, PAY, "小黑", alias)));
    }

    private Answer<Logins.Entered> login(String name, String password) {
        return world.in(tx -> entrance.logins().attempt(tx, name, new Secret(password), "", now()));
    }

    @Test
    void registersOnTheSiteUnderOwnPasswordsAndSendsNone() {
        world.subscriber(ALICE);

        var alice = registered(ALICE, "Alice_1");

        assertEquals(List.of("code"), world.notices());
        var entered = done(login(ALICE, LOGIN));
        assertEquals(alice.account(), entered.account());
        assertFalse(entered.mustChange());
        assertEquals(alice.account(), done(login("aLICE_1", LOGIN)).account());
        assertTrue(holds(alice.who(), "registered"));
        assertFalse(holds(alice.who(), "real_name"));
        assertEquals(
                Optional.of(SecurityQuestion.FIRST_PET),
                world.in(tx -> entrance.answers().question(tx, alice.account())));
        assertNull(reason(world.in(
                tx -> accounts.passwords().attempt(tx, alice.account(), PasswordKind.PAY, new Secret(PAY), now()))));
    }

    @ParameterizedTest
    @CsvSource({
        "2009-10, Hunan2009, 204961, 小黑, alice, NOT_ACCEPTED",
        "2009-11, short, 204961, 小黑, alice, BAD_PASSWORD",
        "2009-11, Hunan_2009, 204961, 小黑, alice, BAD_PASSWORD",
        "2009-11, Ｈunan2009, 204961, 小黑, alice, BAD_PASSWORD",
        "2009-11, 13800000001, 204961, 小黑, alice, BAD_PASSWORD",
        "2009-11, Hunan2009, 123456, 小黑, alice, BAD_PASSWORD",
        "2009-11, Hunan2009, 111111, 小黑, alice, BAD_PASSWORD",
        "2009-11, Hunan2009, 380000, 小黑, alice, BAD_PASSWORD",
        "2009-11, Hunan2009, 20496, 小黑, alice, BAD_PASSWORD",
        "2009-11, Hunan2009, ２０４９６１, 小黑, alice, BAD_PASSWORD",
        "2009-11, 204961, 204961, 小黑, alice, SAME_PASSWORD",
        "2009-11, Hunan2009, 204961, 黑, alice, BAD_ANSWER",
        "2009-11, Hunan2009, 204961, ' 黑 ', alice, BAD_ANSWER",
        "2009-11, Hunan2009, 204961, 12345678901234567890123456789012345678901, alice, BAD_ANSWER",
        "2009-11, Hunan2009, 204961, 小黑, ali, BAD_ALIAS",
        "2009-11, Hunan2009, 204961, 小黑, 1alice, BAD_ALIAS",
        "2009-11, Hunan2009, 204961, 小黑, al-ice, BAD_ALIAS",
        "2009-11, Hunan2009, 204961, 小黑, аlice, BAD_ALIAS",
        "2009-11, Hunan2009, 204961, 小黑, a23456789012345678901, BAD_ALIAS",
    })
    void sendsAFaultyFormBackBeforeTheCodeIsLookedAt(
            String agreement, String login, String pay, String answer, String alias, Reason refused) {
        world.subscriber(ALICE);
        var code = codeFor(ALICE, Purpose.REGISTER);
        var form = new Form(
                new Msisdn(ALICE),
                new Secret(code),
                agreement,
                new Secret(login),
                new Secret(pay),
                SecurityQuestion.BIRTH_TOWN,
                new Secret(answer),
                alias);

        assertEquals(refused, reason(register(form)));
        assertNull(reason(register(form(ALICE, code, LOGIN, PAY, "长沙", "alice"))));
    }

    @Test
    void tellsWhoHasANameOrAnAccountOnlyToWhoHasTheCode() {
        world.subscriber(ALICE);
        world.subscriber(BOB);
        registered(ALICE, "Alice");
        codeFor(BOB, Purpose.REGISTER);

        assertEquals(Reason.CODE_WRONG, reason(register(form(BOB, "wrong!", LOGIN, PAY, "小黑", "ALICE"))));
        var code = codeFor(BOB, Purpose.REGISTER);
        assertEquals(Reason.ALIAS_TAKEN, reason(register(form(BOB, code, LOGIN, PAY, "小黑", "ALICE"))));
        assertNull(reason(register(form(BOB, code, LOGIN, PAY, "小黑", "bobby"))));
        assertEquals("no code", codeFor(BOB, Purpose.REGISTER));
    }

    @ParameterizedTest
    @CsvSource({
        "NORMAL, NONE, EASYOWN_STANDARD, false, BRAND",
        "NORMAL, NONE, GOTONE, true, SECONDARY_NUMBER",
        "ONE_WAY, DEBT, GOTONE, false, PHONE_STATUS"
    })
    void checksLikeAnyOpening(PhoneStatus status, StopReason why, Brand brand, boolean secondary, Reason refused) {
        var who = world.subscriber(ALICE, Province.BEIJING, brand);
        world.in(tx -> {
            var it = accounts.subscribers().get(tx, who);
            accounts.subscribers().feed(tx, it.msisdn(), it.operator(), it.province(), brand, secondary);
            accounts.subscribers().status(tx, who, new PhoneCondition(status, why));
            return true;
        });
        var code = codeFor(ALICE, Purpose.REGISTER);

        assertEquals(refused, reason(register(form(ALICE, code, LOGIN, PAY, "小黑", "alice"))));
    }

    @Test
    void twoRegistrationsAtOnceOpenOneAccount() {
        world.subscriber(ALICE);
        var form = form(ALICE, codeFor(ALICE, Purpose.REGISTER), LOGIN, PAY, "小黑", "alice");
        var answers = new ArrayList<CompletableFuture<Answer<Registered>>>();
        for (int i = 0; i < 4; i++) {
            var key = "race" + i;
            answers.add(world.lane.submit(
                    Job.of(key, tx -> entrance.registrations().register(tx, form, key, HERE, now()))));
        }

        var reasons = answers.stream()
                .map(answer -> String.valueOf(reason(answer.join())))
                .sorted()
                .toList();
        assertEquals(List.of("CODE_WRONG", "CODE_WRONG", "CODE_WRONG", "null"), reasons);
    }

    @Test
    void aNameThatNobodyHasIsAnsweredLikeOneThatSomebodyHas() {
        world.subscriber(ALICE);
        registered(ALICE, "alice");

        for (var name : List.of("alice", BOB, "nobody", "'; --", "")) {
            var answers = new ArrayList<Refusal>();
            for (int i = 0; i < 6; i++) {
                answers.add(refusal(login(name, "Wrong2009")));
            }
            var until = now().plus(Duration.ofHours(24));
            assertEquals(
                    List.of(
                            Refusal.of(Reason.LOGIN_WRONG, "left", 4),
                            Refusal.of(Reason.LOGIN_WRONG, "left", 3),
                            Refusal.of(Reason.LOGIN_WRONG, "left", 2),
                            Refusal.of(Reason.LOGIN_WRONG, "left", 1),
                            Refusal.of(Reason.LOGIN_JUST_LOCKED, "until", until),
                            Refusal.of(Reason.LOGIN_LOCKED, "until", until)),
                    answers,
                    name);
        }
        assertEquals(Reason.LOGIN_LOCKED, reason(login(ALICE, LOGIN)));
        world.clock.turn(Duration.ofHours(24));
        assertNull(reason(login(ALICE, LOGIN)));
        assertEquals(Refusal.of(Reason.LOGIN_WRONG, "left", 4), refusal(login("nobody", "Wrong2009")));
    }

    @Test
    void oneAddressTriesTwentyWrongPasswordsAnHour() {
        world.customer(ALICE);
        for (int i = 0; i < 20; i++) {
            var name = "name" + i;
            world.in(tx -> entrance.logins().attempt(tx, name, new Secret("Wrong2009"), HERE, now()));
        }

        assertEquals(
                Reason.ADDRESS_LIMIT,
                reason(world.in(tx -> entrance.logins().attempt(tx, ALICE, new Secret("Wrong2009"), HERE, now()))));
    }

    @Test
    void theFirstLoginWithAPasswordThatWasMadeForcesAChange() {
        var alice = world.subscriber(ALICE);
        var made = world.in(tx -> accounts.openings().open(tx, world.request(alice)));
        var first = done(made).loginPassword();

        assertTrue(done(login(ALICE, first.reveal())).mustChange());
        assertEquals(Reason.LOGIN_WRONG, reason(change(alice, "Wrong2009", LOGIN)));
        assertEquals(Reason.SAME_PASSWORD, reason(change(alice, first.reveal(), first.reveal())));
        assertNull(reason(change(alice, first.reveal(), LOGIN)));
        assertFalse(done(login(ALICE, LOGIN)).mustChange());
    }

    private Optional<Refusal> change(SubscriptionId who, String present, String chosen) {
        return world.in(tx -> entrance.passwords()
                .change(tx, who, PasswordKind.LOGIN, new Secret(present), new Secret(chosen), now()));
    }

    @Test
    void changesThePaymentPasswordForTheOldOneAndCountsWrongTriesWithAllOthers() {
        var alice = world.customer(ALICE);
        for (int i = 0; i < 4; i++) {
            assertEquals(Reason.PIN_WRONG, reason(changePay(alice, "999998", PAY)));
        }
        assertEquals(Reason.BAD_PASSWORD, reason(changePay(alice, World.PIN, "654321")));
        assertNull(reason(changePay(alice, World.PIN, PAY)));
        for (int i = 0; i < 4; i++) {
            changePay(alice, World.PIN, "204962");
        }
        assertEquals(Reason.PIN_JUST_LOCKED, reason(changePay(alice, World.PIN, "204962")));
    }

    private Optional<Refusal> changePay(SubscriptionId who, String present, String chosen) {
        return world.in(tx ->
                entrance.passwords().change(tx, who, PasswordKind.PAY, new Secret(present), new Secret(chosen), now()));
    }

    private Optional<Refusal> resetLogin(String number, String code, Optional<String> answer, String chosen) {
        return world.in(tx -> entrance.passwords()
                .resetLogin(
                        tx,
                        new Msisdn(number),
                        new Secret(code),
                        answer.map(Secret::new),
                        new Secret(chosen),
                        "reset" + ++keys,
                        HERE,
                        now()));
    }

    private Optional<Refusal> resetPay(SubscriptionId who, String code, Optional<String> answer, String chosen) {
        return world.in(tx -> entrance.passwords()
                .resetPay(tx, who, new Secret(code), answer.map(Secret::new), new Secret(chosen), now()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Little Ｂlack", " little   black ", "LITTLE BLACK", "ｌｉｔｔｌｅ　ｂｌａｃｋ"})
    void takesAnAnswerHoweverItIsWritten(String written) {
        world.subscriber(ALICE);
        var code = codeFor(ALICE, Purpose.REGISTER);
        var alice = done(register(form(ALICE, code, LOGIN, PAY, "Little Black", "alice")));

        assertNull(reason(resetPay(alice.who(), codeFor(ALICE, Purpose.RESET_PAY), Optional.of(written), "135799")));
        assertNull(reason(world.in(tx ->
                accounts.passwords().attempt(tx, alice.account(), PasswordKind.PAY, new Secret("135799"), now()))));
    }

    @Test
    void threeWrongAnswersOfADayLeaveOnlyPeopleAt10086UntilMidnight() {
        world.subscriber(ALICE);
        var alice = registered(ALICE, "alice");
        world.clock.set("2009-11-03T23:50:00");
        var code = codeFor(ALICE, Purpose.RESET_PAY);

        assertEquals(
                Optional.of(Refusal.of(Reason.ANSWER_WRONG, "left", 2)),
                resetPay(alice.who(), code, Optional.of("小白"), "135799"));
        assertEquals(
                Optional.of(Refusal.of(Reason.ANSWER_WRONG, "left", 2)),
                resetPay(alice.who(), code, Optional.empty(), "135799"));
        assertEquals(
                Optional.of(Refusal.of(Reason.ANSWER_WRONG, "left", 1)),
                resetPay(alice.who(), code, Optional.of("小灰"), "135799"));
        world.clock.set("2009-11-04T00:00:01");
        code = codeFor(ALICE, Purpose.RESET_PAY);
        resetPay(alice.who(), code, Optional.of("小白"), "135799");
        resetPay(alice.who(), code, Optional.of("小灰"), "135799");
        assertEquals(Reason.WEB_RESET_BLOCKED, reason(resetPay(alice.who(), code, Optional.of("小绿"), "135799")));
        assertEquals(Reason.WEB_RESET_BLOCKED, reason(resetPay(alice.who(), code, Optional.of("小黑"), "135799")));
        var loginCode = codeFor(ALICE, Purpose.RESET_LOGIN);
        assertEquals(Reason.WEB_RESET_BLOCKED, reason(resetLogin(ALICE, loginCode, Optional.of("小黑"), "Other2009")));
        assertEquals(
                Reason.WEB_RESET_BLOCKED,
                reason(world.in(tx -> entrance.resets().checkSecondLine(tx, alice.who(), now()))));
        world.clock.set("2009-11-05T00:00:00");
        assertNull(reason(resetPay(alice.who(), codeFor(ALICE, Purpose.RESET_PAY), Optional.of("小黑"), "135799")));
    }

    @Test
    void aLockedPasswordIsResetBy10086Alone() {
        world.subscriber(ALICE);
        var alice = registered(ALICE, "alice");
        for (int i = 0; i < 5; i++) {
            login(ALICE, "Wrong2009");
            changePay(alice.who(), "999998", "135799");
        }

        assertEquals(
                Reason.LOGIN_LOCKED,
                reason(resetLogin(ALICE, codeFor(ALICE, Purpose.RESET_LOGIN), Optional.of("小黑"), "Other2009")));
        assertEquals(
                Reason.PIN_LOCKED,
                reason(resetPay(alice.who(), codeFor(ALICE, Purpose.RESET_PAY), Optional.of("小黑"), "135799")));
    }

    @Test
    void resetsTheLoginPasswordWithTheCodeAloneWhereThereIsNoQuestionAndThreeTimesADay() {
        world.customer(ALICE);

        for (int i = 1; i <= 3; i++) {
            assertNull(
                    reason(resetLogin(ALICE, codeFor(ALICE, Purpose.RESET_LOGIN), Optional.empty(), "Other200" + i)));
        }
        assertFalse(done(login(ALICE, "Other2003")).mustChange());
        assertEquals(
                Reason.TOO_MANY,
                reason(resetLogin(ALICE, codeFor(ALICE, Purpose.RESET_LOGIN), Optional.empty(), "Other2009")));
        assertEquals(Reason.CODE_WRONG, reason(resetLogin(BOB, "123456", Optional.empty(), "Other2009")));
    }

    @Test
    void withoutAQuestionAnAgentResetsThePaymentPassword() {
        var alice = world.customer(ALICE);

        assertEquals(
                Reason.NO_QUESTION,
                reason(resetPay(alice, codeFor(ALICE, Purpose.RESET_PAY), Optional.of("小黑"), "204961")));
        assertNull(reason(world.in(tx -> entrance.passwords()
                .chooseQuestion(
                        tx, alice, new Secret(World.PIN), SecurityQuestion.FIRST_TEACHER, new Secret("李老师"), now()))));
        assertNull(reason(resetPay(alice, codeFor(ALICE, Purpose.RESET_PAY), Optional.of("李老师"), "204961")));
    }

    @Test
    void setsTheFirstPaymentPasswordOfAnAccountThatWasTakenOver() {
        var alice = world.subscriber(ALICE);
        world.in(tx -> accounts.openings().takeOver(tx, world.request(alice)));

        assertEquals(Reason.LOGIN_WRONG, reason(login(ALICE, LOGIN)));
        assertNull(reason(resetPay(alice, codeFor(ALICE, Purpose.RESET_PAY), Optional.empty(), "204961")));
    }

    private Optional<Refusal> byAgent(SubscriptionId who, Proof proof) {
        return world.in(tx -> entrance.resets().byAgent(tx, world.request(who), PasswordKind.PAY, proof));
    }

    private static Proof papers(String name, String idNumber) {
        return new Proof.Papers(new Secret(name), new Secret(idNumber));
    }

    @Test
    void anAgentResetsForWhoHasTheNameAndTheDocumentOfARealNameAccount() {
        var alice = world.realNameCustomer(ALICE, "10");
        for (int i = 0; i < 5; i++) {
            changePay(alice, "999998", PAY);
        }
        world.said.clear();

        assertEquals(Reason.PROOF_WRONG, reason(byAgent(alice, papers("王小名", World.ID_NUMBER))));
        assertEquals(Reason.PROOF_WRONG, reason(byAgent(alice, papers("王小明", "110105194912310021"))));
        assertEquals(
                Reason.PROOF_WRONG,
                reason(byAgent(alice, new Proof.ServiceWord(new Secret("246810"), Optional.empty()))));
        assertEquals(List.of(), world.notices());
        assertNull(reason(byAgent(alice, papers(" 王小明 ", "11010519491231002x"))));
        assertEquals(List.of("password_reset"), world.notices());
        var fresh = Objects.requireNonNull(world.said.get(0).values().get("password"));
        assertNull(reason(changePay(alice, fresh, "204963")));
    }

    @ParameterizedTest
    @CsvSource({
        "246810, 2009-11-03, 10.00, ",
        "246811, 2009-11-03, 10.00, PROOF_WRONG",
        "246810, 2009-11-02, 10.00, PROOF_WRONG",
        "246810, 2009-11-03, 10.01, PROOF_WRONG",
        "246810, , , PROOF_WRONG"
    })
    void anAgentResetsAnAccountInNobodysNameForTheServicePasswordAndTheLastTopUp(
            String word, String day, String amount, Reason refused) {
        world.clock.set("2009-11-03T10:00:00");
        var alice = world.customer(ALICE);
        world.payIn(alice, "10");
        var last = day == null
                ? Optional.<LastTopUp>empty()
                : Optional.of(new LastTopUp(LocalDate.parse(day), World.fen(amount)));

        assertEquals(refused, reason(byAgent(alice, new Proof.ServiceWord(new Secret(word), last))));
        assertEquals(ServiceDay.number(now()), 20091103);
    }

    @Test
    void fiveWrongProofsOfADayEndTheTryingOut() {
        var alice = world.realNameCustomer(ALICE, "10");
        for (int i = 0; i < 5; i++) {
            assertEquals(Reason.PROOF_WRONG, reason(byAgent(alice, papers("王小名", World.ID_NUMBER))));
        }

        assertEquals(Reason.TOO_MANY_WRONG, reason(byAgent(alice, papers("王小明", World.ID_NUMBER))));
        world.clock.turn(Duration.ofDays(1));
        assertNull(reason(byAgent(alice, papers("王小明", World.ID_NUMBER))));
    }

    @Test
    void aNewPasswordIsNeverSentToALostPhone() {
        var alice = world.realNameCustomer(ALICE, "10");
        world.in(tx -> {
            accounts.subscribers().status(tx, alice, new PhoneCondition(PhoneStatus.TWO_WAY, StopReason.LOST));
            return true;
        });

        assertEquals(Reason.PHONE_STATUS, reason(byAgent(alice, papers("王小明", World.ID_NUMBER))));
    }

    @ParameterizedTest
    @CsvSource({
        "110105194912310020, ",
        "110105194912310030, PROOF_WRONG",
        "11010519491231002X, PROOF_WRONG",
        "'', PROOF_WRONG"
    })
    void theSecondLineTakesTheDigitsOfTheDocument(String digits, Reason refused) {
        var alice = world.realNameCustomer(ALICE, "10");
        world.said.clear();

        assertEquals(
                refused,
                reason(world.in(tx -> entrance.resets()
                        .bySecondLine(tx, world.request(alice), PasswordKind.LOGIN, new Secret(digits)))));
        assertEquals(refused == null ? List.of("password_reset") : List.of(), world.notices());
    }

    @Test
    void theSecondLineHelpsNobodyWhoseAccountIsInNoName() {
        var alice = world.customer(ALICE);

        assertEquals(
                Reason.NOT_REAL_NAME, reason(world.in(tx -> entrance.resets().checkSecondLine(tx, alice, now()))));
    }

    @Test
    void theOperationPasswordIsPutBackForWhoCallsFromThePhoneItself() {
        var alice = world.realNameCustomer(ALICE, "10");
        var put = new ArrayList<SubscriptionId>();
        OperationPasswords wallet = (tx, who, at) -> {
            put.add(who);
            return Optional.empty();
        };
        var right = new Proof.Papers(new Secret("王小明"), new Secret(World.ID_NUMBER));

        assertEquals(
                Reason.PROOF_WRONG,
                reason(world.in(tx -> entrance.resets().operation(tx, world.request(alice), right, false, wallet))));
        assertNull(reason(world.in(tx -> entrance.resets().operation(tx, world.request(alice), right, true, wallet))));
        assertEquals(List.of(alice), put);
        assertEquals(
                Reason.NOT_SUPPORTED,
                reason(world.in(tx ->
                        entrance.resets().operation(tx, world.request(alice), right, true, OperationPasswords.NONE))));
    }

    @Test
    void anAliasOutlivesTheNumberAndComesFreeHalfAYearAfterTheEnd() {
        world.subscriber(ALICE);
        world.subscriber(BOB);
        var alice = registered(ALICE, "alice");
        world.payIn(alice.who(), "1");
        world.in(tx -> {
            accounts.lifecycle().cancel(tx, alice.who(), now());
            return accounts.lifecycle().reissue(tx, new Msisdn(ALICE), Province.HUNAN, Brand.GOTONE, now());
        });

        assertEquals(Reason.LOGIN_WRONG, reason(login(ALICE, LOGIN)));
        assertEquals(alice.who(), done(login("alice", LOGIN)).who());
        world.in(tx -> accounts.purchases().buy(tx, world.request(alice.who(), PAY), World.SHOP, World.fen("1")));
        assertEquals(Reason.LOGIN_WRONG, reason(login("alice", LOGIN)));
        var bob = registered(BOB, "bobby");
        assertEquals(Reason.ALIAS_TAKEN, reason(rename(bob.account(), "alice")));
        world.clock.turn(Duration.ofDays(180));
        assertNull(reason(rename(bob.account(), "alice")));
        assertEquals(bob.who(), done(login("Alice", LOGIN)).who());
        assertEquals(Reason.LOGIN_WRONG, reason(login("bobby", LOGIN)));
        assertNull(reason(rename(bob.account(), "bobby")));
    }

    private Optional<Refusal> rename(AccountNo account, String name) {
        return world.in(tx -> entrance.aliases().set(tx, account, name, now()));
    }

    @Test
    void closingTheAccountWipesTheAnswer() {
        world.subscriber(ALICE);
        var alice = registered(ALICE, "alice");
        assertNull(reason(world.in(tx -> accounts.closings().close(tx, world.request(alice.who(), PAY)))));

        assertEquals(Optional.empty(), world.in(tx -> entrance.answers().question(tx, alice.account())));
        assertEquals(Optional.empty(), world.in(tx -> entrance.aliases().find(tx, "alice")));
    }
}
