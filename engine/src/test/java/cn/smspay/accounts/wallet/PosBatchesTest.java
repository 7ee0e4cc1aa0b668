package cn.smspay.accounts.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.merchants.Settlement;
import cn.smspay.accounts.merchants.Verdict;
import cn.smspay.base.Fen;
import cn.smspay.base.ServiceDay;
import cn.smspay.outside.cards.CardTalk;
import cn.smspay.outside.cards.Pos;
import cn.smspay.outside.cards.Pos.PosBatch;
import cn.smspay.outside.cards.WalletSim.Demand;
import cn.smspay.outside.cards.WalletSim.Paid;
import cn.smspay.testing.World;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds {@link PosPosting} to its rules. */
class PosBatchesTest extends WalletFixture {
    private static final String HEAD = "POS1,100000000001,1,2,2000,20091201000000,20091231000000";
    private static final String ONE = "8600755000000001,0,1,1000,5000,20091203103200,00000000";
    private static final String TWO = "8600755000000001,1,2,1000,4000,20091203103300,00000000";

    private static Paid with(Paid paid, Fen amount, Fen before, int tac) {
        var demand = paid.demand();
        return new Paid(
                paid.card(),
                paid.counter(),
                new Demand(amount, demand.psam(), demand.number(), demand.at(), demand.mac()),
                before,
                paid.mac(),
                tac);
    }

    private Map<LineOutcome, Integer> taken(BatchAnswer answer) {
        return answer.fold(BatchAnswer.Taken::outcomes, refused -> {
            throw new AssertionError(refused);
        });
    }

    private static String refused(BatchAnswer answer) {
        return answer.fold(
                taken -> "taken",
                refused -> String.join(
                        "; ",
                        refused.faults().stream().map(BatchFault::toString).toList()));
    }

    private List<Paid> bought(String... yuan) {
        for (String each : yuan) {
            assertEquals(Pos.TapOutcome.PAID, tap(each));
        }
        return pos.close().orElseThrow().lines();
    }

    @Test
    void paysTheMerchantOutOfTheShadow() {
        load("50.00");
        tap("10.00");
        tap("5.00");

        assertEquals(Map.of(LineOutcome.PAID, 2), taken(handIn()));
        holds("50.00", "0.00", "35.00", "35.00");
        assertEquals("15.00", merchant().toString());
        assertEquals(List.of("PAID", "PAID"), outcomes(1));
    }

    @Test
    void theSameBatchAgainChangesNothing() {
        load("50.00");
        tap("10.00");
        var text = pos.close().orElseThrow().text();
        hand(text);

        assertTrue(hand(text).fold(BatchAnswer.Taken::again, refused -> false));
        assertTrue(hand("\uFEFF" + text.replace("\n", "\r\n")).fold(BatchAnswer.Taken::again, refused -> false));
        assertEquals("10.00", merchant().toString());
    }

    @Test
    void aNumberThatWasUsedForAnotherBatchIsRefused() {
        load("50.00");
        var first = bought("10.00");
        hand(PosBatch.text(PSAM, 1, first));

        assertEquals(
                "line 1: number 1 was used for another batch; a batch has a number of its own",
                refused(hand(PosBatch.text(PSAM, 1, bought("2.00")))));
        assertEquals("10.00", merchant().toString());
    }

    @Test
    void linesThatWerePaidBeforeAreDoubles() {
        load("50.00");
        var lines = bought("10.00", "5.00");
        hand(PosBatch.text(PSAM, 1, lines));

        assertEquals(Map.of(LineOutcome.DOUBLE, 2), taken(hand(PosBatch.text(PSAM, 2, lines))));
        assertEquals("15.00", merchant().toString());
        assertEquals(List.of("DOUBLE", "DOUBLE"), outcomes(2));
    }

    @Test
    void aRecordTwiceInOneBatchIsPaidOnce() {
        load("50.00");
        var lines = bought("10.00");

        assertEquals(
                Map.of(LineOutcome.PAID, 1, LineOutcome.DOUBLE, 1),
                taken(hand(PosBatch.text(PSAM, 1, List.of(lines.get(0), lines.get(0))))));
        assertEquals("10.00", merchant().toString());
    }

