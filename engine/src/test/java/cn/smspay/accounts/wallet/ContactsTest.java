package cn.smspay.accounts.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.wallet.WalletTables.Wallet;
import cn.smspay.outside.cards.WalletSim;
import cn.smspay.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A message of a card counts if it speaks of the newest contact, for the first time, with the card's proof. */
final class ContactsTest extends WalletFixture {
    private Contacts contacts;

    @BeforeEach
    void createContacts() {
        contacts = new Contacts(World.MASTERS, settling());
    }

    private Terminal next() {
        return world.in(tx -> contacts.next(tx, row(tx))).terminal();
    }

    private Answer<Wallet> meet(CardReading reading) {
        return world.in(tx -> contacts.meet(tx, reading, world.clock.instant()));
    }

    private Answer<Wallet> meet(LoadStart start) {
        return world.in(tx -> contacts.meet(tx, start, world.clock.instant()));
    }

    private static CardReading forged(CardReading reading) {
        return new CardReading(
                reading.card(),
                reading.terminal(),
                World.fen("0.01"),
                reading.online(),
                reading.offline(),
                reading.flags(),
                reading.random(),
                reading.mac());
    }

    @Test
    void eachContactHasANumberOfItsOwnAndIsAwaited() {
        var first = next();
        var second = next();

        assertNotEquals(first, second);
        assertEquals(second, row().terminal());
        assertTrue(row().awaited());
    }

    @Test
    void theNewestContactIsGoodOnce() {
        var reading = card.read(next());
        world.clock.turn(Duration.ofHours(5));

        assertFalse(done(meet(reading)).awaited());

        assertEquals(world.clock.instant(), shadow().asOf());
        assertEquals(Reason.CONTACT_OVER, reason(meet(reading)));
    }

    @Test
    void aContactBeforeTheNewestIsOver() {
        var first = next();
        var second = next();

        assertEquals(Reason.CONTACT_OVER, reason(meet(card.read(first))));
        assertEquals(Reason.CONTACT_OVER, reason(meet(card.beginLoad(first, World.fen("1.00")))));
        assertEquals(null, reason(meet(card.beginLoad(second, World.fen("1.00")))));
    }

    @Test
    void aCardThatIsNoWalletIsRefused() {
        var other = new WalletSim(new CardNo("8600755000000009"), World.MASTERS, new Random(1));
        var number = next();

        assertEquals(Reason.NO_WALLET, reason(meet(other.read(number))));
        assertEquals(Reason.NO_WALLET, reason(meet(other.beginLoad(number, World.fen("1.00")))));
    }

    @Test
    void whatTheProofDoesNotCoverIsRefusedAndTheContactIsGoodStill() {
        var reading = card.read(next());

        assertEquals(Reason.BAD_CARD_PROOF, reason(meet(forged(reading))));
        assertTrue(row().awaited());
        assertEquals(null, reason(meet(reading)));
    }

    @Test
    void norIsAnotherAmountOfALoad() {
        var start = card.beginLoad(next(), World.fen("1.00"));
        var more = new LoadStart(
                CARD,
                start.terminal(),
                start.balance(),
                start.online(),
                start.offline(),
                start.random(),
                World.fen("1.01"),
                start.mac());

        assertEquals(Reason.BAD_CARD_PROOF, reason(meet(more)));
        assertEquals(null, reason(meet(start)));
    }

    @Test
    void aCardThatCountsLessThanItHasHadIsACopy() {
        load("5.00");
        card.age(0, 0);

        assertEquals(Reason.OTHER_CARD, reason(meet(card.read(next()))));

        assertTrue(row().awaited());
        assertEquals(List.of("POS_CONFLICT: the card counts 0 loads and has had 1: it is a copy"), world.cases());
    }

    @Test
    void oneThatCountsAsManyIsNot() {
        load("5.00");

        assertEquals(1, done(meet(card.read(next()))).online());
        assertEquals(List.of(), world.cases());
    }

    @Test
    void aContactSettlesTheLoadThatWasOnItsWay() {
        sent("30.00");
        var number = next();

        assertEquals(null, done(meet(card.read(number))).sent());

        holds("100.00", "0.00", "0.00", "0.00");
    }
}
