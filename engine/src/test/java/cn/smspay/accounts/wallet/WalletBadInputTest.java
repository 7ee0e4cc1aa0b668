package cn.smspay.accounts.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.outside.cards.CardTalk;
import cn.smspay.outside.cards.Pos;
import cn.smspay.outside.cards.WalletSim;
import cn.smspay.testing.World;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What cards, menus and cashiers get wrong: each gets a clear answer, and no money moves. */
class WalletBadInputTest extends WalletFixture {
    private WalletSim strange() {
        return new WalletSim(new CardNo("8600755000000099"), World.MASTERS, new Random(9));
    }

    @ParameterizedTest
    @CsvSource({
        "0.00, 20.00, REFUSED",
        "0.01, 20.00, PAID",
        "19.99, 20.00, PAID",
        "20.00, 20.00, PAID",
        "20.01, 20.00, ABOVE_LIMIT",
        "50.00, 50.00, PAID",
        "50.01, 100.00, TOO_LITTLE",
        "0.01, 0.00, ABOVE_LIMIT",
    })
    void aPurchaseIsHeldToLimitAndBalance(String yuan, String limit, Pos.TapOutcome outcome) {
        load("50.00");
        new CardTalk(menu).limit(card, World.fen(limit));

        assertEquals(outcome, tap(yuan));
        var left = outcome == Pos.TapOutcome.PAID ? World.fen("50.00").minus(World.fen(yuan)) : World.fen("50.00");
        assertEquals(left, card.balance());
    }

    @Test
    void aCounterAtItsEndPaysNothingAnyMoreAndIsStillClosedWithReturn() {
        load("50.00");
        card.age(card.online(), 65_534);
        assertEquals(Pos.TapOutcome.PAID, tap("10.00"));
        assertEquals(Pos.TapOutcome.REFUSED, tap("10.00"));
        assertEquals("40.00", card.balance().toString());

        handIn();
        assertEquals(CardTalk.DONE, new CardTalk(hall).close(card));
        world.clock.turn(Duration.ofDays(2));
        cycle();
        assertEquals("90.00", held(cn.smspay.books.ledger.Pocket.CASH));
    }

    @Test
    void aCardOfAnotherOperatorIsUnknownToMenuAndReader() {
        var strange = strange();

        assertEquals("no-wallet", new CardTalk(menu).meet(strange));
        assertEquals("no-wallet", new CardTalk(hall).meet(strange));
        assertEquals(
                "no-wallet", new CardTalk(menu).load(strange, World.fen("5"), new cn.smspay.base.Secret(World.PIN)));
        assertEquals("no-wallet", new CardTalk(menu).close(strange));
        assertEquals("no-wallet", new CardTalk(menu).calibrate(strange));
        assertEquals(
                Pos.TapOutcome.NOT_CALIBRATED,
                pos.tap(strange, World.fen("1"), CardTime.of(world.clock.instant()), false));
        holds("100.00", "0.00", "0.00", "0.00");
    }

    /** How a wallet may have ended. */
    enum End {
        CLOSED,
        LOST
    }

    @ParameterizedTest
    @EnumSource
    void aWalletThatHasEndedTakesNothing(End end) {
        if (end == End.CLOSED) {
            new CardTalk(hall).close(card);
        } else {
            world.in(tx -> {
                wallet.wallets().simChanged(tx, alice, world.clock.instant());
                return true;
            });
        }
        var answer = load("5.00");

        assertTrue(!answer.equals(CardTalk.DONE), answer);
        assertEquals(
                Reason.NO_WALLET,
                world.in(tx -> wallet.wallets().calibrate(tx, alice, CARD))
                        .orElseThrow()
                        .reason());
        assertEquals(
                Reason.NO_WALLET,
                world.in(tx -> wallet.wallets().limitSet(tx, hallRequest(), CARD, World.fen("5")))
                        .orElseThrow()
                        .reason());
        assertEquals(
                Reason.NO_WALLET, reason(world.in(tx -> wallet.loads().fromBank(tx, hallRequest(), World.fen("5")))));
        holds("100.00", "0.00", "0.00", "0.00");
    }
}
