package cn.smspay.accounts.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.IdType;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.accounts.entry.Proof.LastTopUp;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.SubscriptionId;
import cn.smspay.outside.simulator.SimulatedRegistry;
import cn.smspay.testing.World;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What proves that an account is somebody's, and how often it may be tried. */
final class ProvenResetsTest extends AccountsFixture {
    private static final Proof.Papers PAPERS = papers("王小明", World.ID_NUMBER);

    private ProvenResets resets;

    @BeforeEach
    void open() {
        resets = accounts.entrance().resets();
    }

    private static Proof.Papers papers(String name, String idNumber) {
        return new Proof.Papers(new Secret(name), new Secret(idNumber));
    }

    private Proof word(String password, Optional<String> topUp) {
        var today = ServiceDay.date(world.clock.instant());
        return new Proof.ServiceWord(new Secret(password), topUp.map(yuan -> new LastTopUp(today, World.fen(yuan))));
    }

    private Optional<Refusal> byAgent(SubscriptionId who, Proof proof) {
        return world.in(tx -> resets.byAgent(tx, world.request(who), PasswordKind.LOGIN, proof));
    }

    private Optional<Refusal> bySecondLine(SubscriptionId who, String digits) {
        return world.in(tx -> resets.bySecondLine(tx, world.request(who), PasswordKind.PAY, new Secret(digits)));
    }

    private void phone(SubscriptionId who, PhoneStatus status, StopReason why) {
        world.in(tx -> {
            accounts.subscribers().status(tx, who, new PhoneCondition(status, why));
            return true;
        });
    }

    private static Optional<Refusal> wrong(int left) {
        return Optional.of(Refusal.of(Reason.PROOF_WRONG, "left", left));
    }

    private static Optional<Refusal> wanted(String what) {
        return Optional.of(Refusal.of(Reason.PROOF_WRONG, "wanted", what));
    }

    @Test
    void whoHasNoAccountHasNothingToReset() {
        var bob = world.subscriber(BOB);

        assertEquals(Reason.NO_ACCOUNT, reason(byAgent(bob, PAPERS)));
        assertEquals(Reason.NO_ACCOUNT, reason(bySecondLine(bob, "110105194912310020")));
    }

    @ParameterizedTest
    @CsvSource({"TWO_WAY, DEBT, ", "ONE_WAY, LOST, PHONE_STATUS", "CANCELLED, NONE, BARRED"})
    void thePasswordGoesToAPhoneThatIsHis(PhoneStatus status, StopReason why, Reason refused) {
        var alice = world.realNameCustomer(ALICE, "10");
        phone(alice, status, why);

        assertEquals(refused, reason(byAgent(alice, PAPERS)));
    }

    @Test
    void theWrongKindOfProofIsNamedAndNotCounted() {
        var alice = world.realNameCustomer(ALICE, "10");
        var bob = world.customer(BOB);

        for (int i = 0; i < 6; i++) {
            assertEquals(wanted("papers"), byAgent(alice, word(SimulatedRegistry.SERVICE_PASSWORD, Optional.of("10"))));
            assertEquals(wanted("service_word"), byAgent(bob, PAPERS));
        }
        assertNull(reason(byAgent(alice, PAPERS)));
    }

    @ParameterizedTest
    @CsvSource({
        "王小明, 11010519491231002X, true",
        "' 王小明 ', 11010519491231002x, true",
        "王小民, 11010519491231002X, false",
        "王小明, 110105194912310021, false",
        "'', '', false",
    })
    void papersAreTheNameAndTheNumberOfTheDocument(String name, String number, boolean right) {
        var alice = world.realNameCustomer(ALICE, "10");
        world.said.clear();

        assertEquals(right ? Optional.empty() : wrong(4), byAgent(alice, papers(name, number)));
        assertEquals(right ? List.of("password_reset") : List.of(), world.notices());
    }

    @Test
    void theFifthWrongProofOfADayIsTheLast() {
        var alice = world.realNameCustomer(ALICE, "10");
        for (int left = 4; left >= 0; left--) {
            assertEquals(wrong(left), byAgent(alice, papers("王小民", World.ID_NUMBER)));
        }

        var refusal = byAgent(alice, PAPERS).orElseThrow();

        assertEquals(Reason.TOO_MANY_WRONG, refusal.reason());
        assertEquals(
                ServiceDay.date(world.clock.instant())
                        .plusDays(1)
                        .atStartOfDay(ServiceDay.ZONE)
                        .toInstant(),
                refusal.facts().get("until"));
        assertEquals(Reason.TOO_MANY_WRONG, reason(bySecondLine(alice, "110105194912310020")), "one count for all");
        world.clock.set("2009-11-03T00:00:00");
        assertNull(reason(byAgent(alice, PAPERS)));
    }

