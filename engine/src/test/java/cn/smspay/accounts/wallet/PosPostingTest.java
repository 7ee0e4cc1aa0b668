package cn.smspay.accounts.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.wallet.PosPosting.LineContext;
import cn.smspay.accounts.wallet.WalletTables.Closing;
import cn.smspay.accounts.wallet.WalletTables.Gap;
import cn.smspay.accounts.wallet.WalletTables.GapKey;
import cn.smspay.accounts.wallet.WalletTables.LineRow;
import cn.smspay.accounts.wallet.WalletTables.RecordKey;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Tx;
import cn.smspay.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One line of a batch: what is paid, out of what, and what it leaves for somebody to look at. */
final class PosPostingTest extends WalletFixture {
    private static final CardNo NOBODYS = new CardNo("8600000000000009");

    private PosPosting posting;
    private int lines;

    @BeforeEach
    void createPosting() {
        posting = new PosPosting(accounts.ledger(), accounts.lifecycle(), settling(), closings());
    }

    private LineContext told(CardNo of, int counter, String amount, String before, boolean proofRight) {
        lines++;
        var line = new PosLine(
                lines, of, counter, 7, World.fen(amount), World.fen(before), CardTime.of(world.clock.instant()), 99);
        return new LineContext(PSAM, 1, World.SHOP, line, proofRight);
    }

    private LineOutcome post(LineContext told) {
        return world.in(tx -> posting.post(tx, told, world.clock.instant()));
    }

    private LineOutcome buy(int counter, String amount, String before) {
        return post(told(CARD, counter, amount, before, true));
    }

    private boolean isMismatch(int counter) {
        return world.in(tx -> tx.get(WalletTables.RECORD, new RecordKey(CARD, counter)))
                .mismatch();
    }

    private Optional<LineRow> kept(LineContext told) {
        return world.in(tx -> tx.find(WalletTables.LINE, told.key()));
    }

    /** First and last of each gap below the counter. */
    private List<String> gaps() {
        return world.in(tx -> {
            var found = new ArrayList<String>();
            for (int first = 0; first < shadowIn(tx).offlineNext(); first++) {
                tx.find(WalletTables.GAP, new GapKey(CARD, first))
                        .map(PosPostingTest::word)
                        .ifPresent(found::add);
            }
            return found;
        });
    }

    private static WalletTables.Shadow shadowIn(Tx tx) {
        return tx.get(WalletTables.SHADOW, CARD);
    }

    private static String word(Gap gap) {
        return gap.key().first() + "-" + gap.last();
    }

    @Test
    void aRightRecordIsPaidAndIsNoLineApart() {
        load("50.00");
        var told = told(CARD, 0, "10.00", "50.00", true);

        assertEquals(LineOutcome.PAID, post(told));

        assertEquals("10.00", merchant().toString());
        holds("50.00", "0.00", "40.00", "50.00");
        assertEquals(Optional.empty(), kept(told));
        assertEquals(List.of(), world.cases());
    }

    @Test
    void theSameRecordAgainIsADoubleWhateverItsProof() {
        load("50.00");
        var first = told(CARD, 0, "10.00", "50.00", true);
        post(first);
        var again = new LineContext(PSAM, 2, World.SHOP, first.line(), false);

        assertEquals(LineOutcome.DOUBLE, post(again));

        assertEquals("10.00", merchant().toString());
        assertEquals(LineOutcome.DOUBLE, kept(again).orElseThrow().outcome());
        assertEquals(List.of(), world.cases());
    }

    @ParameterizedTest
    @CsvSource({
        "10.01, 50.00, 0, CONFLICT",
        "10.00, 49.99, 0, CONFLICT",
        "10.00, 50.00, 1, CONFLICT",
        "10.00, 50.00, 0, DOUBLE"
    })
    void anotherRecordUnderTheCounterIsAConflict(String amount, String before, int tac, LineOutcome outcome) {
        load("50.00");
        var first = told(CARD, 0, "10.00", "50.00", true);
        post(first);
        var line = first.line();
        var other = new PosLine(
                9, CARD, 0, line.number(), World.fen(amount), World.fen(before), line.time(), line.tac() + tac);

        assertEquals(outcome, post(new LineContext(PSAM, 1, World.SHOP, other, true)));

        assertEquals("10.00", merchant().toString());
        assertEquals(outcome == LineOutcome.CONFLICT ? 1 : 0, world.cases().size());
    }

