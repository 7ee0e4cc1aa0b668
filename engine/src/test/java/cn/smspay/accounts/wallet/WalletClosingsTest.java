package cn.smspay.accounts.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.wallet.CardReading.Flag;
import cn.smspay.accounts.wallet.WalletTables.Closing;
import cn.smspay.accounts.wallet.WalletTables.Wallet;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.testing.World;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The end of a wallet: who gets what the card held, and what stays to be explained. */
final class WalletClosingsTest extends WalletFixture {
    private CardReading says(String balance, int offline) {
        return new CardReading(CARD, new Terminal(1), World.fen(balance), 1, offline, Flag.CLOSED.bit(), 0, 0);
    }

    private Wallet begin(String balance, int offline) {
        return world.in(tx -> closings().begin(tx, row(tx), says(balance, offline), world.clock.instant()));
    }

    /** Ends it as if the cycle were over, whatever records there are. */
    private Wallet finish(String balance) {
        return world.in(tx -> {
            var closing = row(tx).withClosing(new Closing(World.fen(balance), 9, world.clock.instant()));
            return closings().finish(tx, closing, world.clock.instant());
        });
    }

    private String cash() {
        return world.cash(alice).toString();
    }

    @Test
    void aCardWithAllItsRecordsIsPaidOutAtOnce() {
        load("50.00");
        tap("12.50");
        handIn();
        world.said.clear();

        assertEquals(WalletStatus.CLOSED, begin("37.50", 1).status());

        assertEquals("87.50 0.00", cash() + " " + held(Pocket.WALLET));
        assertEquals(List.of("wallet_closed"), world.notices());
        assertEquals("37.50", world.said.get(0).values().get("amount"));
        assertEquals(List.of(), world.cases());
    }

    @ParameterizedTest
    @CsvSource({"0, CLOSED", "1, CLOSING"})
    void onePurchaseThatIsMissingHoldsItUp(int counted, WalletStatus status) {
        load("50.00");

        assertEquals(status, begin("50.00", counted).status());
        assertEquals(status, status());
        assertEquals(status == WalletStatus.CLOSED ? "100.00" : "50.00", cash());
    }

    @Test
    void soDoesAGapBelowTheLastOne() {
        load("50.00");
        world.in(tx -> {
            tx.put(WalletTables.SHADOW, tx.get(WalletTables.SHADOW, CARD).withOffline(3, 1));
            return true;
        });

        assertEquals(WalletStatus.CLOSING, begin("50.00", 3).status());
    }

    @Test
    void aCardThatHasNotSaidThatItIsClosedGoesOn() {
        var open = row();

        assertEquals(open, world.in(tx -> closings().finishIfComplete(tx, open, world.clock.instant())));
        assertEquals(WalletStatus.OPEN, status());
    }

    @Test
    void oneThatWasPaidOutIsNotExplainedAgain() {
        load("50.00");
        var closed = begin("50.00", 0);

        assertEquals(closed, world.in(tx -> closings().finishIfComplete(tx, closed, world.clock.instant())));
        assertEquals(List.of(), world.cases());
        assertEquals("100.00", cash());
    }

    @Test
    void whatWaitedForTheCardIsCash() {
        payInAtHall("30.00");

        begin("0.00", 0);

        assertEquals("130.00 0.00", cash() + " " + held(Pocket.WALLET_PENDING));
    }

    @Test
    void aCardThatHeldMoreThanItsShadowIsPaidTheShadow() {
        load("50.00");

        finish("50.01");

        assertEquals("100.00 0.00 0.00", cash() + " " + held(Pocket.WALLET) + " " + suspense());
        assertEquals(
                List.of("SHORT_SHADOW: the closed card held 50.01, its shadow only 50.00, which was paid out"),
                world.cases());
    }

    @Test
    void aCardThatHeldLessIsPaidThatAndTheRestWaitsForItsRecords() {
        load("50.00");

        finish("49.99");

        assertEquals("99.99 0.00 0.01", cash() + " " + held(Pocket.WALLET) + " " + suspense());
        assertEquals("0.01", shadow().inSuspense().toString());
        assertEquals(
                List.of("MISSING_PROOF: the closed card held 49.99, its shadow 50.00; records over 0.01 have not come,"
                        + " the amount waits for them in SUSPENSE"),
                world.cases());
    }

    @Test
    void aCardThatHeldJustItsShadowLeavesNothingToExplain() {
        load("50.00");

        finish("50.00");

        assertEquals("100.00 0.00 0.00", cash() + " " + held(Pocket.WALLET) + " " + suspense());
        assertEquals(List.of(), world.cases());
    }

    @Test
    void anEmptyCardMovesNothingAndSaysSo() {
        assertEquals(WalletStatus.CLOSED, finish("0.00").status());

        assertEquals("100.00", cash());
        assertEquals("0.00", world.said.get(0).values().get("amount"));
        assertEquals(world.clock.instant(), row().endedAt());
    }

    @Test
    void theAccountOfANumberThatIsGoneEndsWithItsCard() {
        load("100.00");
        cancelNumber();

        finish("0.00");

        assertEquals(
                Optional.empty(),
                world.in(tx -> Optional.ofNullable(
                        accounts.subscribers().get(tx, alice).account())));
        assertEquals("100.00", suspense().toString());
    }
}
