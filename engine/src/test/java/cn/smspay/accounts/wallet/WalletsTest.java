package cn.smspay.accounts.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.outside.cards.CardTalk;
import cn.smspay.testing.World;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a wallet may do by its state, its card's word and who asks. */
final class WalletsTest extends WalletFixture {
    private static final CardNo OTHER = new CardNo("8600755000000002");

    private Wallets wallets;

    @BeforeEach
    void createWallets() {
        wallets = wallets(World.MASTERS);
    }

    private Wallets wallets(CardKeys keys) {
        return new Wallets(
                accounts.subscribers(), notices(), keys, settling(), new Contacts(keys, settling()), closings());
    }

    private Reason open(Wallets of, SubscriptionId who, CardNo number) {
        return reason(world.in(tx -> of.open(tx, world.request(who), number)));
    }

    private CardReading reading() {
        return card.read(done(world.in(tx -> wallets.contact(tx, CARD))));
    }

    private Contact read() {
        var reading = reading();
        return done(world.in(tx -> wallets.read(tx, reading, world.clock.instant())));
    }

    private Answer<Contact> close(SubscriptionId who, Channel by) {
        var reading = reading();
        var request = new Request(who, by, "close-" + by, Optional.empty(), world.clock.instant());
        return world.in(tx -> wallets.close(tx, request, reading));
    }

    private static List<CardOrder> orders(Contact contact) {
        return contact.orders().stream().map(Contact.Ordered::order).toList();
    }

    private void status(SubscriptionId who, PhoneStatus status) {
        world.in(tx -> {
            accounts.subscribers().status(tx, who, new PhoneCondition(status, StopReason.DEBT));
            return true;
        });
    }

    private void be(WalletStatus status) {
        world.in(tx -> {
            tx.put(WalletTables.WALLET, row(tx).withStatus(status, world.clock.instant()));
            return true;
        });
    }

    @Test
    void whereNoCardCanProveAnythingThereIsNoWalletAndNoContact() {
        var without = wallets(new NoCardKeys());
        var bob = world.customer(BOB);

        assertEquals(Reason.NOT_SUPPORTED, open(without, bob, OTHER));
        assertEquals(Reason.NO_WALLET, reason(world.in(tx -> without.contact(tx, CARD))));
        assertEquals(null, open(wallets, bob, OTHER));
    }

    @Test
    void aPhoneThatIsStoppedOpensNone() {
        var bob = world.customer(BOB);
        status(bob, PhoneStatus.TWO_WAY);

        assertEquals(Reason.PHONE_STATUS, open(wallets, bob, OTHER));
    }

    @ParameterizedTest
    @EnumSource(WalletStatus.class)
    void whoseWalletIsOpenOrClosingOpensNoOther(WalletStatus status) {
        be(status);

        boolean hinders = status == WalletStatus.OPEN || status == WalletStatus.CLOSING;
        assertEquals(hinders, world.in(tx -> wallets.isOpen(tx, alice)));
        assertEquals(hinders ? Reason.WALLET : null, open(wallets, alice, OTHER));
    }

    @Test
    void aCardThatWasAWalletOnceIsNoOthers() {
        be(WalletStatus.CLOSED);

        assertEquals(Reason.CARD_TAKEN, open(wallets, alice, CARD));
        assertEquals(Reason.CARD_TAKEN, open(wallets, world.customer(BOB), CARD));
    }

    @Test
    void aNewWalletHoldsNothingAndKnowsItsCard() {
        var bob = world.customer(BOB);
        open(wallets, bob, OTHER);

        var file = world.in(tx -> wallets.file(tx, bob)).orElseThrow();

        assertEquals(new Wallets.File(OTHER, WalletStatus.OPEN, false, true, Optional.empty(), false), file);
        assertEquals(Optional.of(OTHER), world.in(tx -> wallets.card(tx, bob)));
    }

    @Test
    void theFileSaysThatALoadIsOnItsWay() {
        sent("5.00");

        assertTrue(world.in(tx -> wallets.file(tx, alice)).orElseThrow().loadOnItsWay());
    }

    @Test
    void anUnknownCardHasNoContact() {
        assertEquals(Reason.NO_WALLET, reason(world.in(tx -> wallets.contact(tx, OTHER))));
    }

    @Test
    void aReadingOffersWhatWaitsOldestFirst() {
        payInAtHall("30.00");
        payInAtHall("20.00");

        assertEquals(
                List.of(World.fen("30.00"), World.fen("20.00")),
                read().waiting().stream().map(Contact.Waiting::amount).toList());
    }

    @Test
    void anOrderStaysDueUntilTheCardSaysThatItObeyed() {
        world.in(tx -> wallets.resetOperationPassword(tx, alice));
        card.changePassword("987654");
        card.swapHandset();
        world.in(tx -> wallets.calibrate(tx, alice, CARD));

        assertEquals(List.of(CardOrder.RESET_OPERATION_PASSWORD, CardOrder.CALIBRATE), orders(read()));
        var second = read();
        assertEquals(List.of(CardOrder.RESET_OPERATION_PASSWORD, CardOrder.CALIBRATE), orders(second));
    }

    @Test
    void whatTheCardHasDoneIsNotOrderedAgain() {
        world.in(tx -> wallets.resetOperationPassword(tx, alice));
        world.in(tx -> wallets.calibrate(tx, alice, CARD));

        assertEquals(List.of(), orders(read()), "it is calibrated and has its first password");
        assertFalse(row().resetDue() || row().calibrationDue());
    }

