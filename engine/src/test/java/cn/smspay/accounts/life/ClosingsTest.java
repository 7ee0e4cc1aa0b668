package cn.smspay.accounts.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.AccountTables;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.accounts.customers.WalletLife;
import cn.smspay.accounts.payments.Till;
import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.base.AccountNo;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import cn.smspay.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in the way of closing an account, all at once, and what a closed one leaves. */
final class ClosingsTest extends AccountsFixture {
    private final Wallet wallet = new Wallet();
    private SubscriptionId alice;

    /** A wallet that says what it is told to. */
    private static final class Wallet implements WalletLife {
        private boolean open;
        private int underWay;

        @Override
        public boolean isOpen(Tx tx, SubscriptionId who) {
            return open;
        }

        @Override
        public int loadsUnderWay(Tx tx, AccountNo no) {
            return underWay;
        }

        @Override
        public void numberGone(Tx tx, SubscriptionId who, Instant now) {
            open = false;
        }
    }

    @BeforeEach
    void open() {
        alice = world.customer(ALICE);
    }

    private Closings closings(boolean pinWanted) {
        return new Closings(accounts.subscribers(), accounts.passwords(), accounts.ledger(), wallet, pinWanted);
    }

    private Optional<Refusal> check() {
        return world.in(tx -> closings(true).check(tx, alice, world.clock.instant()));
    }

    private Optional<Refusal> close(String pin) {
        return world.in(tx -> closings(true).close(tx, world.request(alice, pin)));
    }

    private List<Reason> hindrances() {
        return check().map(Refusal::hindrances).orElse(List.of()).stream()
                .map(Refusal::reason)
                .toList();
    }

    private Object fact(Reason of, String name) {
        return check().orElseThrow().hindrances().stream()
                .filter(each -> each.reason() == of)
                .findFirst()
                .orElseThrow()
                .facts()
                .get(name);
    }

    private void phone(PhoneStatus status) {
        world.in(tx -> {
            accounts.subscribers().status(tx, alice, new PhoneCondition(status, StopReason.DEBT));
            return true;
        });
    }

    @Test
    void anEmptyAccountOfANormalPhoneIsClosable() {
        assertEquals(Optional.empty(), check());
    }

    @Test
    void anOpenWalletIsInTheWayEvenOfAnEmptyAccount() {
        wallet.open = true;

        assertEquals(List.of(Reason.WALLET), hindrances());
    }

    @ParameterizedTest
    @CsvSource({"0.01, 0", "0, 10"})
    void aSingleFenOfEitherAccountIs(String cash, String card) {
        if (!card.equals("0")) {
            world.payInByCard(alice, card);
        }
        if (!cash.equals("0")) {
            world.payIn(alice, cash);
        }

        assertEquals(List.of(Reason.BALANCE), hindrances());
        assertEquals(World.fen(cash).plus(World.fen(card)), fact(Reason.BALANCE, "total"));
    }

    @Test
    void bothAccountsAreOneSum() {
        world.payInByCard(alice, "10");
        world.payIn(alice, "0.50");

        assertEquals(World.fen("10.50"), fact(Reason.BALANCE, "total"));
    }

    @Test
    void anOrderIsInTheWayUntilItIsSettled() {
        world.payIn(alice, "20");
        world.in(tx -> accounts.bills().pay(tx, world.request(alice, World.PIN), World.fen("20")));

        assertEquals(List.of(Reason.IN_TRANSIT), hindrances());
        assertEquals(1, fact(Reason.IN_TRANSIT, "n"));
    }

    @Test
    void loadsOfTheCardCountAmongThemAndAreAskedForOnlyWhereMoneyIsSetAside() {
        wallet.underWay = 2;
        assertEquals(List.of(), hindrances());
        world.in(tx -> accounts.wallet().wallets().open(tx, world.request(alice), new CardNo("8600755000000001")));
        world.in(tx ->
                accounts.wallet().loads().payIn(tx, world.request(alice), Till.of(Province.HUNAN), World.fen("5.00")));

        assertEquals(List.of(Reason.IN_TRANSIT), hindrances());
        assertEquals(2, fact(Reason.IN_TRANSIT, "n"));
    }

    @Test
    void aStoppedPhoneIsNamedLast() {
        wallet.open = true;
        world.payIn(alice, "1");
        phone(PhoneStatus.ONE_WAY);

        assertEquals(List.of(Reason.WALLET, Reason.BALANCE, Reason.PHONE), hindrances());
    }

    @Test
    void aFrozenAccountIsNamedBeforeAllThat() {
        world.payIn(alice, "1");
        world.in(tx -> accounts.lifecycle().freeze(tx, alice, true));

        assertEquals(Reason.FROZEN, reason(check()));
        assertEquals(Reason.FROZEN, reason(close(World.PIN)));
    }

    @Test
    void whoHasNoAccountHasNothingToClose() {
        var bob = world.subscriber(BOB);

        assertEquals(Reason.NO_ACCOUNT, reason(world.in(tx -> closings(true).check(tx, bob, world.clock.instant()))));
    }

    @Test
    void aLockedPasswordIsSaidAtTheFirstQuestionWhereOneWillBeAskedFor() {
        for (int i = 0; i < 5; i++) {
            close("999998");
        }

        assertEquals(Reason.PIN_LOCKED, reason(check()));
        assertNull(reason(world.in(tx -> closings(false).check(tx, alice, world.clock.instant()))));
        world.clock.turn(Duration.ofHours(24));
        assertNull(reason(check()));
    }

    @Test
    void aWrongPasswordClosesNothing() {
        assertEquals(Reason.PIN_WRONG, reason(close("999998")));

        assertEquals(true, holds(alice, "registered"));
    }

    @Test
    void moneyThatCameSinceTheQuestionIsSeenBeforeThePasswordIsTried() {
        assertEquals(Optional.empty(), check());
        world.payIn(alice, "1");

        assertEquals(Reason.NOT_CLOSABLE, reason(close("999998")));
        assertEquals(0, wrongTries());
    }

    private int wrongTries() {
        return world.in(tx -> accounts.passwords().standing(tx, account(tx), PasswordKind.PAY, world.clock.instant()))
                .wrong();
    }

    private AccountNo account(Tx tx) {
        return Objects.requireNonNull(accounts.subscribers().get(tx, alice).account());
    }

    @Test
    void whereNoPasswordIsWantedItClosesWithout() {
        assertNull(reason(world.in(tx -> closings(false).close(tx, world.request(alice)))));

        assertEquals(false, holds(alice, "registered"));
    }

    @Test
    void aClosedAccountKeepsItsRecordAndNoSecretAndNoCard() {
        var bob = world.realNameCustomer(BOB, "1.00");
        world.in(tx -> accounts.purchases().buy(tx, world.request(bob, World.PIN), World.SHOP, World.fen("1.00")));
        var no = world.in(tx -> accounts.subscribers().get(tx, bob).account());

        assertNull(reason(world.in(tx -> closings(true).close(tx, world.request(bob, World.PIN)))));

        var account = world.in(tx -> tx.get(AccountTables.ACCOUNT, no));
        assertFalse(account.isInUse());
        assertNull(account.card());
        for (var kind : PasswordKind.values()) {
            assertEquals(false, world.in(tx -> Passwords.isSet(tx, no, kind)));
        }
        assertNull(world.in(tx ->
                        Optional.ofNullable(accounts.subscribers().get(tx, bob).account()))
                .orElse(null));
    }
}