    @Test
    void theNewestTopUpIsNoOtherMovement() {
        var alice = world.customer(ALICE);
        world.payIn(alice, "20.00");
        world.payInByCard(alice, "30");
        world.in(tx -> accounts.purchases().buy(tx, world.request(alice, World.PIN), World.SHOP, World.fen("5.00")));

        assertEquals(wrong(4), byAgent(alice, word(SimulatedRegistry.SERVICE_PASSWORD, Optional.of("20.00"))));
        assertEquals(wrong(3), byAgent(alice, word(SimulatedRegistry.SERVICE_PASSWORD, Optional.of("5.00"))));
        assertNull(reason(byAgent(alice, word(SimulatedRegistry.SERVICE_PASSWORD, Optional.of("30.00")))));
    }

    @Test
    void whoNeverToppedUpSaysSo() {
        var alice = world.customer(ALICE);

        assertEquals(wrong(4), byAgent(alice, word(SimulatedRegistry.SERVICE_PASSWORD, Optional.of("20.00"))));
        assertNull(reason(byAgent(alice, word(SimulatedRegistry.SERVICE_PASSWORD, Optional.empty()))));
    }

    @Test
    void theServicePasswordIsTheCarriersToConfirm() {
        var alice = world.customer(ALICE);

        assertEquals(wrong(4), byAgent(alice, word("246811", Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource({
        "110105194912310020, ",
        "11010519491231002X, 4",
        "110105194912310021, 4",
    })
    void theSecondLineWantsTheDocumentsDigitsWithZeroForX(String digits, Integer left) {
        var alice = world.realNameCustomer(ALICE, "10");

        assertEquals(left == null ? Optional.empty() : wrong(left), bySecondLine(alice, digits));
    }

    @Test
    void theSecondLineHelpsTheHoldersOfIdentityCardsOnly() {
        var bob = world.customer(BOB);
        assertEquals(Reason.NOT_REAL_NAME, reason(bySecondLine(bob, "0")));
        var alice = world.subscriber(ALICE);
        world.in(tx -> accounts.subscribers()
                .profile(tx, alice, new Secret("SMITH"), IdType.PASSPORT, new Secret("G12345678")));
        world.open(alice);

        assertEquals(Reason.NOT_SUPPORTED, reason(bySecondLine(alice, "12345678")));
        assertNull(reason(byAgent(alice, papers("SMITH", "g12345678"))), "an agent sees the passport");
    }

    @Test
    void theSecondLineDoesNotHelpAfterThreeWrongAnswersOnTheSite() {
        var alice = world.realNameCustomer(ALICE, "10");
        var answers = accounts.entrance().answers();
        world.in(tx -> {
            var no = accounts.subscribers().get(tx, alice).account();
            answers.set(tx, no, SecurityQuestion.FIRST_PET, new Secret("小黑"), world.clock.instant());
            for (int i = 0; i < 3; i++) {
                answers.attempt(tx, no, new Secret("小白"), world.clock.instant());
            }
            return true;
        });

        assertEquals(Reason.WEB_RESET_BLOCKED, reason(bySecondLine(alice, "110105194912310020")));
        assertNull(reason(byAgent(alice, PAPERS)));
    }

    private Optional<Refusal> operation(SubscriptionId who, Proof.Papers papers, boolean ownPhone) {
        return world.in(
                tx -> resets.operation(tx, world.request(who), papers, ownPhone, (on, whose, at) -> Optional.empty()));
    }

    @Test
    void theOperationPasswordWantsThePhoneItselfBeforeThePapers() {
        var alice = world.realNameCustomer(ALICE, "10");
        var bad = papers("王小民", World.ID_NUMBER);

        assertEquals(wanted("phone"), operation(alice, bad, false));
        assertEquals(wanted("phone"), operation(alice, PAPERS, false));
        assertEquals(wrong(4), operation(alice, bad, true));
        assertNull(reason(operation(alice, PAPERS, true)));
    }
}