    @Test
    void theSameNumbersOfAnotherTerminalAreAConflictToo() {
        load("50.00");
        var first = told(CARD, 0, "10.00", "50.00", true);
        post(first);

        assertEquals(LineOutcome.CONFLICT, post(new LineContext(new Terminal(5), 1, World.SHOP, first.line(), true)));
    }

    @Test
    void aWrongProofIsNotPaidAndOneCaseABatch() {
        load("50.00");
        var forged = told(CARD, 0, "10.00", "50.00", false);

        assertEquals(LineOutcome.BAD_TAC, post(forged));
        assertEquals(LineOutcome.BAD_TAC, post(told(CARD, 1, "10.00", "40.00", false)));

        assertEquals("0.00", merchant().toString());
        assertEquals(LineOutcome.BAD_TAC, kept(forged).orElseThrow().outcome());
        assertEquals(1, world.cases().size());
        assertEquals(LineOutcome.PAID, buy(0, "10.00", "50.00"), "the right one may come yet");
    }

    @Test
    void aWrongProofUnderAKnownCounterIsNoConflict() {
        load("50.00");
        buy(0, "10.00", "50.00");

        assertEquals(LineOutcome.BAD_TAC, post(told(CARD, 0, "9.00", "50.00", false)));
    }

    @Test
    void aCardThatIsNoWalletIsNotPaidEvenWithARightProof() {
        var told = told(NOBODYS, 0, "10.00", "50.00", true);

        assertEquals(LineOutcome.UNKNOWN_CARD, post(told));

        assertEquals("0.00", merchant().toString());
        assertEquals(LineOutcome.UNKNOWN_CARD, kept(told).orElseThrow().outcome());
        assertEquals(1, world.cases().size());
    }

    @ParameterizedTest
    @CsvSource({"50.00, 0.00, 0.00, 0", "50.01, 0.00, -0.01, 1", "49.99, 0.01, 0.00, 0"})
    void whatTheShadowLacksComesFromSuspenseWithACase(String amount, String shadow, String suspense, int cases) {
        load("50.00");

        buy(0, amount, "60.00");

        assertEquals(amount, merchant().toString());
        assertEquals(shadow, held(Pocket.WALLET));
        assertEquals(suspense, suspense().toString());
        assertEquals(suspense, shadow().inSuspense().toString());
        assertEquals(cases, world.cases().size());
    }

    @ParameterizedTest
    @CsvSource({"12.50, 0.00, 0", "12.51, -0.01, 1"})
    void aRecordThatComesAfterTheClosingIsPaidFromWhatWasPutAsideForIt(String amount, String suspense, int cases) {
        load("50.00");
        world.in(tx -> {
            var closing = row(tx).withClosing(new Closing(World.fen("37.50"), 1, world.clock.instant()));
            return closings().finish(tx, closing, world.clock.instant());
        });
        assertEquals("12.50", suspense().toString());
        int before = world.cases().size();

        buy(0, amount, "50.00");

        assertEquals(suspense, suspense().toString());
        assertEquals(cases, world.cases().size() - before);
    }

    /** The card held 10.00 and was sent 40.00 before its purchase 0. */
    @ParameterizedTest
    @CsvSource({
        "OPEN, 0, 50.00, 50.00, 0.00, 45.00",
        "OPEN, 0, 50.01, 50.00, 40.00, 5.00",
        "OPEN, 1, 50.00, 50.00, 40.00, 5.00",
        "OPEN, 0, 10.00, 50.00, 40.00, 5.00",
        "LOST, 0, 10.00, 90.00, 0.00, 5.00",
        "LOST, 0, 10.01, 50.00, 40.00, 5.00",
        "LOST, 1, 10.00, 50.00, 40.00, 5.00",
        "GONE, 0, 10.00, 90.00, 0.00, 5.00",
        "GONE, 0, 50.00, 50.00, 0.00, 45.00",
    })
    void aPurchaseSaysThatALoadWasBookedAndThatItWasNotOnlyWhereNoContactCan(
            String card, int counter, String before, String cash, String aside, String shadow) {
        load("10.00");
        sent("40.00");
        if (card.equals("LOST")) {
            changeSim();
        } else if (card.equals("GONE")) {
            cancelNumber();
        }

        buy(counter, "5.00", before);

        assertEquals(
                List.of(cash, aside, shadow),
                List.of(held(Pocket.CASH), held(Pocket.WALLET_PENDING), held(Pocket.WALLET)));
    }

