package cn.smspay.accounts.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.outside.cards.CardTalk;
import cn.smspay.outside.cards.WalletLine.LineReply;
import cn.smspay.outside.cards.WalletSim;
import cn.smspay.testing.DirectLine;
import cn.smspay.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds {@link Contacts} and {@link Settling} to their rules. */
class WalletLoadsTest extends WalletFixture {
    private static final Secret PIN = new Secret(World.PIN);

    private LoadStart begin(String yuan) {
        return card.beginLoad(said(menu.contact(CARD)), World.fen(yuan));
    }

    private static <T> T said(LineReply<T> heard) {
        return heard.fold(
                what -> what,
                no -> {
                    throw new AssertionError(no);
                },
                null);
    }

    private static String refused(LineReply<?> heard) {
        return heard.<String>fold(what -> "said", no -> no, "nothing");
    }

    @Test
    void loadsOverTheAir() {
        assertEquals(CardTalk.DONE, load("50.00"));

        holds("50.00", "0.00", "50.00", "50.00");
        assertEquals(List.of("wallet_loaded"), world.notices());
    }

    @Test
    void keepsTheMoneyAsideUntilTheCardIsSeenAndThenKnowsThatItWasBooked() {
        var order = said(menu.start(begin("50.00"), PIN));
        card.book(order);
        holds("50.00", "50.00", "0.00", "50.00");
        world.clock.turn(Duration.ofDays(400));

        atHall();

        holds("50.00", "0.00", "50.00", "50.00");
    }

    @Test
    void givesBackWhatTheCardHasNotBookedAtItsNextContact() {
        said(menu.start(begin("50.00"), PIN));

        atHall();

        holds("100.00", "0.00", "0.00", "0.00");
        assertEquals(List.of("wallet_load_returned"), world.notices());
    }

    @Test
    void anOrderThatComesAfterTheNextContactIsNotBooked() {
        var order = said(menu.start(begin("50.00"), PIN));
        atHall();

        assertTrue(card.book(order).isEmpty());
        holds("100.00", "0.00", "0.00", "0.00");
    }

    @Test
    void aSecondLoadSettlesTheFirstOne() {
        var first = said(menu.start(begin("30.00"), PIN));
        card.book(first);

        assertEquals(CardTalk.DONE, load("20.00"));

        holds("50.00", "0.00", "50.00", "50.00");
    }

    @Test
    void theSameMessageAgainGetsTheSameOrder() {
        var start = begin("50.00");
        var order = said(menu.start(start, PIN));

        assertEquals(order, said(menu.start(start, PIN)));
        holds("50.00", "50.00", "0.00", "0.00");
    }

    @Test
    void aMessageThatWasOvertakenSaysNothingAnyMore() {
        var late = begin("50.00");
        var order = said(menu.start(begin("20.00"), PIN));
        card.book(order);

        assertEquals("contact-over", refused(menu.start(late, PIN)));
        holds("80.00", "20.00", "0.00", "20.00");
    }

    @Test
    void aContactThatWasUsedIsOver() {
        var number = said(menu.contact(CARD));
        said(hall.read(card.read(number)));

        assertEquals("contact-over", refused(hall.read(card.read(number))));
    }

    @Test
    void twoReadersOnOneCardHearOfTheNewestContactOnly() {
        var first = said(hall.contact(CARD));
        var second = said(hall.contact(CARD));

        assertEquals("contact-over", refused(hall.read(card.read(first))));
        assertEquals("said", refused(hall.read(card.read(second))));
    }

    @Test
    void aProofMayComeAgain() {
        var proof = card.book(said(menu.start(begin("50.00"), PIN))).orElseThrow();

        assertEquals("said", refused(menu.proved(proof)));
        assertEquals("said", refused(menu.proved(proof)));
        holds("50.00", "0.00", "50.00", "50.00");
    }

    @Test
    void aWrongProofIsACaseAndMovesNothing() {
        var proof = card.book(said(menu.start(begin("50.00"), PIN))).orElseThrow();

        assertEquals("bad-card-proof", refused(menu.proved(new LoadProof(CARD, proof.terminal(), proof.tac() + 1))));
        holds("50.00", "50.00", "0.00", "50.00");
        assertEquals(1, world.cases().size());
    }

    @Test
    void aWrongMacMovesNothing() {
        var start = begin("50.00");
        var forged = new LoadStart(
                CARD,
                start.terminal(),
                start.balance(),
                start.online(),
                start.offline(),
                start.random(),
                World.fen("60.00"),
                start.mac());

        assertEquals("bad-card-proof", refused(menu.start(forged, PIN)));
        assertEquals("said", refused(menu.start(start, PIN)));
    }

