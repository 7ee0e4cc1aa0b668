package cn.smspay.accounts.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.smspay.accounts.wallet.WalletTables.Load;
import cn.smspay.accounts.wallet.WalletTables.LoadState;
import cn.smspay.accounts.wallet.WalletTables.Wallet;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.testing.World;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of money that was set aside for a card, by the card's counter alone. */
final class SettlingTest extends WalletFixture {
    private static final Terminal ELSEWHERE = new Terminal(7);

    private Wallet byCounter(int counter) {
        return world.in(tx -> settling().byCounter(tx, row(tx), counter, world.clock.instant()));
    }

    private LoadState state(Load load) {
        return world.in(tx -> tx.get(WalletTables.LOAD, load.id())).state();
    }

    /** A purchase whose record comes before the proof of the load that it was paid from. */
    private void lend(String yuan) {
        var posting = new PosPosting(accounts.ledger(), accounts.lifecycle(), settling(), closings());
        var amount = World.fen(yuan);
        var line = new PosLine(1, CARD, 1, 1, amount, amount, CardTime.of(world.clock.instant()), 0);
        var told = new PosPosting.LineContext(ELSEWHERE, 1, World.SHOP, line, true);
        world.in(tx -> posting.post(tx, told, world.clock.instant()));
    }

    @Test
    void aCounterAboveTheLoadsOwnSaysThatTheCardHasIt() {
        var load = sent("30.00");

        var after = byCounter(1);

        assertEquals("70.00 0.00 30.00", held());
        assertEquals(LoadState.LOADED, state(load));
        assertEquals(1, after.online());
        assertNull(after.sent());
        assertEquals(load.id(), after.newestSent());
        assertEquals(List.of("wallet_loaded"), world.notices());
        assertEquals(List.of(), world.cases());
    }

    @Test
    void theSameCounterSaysThatItNeverWill() {
        var load = sent("30.00");

        var after = byCounter(0);

        assertEquals("100.00 0.00 0.00", held());
        assertEquals(LoadState.VOID, state(load));
        assertEquals(0, after.online());
        assertNull(after.sent());
        assertNull(after.newestSent());
        assertEquals(List.of("wallet_load_returned"), world.notices());
        assertEquals("100.00", world.said.get(0).values().get("cash"));
        assertEquals(List.of(), world.cases());
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 1, 1"})
    void aCardThatWasSentNothingAndCountsMoreWasLoadedElsewhere(int counter, int cases, int online) {
        var after = byCounter(counter);

        assertEquals(cases, world.cases().size());
        assertEquals(online, after.online());
        assertEquals(after, row());
    }

    @Test
    void aCardThatCountsTwoForOneLoadHasItAndWasLoadedElsewhereToo() {
        sent("30.00");

        var after = byCounter(2);

        assertEquals("70.00 0.00 30.00", held());
        assertEquals(2, after.online());
        assertEquals(
                List.of("POS_CONFLICT: the card counts 2 loads, 1 were sent: it was loaded elsewhere"), world.cases());
    }

    @ParameterizedTest
    @CsvSource({"2.00, 50.00, 48.00, 0.00", "2.00, 2.00, 0.00, 0.00", "2.00, 0.50, 0.00, -1.50"})
    void aLoadGivesBackWhatSuspenseHadLentForTheCardAsFarAsItReaches(
            String lent, String loaded, String shadow, String suspense) {
        sent(loaded);
        lend(lent);
        assertEquals("-" + lent, suspense().toString());

        byCounter(1);

        assertEquals(shadow, held(Pocket.WALLET));
        assertEquals(suspense, suspense().toString());
        assertEquals(suspense, shadow().inSuspense().toString());
    }

    @Test
    void moneyPaidInForACardThatHasNotBookedItWaitsForTheNextContact() {
        var load = written("30.00");

        var after = byCounter(0);

        assertEquals(LoadState.WAITING, state(load));
        assertEquals("100.00 30.00 0.00", held());
        assertNull(after.sent());
        assertEquals(1, world.in(tx -> settling().waiting(tx, after)).size());
    }

    @Test
    void butNotForACardThatIsLost() {
        var load = written("30.00");
        changeSim();

        byCounter(0);

        assertEquals(LoadState.VOID, state(load));
        assertEquals("130.00 0.00 0.00", held());
    }

    @Test
    void norForOneWhoseNumberIsGone() {
        var load = written("30.00");
        cancelNumber();

        byCounter(0);

        assertEquals(LoadState.VOID, state(load));
        assertEquals("130.00 0.00 0.00", held());
    }

    @Test
    void aReturnedLoadIsNoLongerTheNewestOfTheCard() {
        load("5.00");
        var first = row().newestSent();
        var second = sent("6.00");
        assertEquals(first, second.order().previous());

        var after = byCounter(1);

        assertEquals(first, after.newestSent());
    }

    @Test
    void whatWaitsIsListedOldestFirstAndGoesBackWhole() {
        payInAtHall("30.00");
        payInAtHall("20.00");
        assertEquals(
                List.of(World.fen("30.00"), World.fen("20.00")),
                world.in(tx -> settling().waiting(tx, row(tx))).stream()
                        .map(Load::amount)
                        .toList());

        world.in(tx -> {
            settling().giveBackWaiting(tx, row(tx), world.clock.instant());
            return true;
        });

        assertEquals("150.00 0.00 0.00", held());
        assertEquals(List.of(), world.in(tx -> settling().waiting(tx, row(tx))));
    }

    @Test
    void aLoadThatWasSentDoesNotWaitAndIsNotGivenBackUnseen() {
        sent("30.00");

        world.in(tx -> {
            settling().giveBackWaiting(tx, row(tx), world.clock.instant());
            return true;
        });

        assertEquals("70.00 30.00 0.00", held());
        assertNotNull(row().sent());
    }

    /** Cash, set aside, shadow. */
    private String held() {
        return held(Pocket.CASH) + " " + held(Pocket.WALLET_PENDING) + " " + held(Pocket.WALLET);
    }
}