    @Test
    void theMenuClosesAnEmptyCardOnly() {
        load("0.01");

        assertEquals(Reason.NOT_EMPTY, reason(close(alice, Channel.STK)));
        assertEquals(List.of(CardOrder.CLOSE), orders(done(close(alice, Channel.HALL))));
    }

    @Test
    void anEmptyOneItCloses() {
        assertEquals(List.of(CardOrder.CLOSE), orders(done(close(alice, Channel.STK))));
        assertEquals(WalletStatus.OPEN, status(), "until the card says that it is");
    }

    @Test
    void aStoppedPhonesMenuClosesNothingTheHallDoes() {
        status(alice, PhoneStatus.TWO_WAY);

        assertEquals(Reason.PHONE_STATUS, reason(close(alice, Channel.STK)));
        assertEquals(null, reason(close(alice, Channel.HALL)));
    }

    @Test
    void aLostWalletIsNotClosed() {
        changeSim();

        assertEquals(Reason.NOT_SUPPORTED, reason(close(alice, Channel.HALL)));
    }

    @Test
    void nobodyClosesAnothersCard() {
        assertEquals(Reason.NO_WALLET, reason(close(world.customer(BOB), Channel.HALL)));
    }

    @Test
    void aCardThatIsBeingClosedIsOfferedNothing() {
        payInAtHall("5.00");

        assertEquals(List.of(), done(close(alice, Channel.HALL)).waiting());
    }

    @Test
    void aCardThatSaysItIsClosedBeginsItsEndOnce() {
        load("50.00");
        done(close(alice, Channel.HALL)).orders().forEach(card::obey);

        assertEquals(WalletStatus.CLOSED, read().status());
        assertEquals("100.00", held(Pocket.CASH));
        assertEquals(WalletStatus.CLOSED, read().status());
        assertEquals(List.of(), orders(done(close(alice, Channel.HALL))), "there is nothing more to close");
    }

    @ParameterizedTest
    @CsvSource({"-1, BAD_AMOUNT", "0, ", "4294967295, ", "4294967296, BAD_AMOUNT"})
    void theLimitOfAPurchaseIsWhatACardCanHold(long fen, Reason refused) {
        assertEquals(refused, reason(world.in(tx -> wallets.limitSet(tx, world.request(alice), CARD, new Fen(fen)))));
        assertEquals(refused == null ? List.of("wallet_limit") : List.of(), world.notices());
        assertEquals(
                refused == null ? Optional.of(new Fen(fen)) : Optional.empty(),
                world.in(tx -> wallets.file(tx, alice)).orElseThrow().singleLimit());
    }

    @Test
    void aLimitThatCouldNotBeNotedIsNotSaid() {
        be(WalletStatus.LOST);

        assertEquals(
                Reason.NO_WALLET, reason(world.in(tx -> wallets.limitSet(tx, world.request(alice), CARD, Fen.ZERO))));
        assertEquals(List.of(), world.notices());
    }

    @ParameterizedTest
    @EnumSource(WalletStatus.class)
    void onlyAnOpenWalletIsChanged(WalletStatus status) {
        be(status);
        var refused = status == WalletStatus.OPEN ? null : Reason.NO_WALLET;

        assertEquals(refused, reason(world.in(tx -> wallets.calibrate(tx, alice, CARD))));
        assertEquals(refused, reason(world.in(tx -> wallets.resetOperationPassword(tx, alice))));
    }

    @Test
    void whoHasNoWalletHasNothingToChange() {
        var bob = world.customer(BOB);

        assertEquals(Reason.NO_WALLET, reason(world.in(tx -> wallets.resetOperationPassword(tx, bob))));
        assertEquals(Reason.NO_WALLET, reason(world.in(tx -> wallets.calibrate(tx, bob, CARD))));
        assertEquals(Reason.NO_WALLET, reason(world.in(tx -> wallets.lost(tx, bob))));
        assertEquals(Reason.NOT_SUPPORTED, reason(world.in(tx -> wallets.lost(tx, alice))));
    }

    @Test
    void aNewSimLosesAnOpenWalletWithItsContact() {
        payInAtHall("7.00");
        var reading = reading();

        changeSim();

        assertEquals(WalletStatus.LOST, status());
        assertEquals("107.00", held(Pocket.CASH));
        assertEquals(Reason.CONTACT_OVER, reason(world.in(tx -> wallets.read(tx, reading, world.clock.instant()))));
    }

    @Test
    void aNewSimLeavesAClosedWalletClosed() {
        assertEquals(CardTalk.DONE, new CardTalk(hall).close(card));

        changeSim();

        assertEquals(WalletStatus.CLOSED, status());
    }

    @Test
    void whatWaitsAndWhatWasSentIsUnderWayAndNothingElse() {
        load("5.00");
        payInAtHall("6.00");
        sent("7.00");
        var no = row().account();

        int underWay = world.in(tx -> wallets.loadsUnderWay(tx, no));
        assertEquals(2, underWay);
    }

    @Test
    void aNumberThatIsGoneGivesBackWhatWaits() {
        payInAtHall("6.00");

        world.in(tx -> {
            wallets.numberGone(tx, alice, world.clock.instant());
            return true;
        });

        assertEquals("106.00 0.00", held(Pocket.CASH) + " " + held(Pocket.WALLET_PENDING));
    }
}
