package cn.smspay.accounts.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.CarrierRegistry;
import cn.smspay.accounts.customers.IdType;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.accounts.life.OneTimeCodes.Purpose;
import cn.smspay.accounts.payments.Till;
import cn.smspay.accounts.payments.WithdrawalResults.Result;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Closing, upgrading, resetting the login password, and what becomes of cancelled numbers. Holds {@link Closings} and {@link Lifecycle} to their rules.
 */
final class AccountLifeTest extends AccountsFixture {
    private Optional<Refusal> close(SubscriptionId who) {
        return world.in(tx -> accounts.closings().close(tx, world.request(who, World.PIN)));
    }

    private Optional<Refusal> upgrade(SubscriptionId who) {
        return world.in(tx -> accounts.upgrades().upgrade(tx, who, world.clock.instant()));
    }

    private void cancel(SubscriptionId who) {
        world.in(tx -> {
            accounts.lifecycle().cancel(tx, who, world.clock.instant());
            return null;
        });
    }

    @Test
    void keepsAFreezeWhenTheNumberIsCancelled() {
        var alice = world.customer(ALICE);
        world.payIn(alice, "50");
        var request = world.request(alice, World.PIN);
        world.in(tx -> {
            accounts.lifecycle().freeze(tx, alice, true);
            accounts.lifecycle().cancel(tx, alice, world.clock.instant());
            return null;
        });

        assertEquals(
                Refusal.Reason.FROZEN,
                reason(world.in(tx -> accounts.purchases().buy(tx, request, "shop", World.fen("20")))));
        assertEquals(World.fen("50"), world.cash(alice));
    }

    @Test
    void takesACancelledNumberThatIsNormalAgainForAnotherPersons() {
        var old = world.customer(ALICE);
        world.payIn(old, "50");
        world.in(tx -> {
            accounts.lifecycle().cancel(tx, old, world.clock.instant());
            return null;
        });

        var fresh = done(
                world.in(tx -> accounts.lifecycle().status(tx, old, PhoneCondition.NORMAL, world.clock.instant())));

        assertEquals(2, fresh.generation());
        assertEquals(null, fresh.account());
        assertEquals(World.fen("50"), world.cash(old));
    }

    @Test
    void refusesThatANumberChangesHandsWhileItsAccountIsOpen() {
        var alice = world.customer(ALICE);
        var away = new PhoneCondition(PhoneStatus.TRANSFERRED, StopReason.NONE);

        assertEquals(
                Refusal.Reason.CLOSE_FIRST,
                reason(world.in(tx -> accounts.lifecycle().status(tx, alice, away, world.clock.instant()))));

        var bob = world.subscriber("13800000009");
        done(world.in(tx -> accounts.lifecycle().status(tx, bob, away, world.clock.instant())));
        assertEquals(
                Refusal.Reason.TRANSFERRED,
                reason(world.in(
                        tx -> accounts.lifecycle().status(tx, bob, PhoneCondition.NORMAL, world.clock.instant()))));
    }

    @Test
    void closesAnEmptyAccountAndOpensANewOneLater() {
        var alice = world.customer(ALICE);

        assertEquals(Optional.empty(), close(alice));

        assertEquals(false, holds(alice, "registered"));
        assertEquals(Reason.NO_ACCOUNT, reason(close(alice)));
        world.open(alice);
        assertEquals(true, holds(alice, "registered"));
    }

    @Test
    void namesEverythingThatStandsInTheWayOfClosing() {
        var alice = world.realNameCustomer(ALICE, "100");
        var tail = World.BANK_CARD.substring(World.BANK_CARD.length() - 4);
        world.in(tx -> accounts.withdrawals().withdraw(tx, world.request(alice, World.PIN), World.fen("99.99"), tail));
        world.in(tx -> {
            accounts.subscribers().status(tx, alice, new PhoneCondition(PhoneStatus.ONE_WAY, StopReason.DEBT));
            return null;
        });

        var refusal = close(alice).orElseThrow();

        assertEquals(Reason.NOT_CLOSABLE, refusal.reason());
        assertEquals(
                List.of(Reason.IN_TRANSIT, Reason.BALANCE, Reason.PHONE),
                refusal.hindrances().stream().map(Refusal::reason).toList());
        assertEquals(new Fen(1), refusal.hindrances().get(1).facts().get("total"));
    }