    @Test
    void aClonedCardIsAConflictAndNothingIsPaidTwice() {
        load("50.00");
        var mine = bought("10.00");
        hand(PosBatch.text(PSAM, 1, mine));
        var other = mine.get(0).demand();
        var clones = new Demand(new Fen(700), PSAM, 99, other.at(), 0);
        int tac = World.MASTERS.tac(CARD, PurseData.purchaseProof(clones.amount(), PSAM, 99, clones.at()));
        var clone = new Paid(CARD, 0, clones, World.fen("50.00"), 0, tac);

        assertEquals(Map.of(LineOutcome.CONFLICT, 1), taken(hand(PosBatch.text(PSAM, 2, List.of(clone)))));
        assertEquals("10.00", merchant().toString());
        assertEquals(1, world.cases().size());
    }

    @Test
    void aForgedLineIsNotPaidAndTheRightOneIsLater() {
        load("50.00");
        var right = bought("10.00").get(0);
        var forged = with(right, right.demand().amount(), right.before(), right.tac() ^ 1);

        assertEquals(Map.of(LineOutcome.BAD_TAC, 1), taken(hand(PosBatch.text(PSAM, 1, List.of(forged)))));
        assertEquals("0.00", merchant().toString());
        assertEquals(1, world.cases().size());
        assertEquals(Map.of(LineOutcome.PAID, 1), taken(hand(PosBatch.text(PSAM, 2, List.of(right)))));
    }

    @Test
    void aForgedBatchIsOneCase() {
        load("50.00");
        var lines = bought("1.00", "1.00", "1.00").stream()
                .map(paid -> with(paid, World.fen("40.00"), paid.before(), paid.tac()))
                .toList();

        assertEquals(Map.of(LineOutcome.BAD_TAC, 3), taken(hand(PosBatch.text(PSAM, 1, lines))));
        assertEquals(1, world.cases().size());
    }

    @Test
    void aStolenPsamIsRefusedWithACase() {
        load("50.00");
        var lines = bought("1.00");
        world.in(tx -> {
            wallet.batches().terminal(tx, PSAM, World.SHOP, true);
            return true;
        });

        assertEquals("line 1: psam 100000000001 is blocked", refused(hand(PosBatch.text(PSAM, 1, lines))));
        assertEquals(1, world.cases().size());
    }

    @Test
    void aCardOfAnotherOperatorIsNotPaid() {
        load("50.00");
        var paid = bought("1.00").get(0);
        var other = new Paid(new CardNo("8600000000000009"), 0, paid.demand(), paid.before(), paid.mac(), paid.tac());

        assertEquals(Map.of(LineOutcome.UNKNOWN_CARD, 1), taken(hand(PosBatch.text(PSAM, 1, List.of(other)))));
        assertEquals("0.00", merchant().toString());
        assertEquals(1, world.cases().size());
    }

    @Test
    void recordsThatAreMissedAreACaseAfterACycleUnlessTheyCome() {
        load("50.00");
        var lines = bought("1.00", "2.00", "3.00", "4.00");
        hand(PosBatch.text(PSAM, 1, List.of(lines.get(0), lines.get(3))));
        assertEquals(0, world.cases().size());
        hand(PosBatch.text(PSAM, 2, List.of(lines.get(2))));

        cycle();

        assertEquals(1, world.cases().size());
        assertTrue(world.cases().get(0).contains("records 1 to 1"));
        hand(PosBatch.text(PSAM, 3, List.of(lines.get(1))));
        holds("50.00", "0.00", "40.00", "40.00");
    }

    @Test
    void aBatchInAnyOrderIsTheSame() {
        load("50.00");
        var lines = new ArrayList<>(bought("1.00", "2.00", "3.00", "4.00", "5.00"));
        Collections.reverse(lines);

        assertEquals(Map.of(LineOutcome.PAID, 5), taken(hand(PosBatch.text(PSAM, 1, lines))));
        assertEquals(List.of("PAID", "PAID", "PAID", "PAID", "PAID"), outcomes(1));
        cycle();
        assertEquals(0, world.cases().size());
    }