    @Test
    void theRecordThatCompletesAClosingPaysItOut() {
        load("50.00");
        world.in(tx -> closings()
                .begin(
                        tx,
                        row(tx),
                        new CardReading(CARD, new Terminal(1), World.fen("30.00"), 1, 2, 1, 0, 0),
                        world.clock.instant()));

        buy(1, "5.00", "35.00");
        assertEquals(WalletStatus.CLOSING, status());
        buy(0, "15.00", "50.00");

        assertEquals(WalletStatus.CLOSED, status());
        assertEquals("80.00", world.cash(alice).toString());
    }

    @ParameterizedTest
    @CsvSource({"100.00, true", "99.99, false"})
    void theLastFenOfANumberThatIsGoneEndsItsAccount(String amount, boolean ended) {
        load("100.00");
        cancelNumber();

        buy(0, amount, "100.00");

        assertEquals(ended, world.in(tx -> accounts.subscribers().get(tx, alice).account() == null));
    }

    @Test
    void countersThatFollowLeaveNoGap() {
        load("50.00");

        buy(0, "1.00", "50.00");
        buy(1, "1.00", "49.00");

        assertEquals(2, shadow().offlineNext());
        assertEquals(0, shadow().gaps());
        assertEquals(List.of(), gaps());
    }

    @Test
    void aCounterThatIsPassedOverIsAGapUntilItComes() {
        load("50.00");
        buy(1, "1.00", "49.00");
        assertEquals(List.of("0-0"), gaps());
        assertEquals(1, shadow().gaps());

        buy(0, "1.00", "50.00");

        assertEquals(List.of(), gaps());
        assertEquals(0, shadow().gaps());
        assertEquals(2, shadow().offlineNext());
    }

    @ParameterizedTest
    @CsvSource({"0, 1-4, 1", "2, 0-1 3-4, 2", "4, 0-3, 1"})
    void aRecordInsideAGapLeavesWhatIsOnEitherSide(int counter, String left, int count) {
        load("50.00");
        buy(5, "1.00", "45.00");

        buy(counter, "1.00", "46.00");

        assertEquals(left, String.join(" ", gaps()));
        assertEquals(count, shadow().gaps());
        assertEquals(6, shadow().offlineNext());
    }

    @Test
    void aBalanceThatGoesOnWhereTheRecordBeforeEndedFits() {
        load("50.00");
        buy(0, "1.00", "50.00");
        buy(1, "1.00", "49.00");
        buy(2, "1.00", "47.99");

        assertEquals(List.of(false, false, true), List.of(isMismatch(0), isMismatch(1), isMismatch(2)));
    }

    @Test
    void theFirstRecordBeginsWithWhatWasLoadedBeforeIt() {
        load("50.00");
        load("5.00");

        buy(0, "1.00", "55.00");

        assertFalse(isMismatch(0));
    }

    @Test
    void andAnyOtherBalanceOfItDoesNotFit() {
        load("50.00");

        buy(0, "1.00", "49.99");

        assertTrue(isMismatch(0));
    }

    @ParameterizedTest
    @CsvSource({"49.00, false", "89.00, false", "89.01, true", "9.00, true"})
    void aLoadOfWhichNobodyKnowsMayBeInItOrNot(String before, boolean mismatch) {
        load("50.00");
        tap("1.00");
        sent("40.00");
        buy(0, "1.00", "50.00");

        buy(1, "1.00", before);

        assertEquals(mismatch, isMismatch(1));
    }

    @Test
    void aRecordThatCameTooEarlyIsJudgedWhenTheOneBeforeItComes() {
        load("50.00");
        buy(1, "1.00", "49.00");
        buy(3, "1.00", "20.00");
        assertFalse(isMismatch(3), "nothing is known of the one before it");

        buy(0, "1.00", "50.00");
        buy(2, "1.00", "48.00");

        assertFalse(isMismatch(1));
        assertTrue(isMismatch(3));
    }

    @Test
    void aTerminalsClockThatIsAheadMakesNothingNewerThanNow() {
        load("50.00");
        world.clock.turn(Duration.ofHours(1));
        var ahead = new PosLine(
                1,
                CARD,
                0,
                7,
                World.fen("1.00"),
                World.fen("50.00"),
                CardTime.of(world.clock.instant().plus(Duration.ofDays(3))),
                99);

        post(new LineContext(PSAM, 1, World.SHOP, ahead, true));

        assertEquals(world.clock.instant(), shadow().asOf());
    }
}