    @Test
    void checksAgainWhenThePasswordComes() {
        var alice = world.customer(ALICE);
        assertEquals(Optional.empty(), world.in(tx -> accounts.closings().check(tx, alice, world.clock.instant())));

        world.payIn(alice, "1");

        assertEquals(Reason.NOT_CLOSABLE, reason(close(alice)));
    }

    @Test
    void upgradesOnceTheHallHasTheData() {
        var alice = world.customer(ALICE);
        assertEquals(Reason.PROFILE_INCOMPLETE, reason(upgrade(alice)));

        world.profile(alice, "王小明");
        assertEquals(false, holds(alice, "real_name"));
        assertEquals(null, reason(upgrade(alice)));

        assertEquals(true, holds(alice, "real_name"));
        assertEquals(Reason.ALREADY_REAL_NAME, reason(upgrade(alice)));
    }

    @ParameterizedTest
    @CsvSource({
        "ID_CARD, 11010519491231002X, ", "ID_CARD, 11010519491231002x, ",
        "ID_CARD, 110105194912310021, PROFILE_INCOMPLETE", "ID_CARD, 1101051949123100, PROFILE_INCOMPLETE",
        "PASSPORT, G12345678, ", "PASSPORT, ' ', PROFILE_INCOMPLETE"
    })
    void wantsAWellFormedDocument(IdType type, String number, Reason refused) {
        var alice = world.customer(ALICE);
        world.in(tx -> {
            accounts.subscribers().profile(tx, alice, new Secret("王小明"), type, new Secret(number));
            return null;
        });

        assertEquals(refused, reason(upgrade(alice)));
    }

    @Test
    void doesNotUpgradeWhomTheCarrierDoesNotConfirm() {
        var alice = world.customer(ALICE);
        world.profile(alice, "王小明");
        world.registry.set(new Msisdn(ALICE), CarrierRegistry.RegistryVerdict.UNKNOWN_USER);

        assertEquals(Reason.NOT_VERIFIED, reason(upgrade(alice)));
    }

    @Test
    void resetsTheLoginPasswordThreeTimesADay() {
        var alice = world.customer(ALICE);
        for (int i = 0; i < 3; i++) {
            done(world.in(tx -> accounts.loginResets().reset(tx, world.request(alice))));
        }

        var fourth = world.in(tx -> accounts.loginResets().reset(tx, world.request(alice)));
        world.clock.set("2009-11-03T00:00:00");
        var tomorrow = world.in(tx -> accounts.loginResets().reset(tx, world.request(alice)));

        assertEquals(Reason.TOO_MANY, reason(fourth));
        assertEquals(null, reason(tomorrow));
    }

    @Test
    void replacesTheLoginPasswordAndNotThePayPassword() {
        var alice = world.customer(ALICE);
        world.payIn(alice, "10");

        var fresh = done(world.in(tx -> accounts.loginResets().reset(tx, world.request(alice))));

        assertEquals(null, reason(login(alice, fresh)));
        assertEquals(
                null,
                reason(world.in(tx -> accounts.bills().pay(tx, world.request(alice, World.PIN), World.fen("1")))));
    }

    private Optional<Refusal> login(SubscriptionId who, Secret password) {
        return world.in(tx -> accounts.passwords()
                .attempt(
                        tx,
                        accounts.subscribers().customer(tx, who).account().no(),
                        PasswordKind.LOGIN,
                        password,
                        world.clock.instant()));
    }

    @Test
    void doesNotResetALockedLoginPassword() {
        var alice = world.customer(ALICE);
        for (int i = 0; i < 5; i++) {
            login(alice, new Secret("wrong123"));
        }

        assertEquals(
                Reason.LOGIN_LOCKED,
                reason(world.in(tx -> accounts.loginResets().check(tx, alice, world.clock.instant()))));
    }

    @Test
    void keepsTheMoneyOfACancelledNumberForTheWebUntilItIsSpent() {
        var alice = world.customer(ALICE);
        world.payIn(alice, "12.30");

        cancel(alice);

        assertEquals(false, holds(alice, "registered"));
        assertEquals(
                Reason.NO_ACCOUNT,
                reason(world.in(tx -> accounts.cashTopUps()
                        .payIn(tx, world.request(alice), Till.of(Province.HUNAN), World.fen("1")))));
        assertEquals(World.fen("12.30"), world.cash(alice));
        done(world.in(tx -> accounts.purchases().buy(tx, world.request(alice, World.PIN), "shop", World.fen("12.30"))));
        assertEquals(null, world.in(tx -> accounts.subscribers().get(tx, alice)).account());
    }