    @Test
    void aBalanceThatDoesNotFitIsMarkedAndPaid() {
        load("50.00");
        var lines = new ArrayList<>(bought("1.00", "2.00"));
        var odd = lines.get(1);
        lines.set(1, with(odd, odd.demand().amount(), World.fen("20.00"), odd.tac()));

        hand(PosBatch.text(PSAM, 1, lines));

        assertEquals(List.of("PAID", "PAID MISMATCH"), outcomes(1));
    }

    @Test
    void aLoadBetweenTwoPurchasesFits() {
        load("10.00");
        tap("1.00");
        load("10.00");
        tap("1.00");
        handIn();

        assertEquals(List.of("PAID", "PAID"), outcomes(1));
    }

    @Test
    void whatTheShadowLacksComesFromSuspenseAndGoesBackWithTheLoadsProof() {
        var start = card.beginLoad(menu.contact(CARD).fold(t -> t, no -> null, null), World.fen("50.00"));
        var proof = menu.start(start, new cn.smspay.base.Secret(World.PIN))
                .<Optional<LoadProof>>fold(card::book, no -> Optional.empty(), Optional.empty());
        var lines = bought("1.00", "2.00");

        hand(PosBatch.text(PSAM, 1, List.of(lines.get(1))));

        assertEquals("-2.00", suspense().toString());
        assertEquals(1, world.cases().size());
        menu.proved(proof.orElseThrow());
        assertEquals("0.00", suspense().toString());
        hand(PosBatch.text(PSAM, 2, List.of(lines.get(0))));
        holds("50.00", "0.00", "47.00", "47.00");
    }

    @Test
    void aPurchaseThatWasTornOffIsPaidWhenTheCardComesBack() {
        load("50.00");
        assertEquals(Pos.TapOutcome.TORN, tap("10.00", true));
        assertEquals(Pos.TapOutcome.PAID_BEFORE, tap("10.00"));

        handIn();

        holds("50.00", "0.00", "40.00", "40.00");
    }

    @Test
    void aTornPurchaseThatNeverComesBackIsAGap() {
        load("50.00");
        assertEquals(Pos.TapOutcome.TORN, tap("10.00", true));
        var elsewhere = new Pos(new Terminal(100_000_000_002L), World.MASTERS);
        world.in(tx -> {
            wallet.batches().terminal(tx, elsewhere.psam(), World.SHOP, false);
            return true;
        });
        elsewhere.tap(card, World.fen("5.00"), CardTime.of(world.clock.instant()), false);

        hand(elsewhere.close().orElseThrow().text());
        cycle();

        assertEquals(1, world.cases().size());
        assertEquals(CardTalk.DONE, new CardTalk(hall).close(card));
        cycle();
        assertEquals("85.00", world.cash(alice).toString());
        assertEquals("10.00", suspense().toString());
    }

    @ParameterizedTest
    @CsvSource({"-11000, 1", "30, 1", "-1, 0"})
    void aClockThatIsWrongIsACaseAndThePurchaseIsPaid(long days, int cases) {
        load("50.00");
        pos.tap(card, World.fen("1.00"), CardTime.of(world.clock.instant().plus(Duration.ofDays(days))), false);

        assertEquals(Map.of(LineOutcome.PAID, 1), taken(handIn()));
        assertEquals(cases, world.cases().size());
    }

    @Test
    void aBatchOfAnotherPsamIsRefusedAtItsDoor() {
        load("50.00");
        var lines = bought("1.00");

        assertEquals(
                "line 1: psam is 100000000001; this way is for 100000000009 only",
                refused(hand(PosBatch.text(PSAM, 1, lines), Optional.of(new Terminal(100_000_000_009L)))));
    }

