package cn.smspay.accounts.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.base.Channel;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.outside.cards.CardTalk;
import cn.smspay.outside.cards.Pos;
import cn.smspay.testing.DirectLine;
import cn.smspay.testing.World;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Holds {@link Wallets} and {@link WalletClosings} to their rules. */
class WalletLifeTest extends WalletFixture {
    private List<Reason> hindrances() {
        return world.in(tx -> accounts.closings().check(tx, alice, world.clock.instant()))
                .map(refusal ->
                        refusal.hindrances().stream().map(Refusal::reason).toList())
                .orElse(List.of());
    }

    private Reason open(SubscriptionId who, CardNo number) {
        return reason(world.in(tx -> wallet.wallets().open(tx, world.request(who), number)));
    }

    @Test
    void opensForCustomersWithAnAccountOnly() {
        var bob = world.subscriber(BOB);

        assertEquals(Reason.NO_ACCOUNT, open(bob, new CardNo("8600755000000002")));
    }

    @Test
    void theBrandWithoutRegistrationHasNone() {
        var bob = world.customer(BOB);
        world.in(tx -> accounts.subscribers()
                .feed(
                        tx,
                        new cn.smspay.base.Msisdn(BOB),
                        cn.smspay.accounts.customers.Operator.CHINA_MOBILE,
                        Province.BEIJING,
                        Brand.EASYOWN_STANDARD,
                        false));

        assertEquals(Reason.BRAND, open(bob, new CardNo("8600755000000002")));
    }

    @Test
    void oneCardIsOneWallets() {
        var bob = world.customer(BOB);

        assertEquals(Reason.CARD_TAKEN, open(bob, CARD));
        assertEquals(Reason.WALLET, open(alice, new CardNo("8600755000000002")));
    }

    @Test
    void anOpenWalletHindersClosingTheAccountEvenWhenEmpty() {
        world.in(tx -> accounts.bills());
        assertEquals(List.of(Reason.WALLET, Reason.BALANCE), hindrances());
    }

    @Test
    void aLoadUnderWayHindersItToo() {
        payInAtHall("5.00");

        assertEquals(List.of(Reason.WALLET, Reason.IN_TRANSIT, Reason.BALANCE), hindrances());
    }

    @Test
    void aClosedWalletHindersNothing() {
        new CardTalk(hall).close(card);

        assertEquals(List.of(Reason.BALANCE), hindrances());
    }

    @Test
    void theMenuClosesAnEmptyCardOnly() {
        load("1.00");
        assertEquals("not-empty", new CardTalk(menu).close(card));
        tap("1.00");
        handIn();

        assertEquals(CardTalk.DONE, new CardTalk(menu).close(card));
        assertEquals(WalletStatus.CLOSED, status());
        assertTrue(card.isClosed());
    }

    @Test
    void theHallGivesBackWhatTheCardHolds() {
        load("50.00");
        tap("12.50");
        handIn();
        world.said.clear();

        assertEquals(CardTalk.DONE, new CardTalk(hall).close(card));

        assertEquals(WalletStatus.CLOSED, status());
        assertEquals("87.50", world.cash(alice).toString());
        assertEquals(List.of("wallet_closed"), world.notices());
        assertEquals("37.50", world.said.get(0).values().get("amount"));
    }

    @Test
    void aClosingWaitsForRecordsOneCycle() {
        load("50.00");
        tap("12.50");

        new CardTalk(hall).close(card);
        assertEquals(WalletStatus.CLOSING, status());
        assertEquals("50.00", world.cash(alice).toString());

        handIn();
        assertEquals(WalletStatus.CLOSED, status());
        assertEquals("87.50", world.cash(alice).toString());
    }

    @Test
    void afterACycleTheCardsBalanceIsPaidAndTheRestWaitsForItsRecord() {
        load("50.00");
        tap("12.50");
        new CardTalk(hall).close(card);

        cycle();
        assertEquals(WalletStatus.CLOSED, status());
        assertEquals("87.50", world.cash(alice).toString());
        assertEquals("12.50", suspense().toString());

        handIn();
        assertEquals("0.00", suspense().toString());
        assertEquals("12.50", merchant().toString());
    }

    @Test
    void whatWaitedForAClosedCardIsCash() {
        payInAtHall("30.00");

        new CardTalk(hall).close(card);

        assertEquals("130.00", world.cash(alice).toString());
    }

    @Test
    void aClosingWhoseEndWasLostGoesOnAtTheNextContact() {
        load("50.00");
        var number = hall.contact(CARD).<Terminal>fold(t -> t, no -> null, null);
        hall.close(card.read(number)).fold(contact -> card.obey(contact.orders().get(0)), no -> false, false);
        assertEquals(WalletStatus.OPEN, status());

        atHall();

        assertEquals(WalletStatus.CLOSED, status());
        assertEquals("100.00", world.cash(alice).toString());
    }

    @Test
    void aLoadThatBeginsWhileACardIsBeingClosedWins() {
        var number = hall.contact(CARD).<Terminal>fold(t -> t, no -> null, null);
        var closing = hall.close(card.read(number));
        assertEquals(CardTalk.DONE, load("10.00"));

        assertEquals(false, closing.fold(contact -> card.obey(contact.orders().get(0)), no -> true, true));
        assertEquals(WalletStatus.OPEN, status());
        holds("90.00", "0.00", "10.00", "10.00");
    }