    @Test
    void givesAReissuedNumberNothingOfTheOldAccount() {
        var old = world.customer(ALICE);
        world.payIn(old, "12.30");
        cancel(old);
        var fresh = world.in(tx -> accounts.subscribers().reissue(tx, new Msisdn(ALICE), Province.HUNAN, Brand.GOTONE))
                .id();

        world.open(fresh);

        assertNotEquals(old, fresh);
        assertEquals(Fen.ZERO, world.cash(fresh));
        assertEquals(World.fen("12.30"), world.cash(old));
    }

    @Test
    void letsAWithdrawalOfACancelledNumberFinish() {
        var alice = world.realNameCustomer(ALICE, "10");
        var tail = World.BANK_CARD.substring(World.BANK_CARD.length() - 4);
        var order = done(world.in(tx ->
                        accounts.withdrawals().withdraw(tx, world.request(alice, World.PIN), World.fen("10"), tail)))
                .order();
        cancel(alice);

        world.in(
                tx -> accounts.withdrawalResults().settle(tx, order, Result.RETURNED, "closed", world.clock.instant()));

        assertEquals(World.fen("10"), world.cash(alice));
    }

    @Test
    void bindsThreeCardsInACalendarMonth() {
        var alice = world.realNameCustomer(ALICE, "10");
        for (int i = 0; i < 2; i++) {
            world.in(tx -> accounts.bankCards().unbind(tx, alice));
            assertEquals(null, reason(bind(alice, "王小明", World.BANK_CARD)));
        }
        world.in(tx -> accounts.bankCards().unbind(tx, alice));

        world.clock.set("2009-11-30T23:59:59.999");
        assertEquals(Reason.TOO_MANY_BINDINGS, reason(bind(alice, "王小明", World.BANK_CARD)));

        world.clock.set("2009-12-01T00:00:00");
        assertEquals(2, done(bind(alice, "王小明", World.BANK_CARD)).left());
    }

    private Answer<BankCards.Bound> bind(SubscriptionId who, String holder, String number) {
        return world.in(tx -> accounts.bankCards()
                .bind(tx, who, BankCode.ICBC, new Secret(number), new Secret(holder), world.clock.instant()));
    }

    @ParameterizedTest
    @CsvSource({
        "李四, 6222021234567890128, NAME_DIFFERS", "' 王小明　', 6222021234567890128, ",
        "王⼩明, 6222021234567890128, NAME_DIFFERS", "王小眀, 6222021234567890128, NAME_DIFFERS",
        "王小明明, 6222021234567890128, NAME_DIFFERS", "王小, 6222021234567890128, NAME_DIFFERS",
        "王小明, 6222021234567890129, BAD_CARD_NUMBER", "王小明, 62220212345678, BAD_CARD_NUMBER"
    })
    void bindsOnlyAGoodCardInTheHoldersName(String holder, String number, Reason refused) {
        var alice = world.realNameCustomer(ALICE, "10");
        world.in(tx -> accounts.bankCards().unbind(tx, alice));

        assertEquals(refused, reason(bind(alice, holder, number)));
    }

    @Test
    void bindsOneCardAtATime() {
        var alice = world.realNameCustomer(ALICE, "10");

        assertEquals(Reason.ALREADY_BOUND, reason(bind(alice, "王小明", World.BANK_CARD)));
    }

    @Test
    void takesBackCashOnTheSameDayOnce() {
        var alice = world.customer(ALICE);
        var receipt = done(world.in(
                tx -> accounts.cashTopUps().payIn(tx, world.request(alice), Till.of(Province.HUNAN), World.fen("10"))));

        assertEquals(Optional.empty(), reverse(alice, receipt));
        assertEquals(Reason.NOT_REVERSIBLE, reason(reverse(alice, receipt)));
        assertEquals(Fen.ZERO, world.cash(alice));
    }

    private Optional<Refusal> reverse(SubscriptionId who, cn.smspay.base.TransferId receipt) {
        return world.in(
                tx -> accounts.cashTopUps().reverse(tx, who, receipt, Till.of(Province.HUNAN), world.clock.instant()));
    }

    @Test
    void doesNotTakeBackCashThatIsSpentOrOfYesterday() {
        var alice = world.customer(ALICE);
        var receipt = done(world.in(
                tx -> accounts.cashTopUps().payIn(tx, world.request(alice), Till.of(Province.HUNAN), World.fen("10"))));
        done(world.in(tx -> accounts.purchases().buy(tx, world.request(alice, World.PIN), "shop", World.fen("1"))));

        assertEquals(Reason.TOO_MUCH, reason(reverse(alice, receipt)));
        world.clock.turn(Duration.ofDays(1));
        assertEquals(Reason.NOT_REVERSIBLE, reason(reverse(alice, receipt)));
    }