    @Test
    void aBatchThatWasCutShortByAStopGoesOnWhereItWas() throws Exception {
        load("50.00");
        for (int i = 0; i < 130; i++) {
            tap("0.10");
        }
        var text = pos.close().orElseThrow().text();
        var file = Files.writeString(folder.resolve("cut.batch"), text);
        wallet.batches().take(() -> Files.newInputStream(file), Optional.empty(), new PosBatches.Cut(100, 1));
        assertEquals("10.00", merchant().toString());

        assertEquals(
                Map.of(LineOutcome.PAID, 130),
                taken(wallet.batches().take(() -> Files.newInputStream(file), Optional.empty())));
        assertEquals("13.00", merchant().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | line 1: is missing: the file is empty",
                "HEAD | line 1: is the last, after 0 purchases; the header counts 2",
                "HEAD/ONE | line 2: is the last, after 1 purchases; the header counts 2",
                "HEAD/ONE/TWO/TWO | line 4: is the last, after 3 purchases; the header counts 2",
                "HEAD/ONE/TWO~1000~1001 | line 3: is the last, and amounts make 2001; the header's sum is 2000",
                "HEAD/ONE/8600755000000001,1,2 | line 3: must have the fields card,counter,number,amount,before,time,tac",
                "HEAD/ONE/TWO~8600~86x0 | line 3: card must be sixteen digits",
                "HEAD/ONE/TWO~,1,2,~,65535,2, | line 3: counter must be a number from 0 to 65534",
                "HEAD/ONE/TWO~,1,2,~,-1,2, | line 3: counter must be a number from 0 to 65534",
                "HEAD/ONE/TWO~,1000,~,0, | line 3: amount must be a number from 1 to 4294967295",
                "HEAD/ONE/TWO~,4000,~,999, | line 3: amount 1000 is more than the card held before it",
                "HEAD/ONE/TWO~20091203103300~20091332103300 | line 3: time must be a time of the calendar, yyyymmddhhmmss",
                "HEAD/ONE/TWO~20091203103300~20100203103300 | line 3: time 20100203103300 lies outside the batch, from 20091201000000 to 20091231000000",
                "HEAD/ONE/TWO~,00000000~,0000000G | line 3: tac must be eight hexadecimal digits",
                "HEAD//ONE/TWO | line 2: must have the fields card,counter,number,amount,before,time,tac",
                "ONE/TWO | line 1: must be POS1,psam,number,count,sum,from,to",
                "HEAD~100000000001~1/ONE/TWO | line 1: psam must be twelve digits",
                "HEAD~,1,2,~,0,2,/ONE/TWO | line 1: number must be a number from 1 to 9999999999",
                "HEAD~100000000001~999999999999/ONE/TWO | line 1: psam 999999999999 is no terminal of ours",
            })
    void aFileThatIsWrongIsRefusedWholeWithLineAndReason(String rows, String answer) {
        var text = new StringBuilder();
        for (String row : (rows == null ? "" : rows).split("/")) {
            var parts = row.split("~");
            var line = parts[0].replace("HEAD", HEAD).replace("ONE", ONE).replace("TWO", TWO);
            if (parts.length == 3) {
                line = line.replace(parts[1], parts[2]);
            }
            text.append(rows == null || rows.isEmpty() ? "" : line + "\n");
        }

        var said = refused(hand(text.toString()));

        assertTrue(said.startsWith(answer), said);
        assertEquals("0.00", merchant().toString());
    }

    @Test
    void aFileThatIsNoneIsNotReadIntoMemory() {
        assertTrue(refused(hand("x".repeat(5000))).startsWith("line 1: is longer than any line of a batch"));
    }

    @Test
    void theMerchantIsSettledTheNextDayForWhatWasPaidAlone() {
        load("50.00");
        var lines = new ArrayList<>(bought("10.00", "5.00"));
        lines.set(
                1,
                with(lines.get(1), lines.get(1).demand().amount(), lines.get(1).before(), 7));
        assertEquals(Map.of(LineOutcome.PAID, 1, LineOutcome.BAD_TAC, 1), taken(hand(PosBatch.text(PSAM, 1, lines))));
        var day = ServiceDay.date(world.clock.instant());
        world.clock.turn(Duration.ofDays(1));
        tap("3.00");
        handIn();

        var settled = world.in(tx -> accounts.settlements().settle(tx, World.SHOP, day, "ICBC", world.clock.instant()));
        var settlement = ((Verdict.Done<Settlement>) settled).value();
        assertEquals("1 10.00 10.00", settlement.payments() + " " + settlement.paid() + " " + settlement.amount());
        assertEquals("3.00", merchant().toString());
    }
}