    @Test
    void aClosedCardPaysNothingAndTakesNothing() {
        new CardTalk(hall).close(card);

        assertEquals(Pos.TapOutcome.CLOSED, tap("1.00"));
        assertEquals("no-wallet", load("1.00"));
    }

    @Test
    void aNewSimLosesTheWalletAndItIsSpentUntilEmpty() {
        load("50.00");
        payInAtHall("7.00");
        world.in(tx -> {
            wallet.wallets().simChanged(tx, alice, world.clock.instant());
            return true;
        });

        assertEquals(WalletStatus.LOST, status());
        assertEquals("57.00", world.cash(alice).toString());
        assertEquals("not-supported", load("1.00"));
        assertEquals("not-supported", new CardTalk(hall).close(card));
        assertEquals(Pos.TapOutcome.PAID, tap("20.00"));
        handIn();
        holds("57.00", "0.00", "30.00", "30.00");
        assertEquals(List.of(Reason.BALANCE), hindrances());
        assertEquals(null, open(alice, new CardNo("8600755000000002")));
    }

    @Test
    void aLostWalletIsNeitherBlockedNorFound() {
        assertEquals(
                Reason.NOT_SUPPORTED, reason(world.in(tx -> wallet.wallets().lost(tx, alice))));
    }

    @Test
    void anotherHandsetWantsAnotherCalibration() {
        load("5.00");
        card.swapHandset();
        assertEquals(Pos.TapOutcome.NOT_CALIBRATED, tap("1.00"));
        assertEquals(Optional.empty(), world.in(tx -> wallet.wallets().calibrate(tx, alice, CARD)));
        atHall();

        assertEquals(Pos.TapOutcome.PAID, tap("1.00"));
    }

    @Test
    void theLimitIsTheCards() {
        load("50.00");
        new CardTalk(menu).limit(card, World.fen("10.00"));

        assertEquals(Pos.TapOutcome.ABOVE_LIMIT, tap("10.01"));
        assertEquals(Pos.TapOutcome.PAID, tap("10.00"));
        assertEquals(
                Pos.TapOutcome.TOO_LITTLE,
                new CardTalk(menu).limit(card, World.fen("100.00")).equals(CardTalk.DONE)
                        ? tap("40.01")
                        : Pos.TapOutcome.PAID);
    }

    @Test
    void theCardKeepsTenMovements() {
        load("50.00");
        for (int i = 0; i < 11; i++) {
            tap("1.00");
        }

        assertEquals(10, card.records().size());
    }

    @Test
    void theSiteTellsTheShadowWithItsTimeAndNothingOfToday() {
        load("50.00");
        tap("12.50");
        var yesterday = WalletViews.lastDay(world.clock.instant()).plusDays(1);
        handIn();

        var balance = world.in(tx -> wallet.views().balance(tx, alice)).orElseThrow();
        assertEquals("37.50", balance.shadow().toString());
        assertEquals(0, history(yesterday).size());
        world.clock.turn(java.time.Duration.ofDays(1));
        assertEquals(2, history(yesterday).size());
    }

    private List<WalletViews.WalletEntry> history(java.time.LocalDate day) {
        return world.store.read(
                sql -> wallet.views().history(sql, CARD, day, day.plusDays(5), world.clock.instant(), 50));
    }

    @Test
    void anOrphanedAccountEndsWhenItsCardIsEmpty() {
        load("100.00");
        world.in(tx -> {
            accounts.lifecycle().cancel(tx, alice, world.clock.instant());
            return true;
        });
        tap("100.00");
        handIn();

        assertEquals(
                Optional.empty(),
                world.in(tx -> Optional.ofNullable(
                        accounts.subscribers().get(tx, alice).account())));
    }

    @Test
    void theNextPurchaseSettlesALoadOfACancelledNumber() {
        load("10.00");
        var sent = menu.start(
                card.beginLoad(menu.contact(CARD).fold(t -> t, no -> null, null), World.fen("20.00")),
                new Secret(World.PIN));
        sent.fold(card::book, no -> Optional.empty(), Optional.empty());
        world.in(tx -> {
            accounts.lifecycle().cancel(tx, alice, world.clock.instant());
            return true;
        });
        tap("5.00");

        handIn();

        holds("70.00", "0.00", "25.00", "25.00");
    }

    @Test
    void andGivesBackOneThatTheCardNeverBooked() {
        load("10.00");
        menu.start(
                card.beginLoad(menu.contact(CARD).fold(t -> t, no -> null, null), World.fen("20.00")),
                new Secret(World.PIN));
        world.in(tx -> {
            accounts.lifecycle().cancel(tx, alice, world.clock.instant());
            return true;
        });
        tap("5.00");

        handIn();

        holds("90.00", "0.00", "5.00", "5.00");
    }

    @Test
    void anAgentsLineDoesNotCloseAnothersCard() {
        var bob = world.customer(BOB);

        assertEquals("no-wallet", new CardTalk(new DirectLine(world, bob, Channel.HALL)).close(card));
    }
}