    @Test
    void refundsPartByPartUpToThePriceToWhereItCameFrom() {
        var alice = world.customer(ALICE);
        world.payInByCard(alice, "10");
        var order = done(world.in(
                        tx -> accounts.purchases().buy(tx, world.request(alice, World.PIN), "shop", World.fen("10"))))
                .order();

        assertEquals(Optional.empty(), refund(order, "f1", "4"));
        assertEquals(Optional.empty(), refund(order, "f1", "4"));
        assertEquals(Optional.empty(), refund(order, "f2", "5"));
        assertEquals(Reason.TOO_MUCH, reason(refund(order, "f3", "1.01")));

        assertEquals(World.fen("9"), world.card(alice));
    }

    private Optional<Refusal> refund(cn.smspay.base.OrderId order, String key, String yuan) {
        return world.in(tx -> accounts.purchases().refund(tx, order, key, World.fen(yuan), world.clock.instant()));
    }

    @Test
    void givesCashBackByTheTillThatTookItOnly() {
        var alice = world.customer(ALICE);
        var till = new Till(Province.HUNAN, "7");
        var receipt =
                done(world.in(tx -> accounts.cashTopUps().payIn(tx, world.request(alice), till, World.fen("50"))));
        done(world.in(tx ->
                accounts.cashTopUps().payIn(tx, world.request(alice), Till.of(Province.BEIJING), World.fen("50"))));

        for (Till other : List.of(Till.of(Province.HUNAN), new Till(Province.HUNAN, "8"), Till.of(Province.BEIJING))) {
            assertEquals(
                    Reason.OTHER_TILL,
                    reason(world.in(
                            tx -> accounts.cashTopUps().reverse(tx, alice, receipt, other, world.clock.instant()))));
        }
        world.said.clear();
        assertEquals(
                null,
                reason(world.in(tx -> accounts.cashTopUps().reverse(tx, alice, receipt, till, world.clock.instant()))));
        assertEquals(List.of("top_up_reversed"), world.notices());
        assertEquals(World.fen("50"), world.cash(alice));
    }

    @Test
    void givesNoCashBackFromAFrozenAccount() {
        var alice = world.customer(ALICE);
        var till = Till.of(Province.HUNAN);
        var receipt =
                done(world.in(tx -> accounts.cashTopUps().payIn(tx, world.request(alice), till, World.fen("50"))));
        world.in(tx -> accounts.lifecycle().freeze(tx, alice, true));

        assertEquals(
                Reason.FROZEN,
                reason(world.in(tx -> accounts.cashTopUps().reverse(tx, alice, receipt, till, world.clock.instant()))));
    }

    private Answer<?> buyOnTheSite(SubscriptionId who, String merchant, String yuan, Optional<Secret> code) {
        var request = new Request(
                who, Channel.WEB, "web" + ++bought, Optional.of(new Secret(World.PIN)), world.clock.instant());
        return world.in(tx -> accounts.purchases().buy(tx, request, merchant, World.fen(yuan), code));
    }

    private int bought;

    private Optional<Secret> codeFor(SubscriptionId who) {
        world.said.clear();
        assertEquals(
                null,
                reason(world.in(tx -> accounts.codes().send(tx, who, Purpose.PAY_OVER_100, world.clock.instant()))));
        assertEquals(List.of("code"), world.notices());
        return Optional.of(new Secret(world.said.get(0).values().get("code")));
    }

    @Test
    void wantsACodeOnTheSiteAbove100AndKnowsItsMerchants() {
        var alice = world.customer(ALICE);
        world.payIn(alice, "1000");

        assertEquals(Reason.UNKNOWN_MERCHANT, reason(buyOnTheSite(alice, "nobody", "1", Optional.empty())));
        assertEquals(null, reason(buyOnTheSite(alice, World.SHOP, "100", Optional.empty())));
        assertEquals(List.of("purchase"), world.notices());
        assertEquals(Reason.CODE_WANTED, reason(buyOnTheSite(alice, World.SHOP, "100.01", Optional.empty())));
        assertEquals(
                Reason.CODE_WRONG,
                reason(buyOnTheSite(alice, World.SHOP, "100.01", Optional.of(new Secret("000000")))));
        var code = codeFor(alice);
        assertEquals(null, reason(buyOnTheSite(alice, World.SHOP, "100.01", code)));
        assertEquals(Reason.CODE_WRONG, reason(buyOnTheSite(alice, World.SHOP, "100.01", code)));
        assertEquals(World.fen("799.99"), world.cash(alice));
    }