    @Test
    void aCopyWithAnOldCounterIsACase() {
        load("20.00");
        var copy = new WalletSim(CARD, World.MASTERS, new Random(8));

        assertEquals(
                "other-card", refused(menu.start(copy.beginLoad(said(menu.contact(CARD)), World.fen("50.00")), PIN)));
        holds("80.00", "0.00", "20.00", "20.00");
        assertEquals(1, world.cases().size());
    }

    @Test
    void aCardThatWasLoadedElsewhereIsACase() {
        card.age(3, 0);

        atHall();

        assertEquals(1, world.cases().size());
        assertEquals(CardTalk.DONE, load("1.00"));
    }

    @ParameterizedTest
    @CsvSource({
        "0.00, bad-amount",
        "100.01, insufficient",
        "100.00, said",
    })
    void refusesAmountsThatCannotBe(String yuan, String answer) {
        assertEquals(answer, refused(menu.start(begin(yuan), PIN)));
    }

    @Test
    void aWrongPayPasswordCountsAndMovesNothing() {
        assertEquals("pin-wrong", refused(menu.start(begin("50.00"), new Secret("111111"))));
        holds("100.00", "0.00", "0.00", "0.00");
    }

    @Test
    void aCounterAtItsEndTakesNoLoad() {
        card.age(65_535, 0);

        assertEquals("card-full", load("1.00"));
        holds("100.00", "0.00", "0.00", "0.00");
    }

    @Test
    void cardMoneyIsNeverLoaded() {
        world.payInByCard(alice, "100");

        assertEquals("insufficient", load("100.01"));
    }

    @Test
    void anothersCardIsRefused() {
        var bob = world.customer(BOB);
        world.payIn(bob, "50.00");
        var line = new DirectLine(world, bob, Channel.STK);

        assertEquals("no-wallet", new CardTalk(line).load(card, World.fen("10.00"), PIN));
    }

    @Test
    void hallMoneyWaitsForTheNextContactAndIsWrittenThere() {
        payInAtHall("30.00");
        payInAtHall("20.00");
        holds("100.00", "50.00", "0.00", "0.00");

        atHall();

        holds("100.00", "0.00", "50.00", "50.00");
        assertEquals(
                List.of("wallet_load_pending", "wallet_load_pending", "wallet_loaded", "wallet_loaded"),
                world.notices());
    }

    @Test
    void hallMoneyThatTheCardHasNotBookedWaitsAgain() {
        payInAtHall("30.00");
        var contact = said(hall.read(card.read(said(hall.contact(CARD)))));
        var waiting = contact.waiting().get(0);
        said(hall.write(card.beginLoad(contact.next(), waiting.amount()), waiting.load()));
        holds("100.00", "30.00", "0.00", "0.00");

        atHall();

        holds("100.00", "0.00", "30.00", "30.00");
    }

    @Test
    void aBankPaysInOnceForAKey() {
        var request = hallRequest();
        var first = world.in(tx -> wallet.loads().fromBank(tx, request, World.fen("40.00")));
        var again = world.in(tx -> wallet.loads().fromBank(tx, request, World.fen("40.00")));
        var other = world.in(tx -> wallet.loads().fromBank(tx, request, World.fen("41.00")));

        assertEquals(first, again);
        assertEquals(Reason.KEY_REUSED, reason(other));
        assertEquals("40.00", held(Pocket.WALLET_PENDING));
    }

    @Test
    void nothingIsLoadedAfterTheNumberIsCancelled() {
        payInAtHall("30.00");
        world.in(tx -> accounts.lifecycle()
                .status(tx, alice, new PhoneCondition(PhoneStatus.CANCELLED, StopReason.NONE), world.clock.instant()));

        assertEquals("no-account", load("10.00"));
        holds("130.00", "0.00", "0.00", "0.00");
        assertEquals(
                Reason.NO_ACCOUNT, reason(world.in(tx -> wallet.loads().fromBank(tx, hallRequest(), new Fen(100)))));
    }

    @Test
    void aLimitIsNotedAndSaid() {
        assertEquals(CardTalk.DONE, new CardTalk(menu).limit(card, World.fen("20.00")));

        assertEquals(
                Optional.of(World.fen("20.00")),
                world.in(tx -> wallet.wallets().file(tx, alice)).orElseThrow().singleLimit());
        assertEquals(List.of("wallet_limit"), world.notices());
    }

    @Test
    void anAgentResetsTheOperationPasswordAtTheNextContact() {
        card.changePassword("987654");
        card.switchPassword(true);
        for (int i = 0; i < 5; i++) {
            card.isPassword("0000");
        }
        assertTrue(card.isPasswordBlocked());
        assertEquals(Optional.empty(), world.in(tx -> wallet.wallets().resetOperationPassword(tx, alice)));

        atHall();

        assertTrue(card.isPassword("1234"));
        assertTrue(!card.asksForPassword());
        card.changePassword("5555");
        card.switchPassword(true);
        atHall();
        atHall();
        assertTrue(card.isPassword("5555"), "the reset is done once");
    }
}