    @Test
    void aCodeIsGoodForFiveMinutesAndFiveTriesAndNotAskedForTooOften() {
        var alice = world.customer(ALICE);
        world.payIn(alice, "1000");
        var first = codeFor(alice);
        assertEquals(
                Reason.CODE_TOO_SOON,
                reason(world.in(tx -> accounts.codes().send(tx, alice, Purpose.PAY_OVER_100, world.clock.instant()))));
        world.clock.turn(Duration.ofMinutes(5));
        assertEquals(Reason.CODE_WRONG, reason(buyOnTheSite(alice, World.SHOP, "200", first)));
        var second = codeFor(alice);
        for (int i = 0; i < 5; i++) {
            reason(buyOnTheSite(alice, World.SHOP, "200", Optional.of(new Secret("abcdef"))));
        }
        assertEquals(Reason.CODE_WRONG, reason(buyOnTheSite(alice, World.SHOP, "200", second)));
        for (int sent = 2; sent < 10; sent++) {
            world.clock.turn(Duration.ofMinutes(1));
            codeFor(alice);
        }
        world.clock.turn(Duration.ofMinutes(1));
        assertEquals(
                Reason.CODE_TOO_MANY,
                reason(world.in(tx -> accounts.codes().send(tx, alice, Purpose.PAY_OVER_100, world.clock.instant()))));
    }

    @Test
    void anOrphanPaysSmallAmountsWithoutACodeAndNoOthers() {
        var alice = world.customer(ALICE);
        world.payIn(alice, "300");
        world.in(tx -> {
            accounts.lifecycle().cancel(tx, alice, world.clock.instant());
            return true;
        });

        assertEquals(null, reason(buyOnTheSite(alice, World.SHOP, "100", Optional.empty())));
        assertEquals(Reason.NO_PHONE, reason(buyOnTheSite(alice, World.SHOP, "100.01", Optional.empty())));
    }

    @Test
    void tellsOfARefundABoundCardAndAPasswordThatAnAgentReset() {
        var alice = world.realNameCustomer(ALICE, "100");
        var order = done(world.in(tx ->
                        accounts.purchases().buy(tx, world.request(alice, World.PIN), World.SHOP, World.fen("10"))))
                .order();
        world.said.clear();
        world.in(tx -> accounts.purchases().refund(tx, order, "r1", World.fen("4"), world.clock.instant()));
        world.in(tx -> accounts.purchases().refund(tx, order, "r1", World.fen("4"), world.clock.instant()));
        assertEquals(List.of("refund"), world.notices());
        assertEquals(
                Map.of("merchant", "网上商城", "amount", "4.00", "acct", "cash_account", "balance", "94.00"),
                world.said.get(0).values());
        assertEquals(
                Reason.KEY_REUSED,
                reason(world.in(
                        tx -> accounts.purchases().refund(tx, order, "r1", World.fen("5"), world.clock.instant()))));

        world.said.clear();
        world.in(tx -> accounts.bankCards().unbind(tx, alice));
        done(bind(alice, "王小明", World.BANK_CARD));
        done(world.in(tx -> accounts.agentResets().reset(tx, world.request(alice), PasswordKind.LOGIN)));
        assertEquals(List.of("card_bound", "password_reset"), world.notices());
        assertEquals("login_password", world.said.get(1).values().get("kind"));
    }

    @ParameterizedTest
    @CsvSource({
        "LOGIN, 204961, ",
        "LOGIN, abc123, SAME_PASSWORD",
        "LOGIN, 135792, SAME_PASSWORD",
        "LOGIN, 13800000001, BAD_PASSWORD",
        "PAY, 135792, SAME_PASSWORD",
        "PAY, 204961, "
    })
    void choosesNeitherTheOldPasswordNorTheOtherOne(PasswordKind kind, String chosen, Reason refused) {
        var alice = world.customer(ALICE);
        var owner = world.in(tx -> accounts.subscribers().get(tx, alice));
        var no = Objects.requireNonNull(owner.account());
        world.in(tx -> accounts.passwords().change(tx, owner, no, PasswordKind.LOGIN, new Secret("abc123")));

        assertEquals(
                refused, reason(world.in(tx -> accounts.passwords().change(tx, owner, no, kind, new Secret(chosen)))));
    }
}
