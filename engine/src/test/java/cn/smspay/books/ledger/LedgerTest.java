package cn.smspay.books.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.AccountNo;
import cn.smspay.base.Fen;
import cn.smspay.base.TransferId;
import cn.smspay.books.ledger.Line.Side;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerTest {
    private static final Instant NOON = Instant.parse("2009-11-02T04:00:00Z");
    private static final AccountNo ALICE = new AccountNo(1);
    private static final AccountNo BOB = new AccountNo(2);
    private static final BookAccount TILL = BookAccount.hallCash("HUNAN");

    private final Ledger ledger = new Ledger();

    @TempDir
    private Path folder;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.engine(folder.resolve("t.db")));
    }

    @AfterEach
    void close() {
        assertEquals(List.of(), store.read(LedgerCheck::verify));
        store.close();
    }

    private static BookAccount cash(AccountNo owner) {
        return BookAccount.of(owner, Pocket.CASH);
    }

    private PostOutcome post(Entry entry) {
        return store.write(tx -> ledger.post(tx, entry));
    }

    private PostOutcome payIn(String key, AccountNo to, long fen) {
        return post(Entry.of(key, Event.CASH_TOP_UP, TILL, cash(to), new Fen(fen), NOON));
    }

    private PostOutcome spend(String key, AccountNo from, long fen) {
        return post(Entry.of(key, Event.PURCHASE, cash(from), BookAccount.merchant("m"), new Fen(fen), NOON));
    }

    private Fen cashOf(AccountNo owner) {
        return store.write(tx -> ledger.balance(tx, owner, Pocket.CASH));
    }

    @Test
    void movesMoneyFromOneAccountToAnother() {
        payIn("a", ALICE, 50_00);

        spend("b", ALICE, 20_00);

        assertEquals(new Fen(30_00), cashOf(ALICE));
        assertEquals(new Fen(20_00), store.write(tx -> ledger.balance(tx, BookAccount.merchant("m"))));
        assertEquals(new Fen(50_00), store.write(tx -> ledger.balance(tx, TILL)));
    }

    @Test
    void refusesToMoveMoreThanTheAccountHolds() {
        payIn("a", ALICE, 10_00);

        var outcome = spend("b", ALICE, 10_01);

        assertEquals(new PostOutcome.InsufficientFunds(cash(ALICE), new Fen(10_00)), outcome);
        assertEquals(new Fen(10_00), cashOf(ALICE));
    }

    @Test
    void movesTheLastFen() {
        payIn("a", ALICE, 1);

        assertInstanceOf(PostOutcome.Posted.class, spend("b", ALICE, 1));

        assertEquals(Fen.ZERO, cashOf(ALICE));
    }

    @Test
    void postsTheSameKeyOnce() {
        var first = payIn("a", ALICE, 50_00);

        var second = payIn("a", ALICE, 50_00);

        assertEquals(new PostOutcome.AlreadyPosted(first.transfer()), second);
        assertEquals(new Fen(50_00), cashOf(ALICE));
    }

    @Test
    void postsTheSameKeyOnceWithinOneTransaction() {
        var entry = Entry.of("a", Event.CASH_TOP_UP, TILL, cash(ALICE), new Fen(1), NOON);

        store.write(tx -> List.of(ledger.post(tx, entry), ledger.post(tx, entry)));

        assertEquals(new Fen(1), cashOf(ALICE));
    }

    @Test
    void refusesAKnownKeyForSomethingElse() {
        payIn("a", ALICE, 50_00);

        assertInstanceOf(PostOutcome.DifferentInput.class, payIn("a", ALICE, 50_01));
        assertInstanceOf(PostOutcome.DifferentInput.class, payIn("a", BOB, 50_00));

        assertEquals(Fen.ZERO, cashOf(BOB));
    }

    @Test
    void resolvesAReservationOnce() {
        payIn("a", ALICE, 50_00);
        var reserved = post(Entry.of("b", Event.BILL, cash(ALICE), BookAccount.BILL_PENDING, new Fen(50_00), NOON))
                .transfer();

        var paid = post(Entry.resolving(
                reserved,
                Event.BILL_PAID,
                BookAccount.BILL_PENDING,
                BookAccount.billPayable("HUNAN"),
                new Fen(50_00),
                NOON));
        var returned = post(Entry.resolving(
                reserved, Event.BILL_RETURNED, BookAccount.BILL_PENDING, cash(ALICE), new Fen(50_00), NOON));

        assertInstanceOf(PostOutcome.Posted.class, paid);
        assertInstanceOf(PostOutcome.DifferentInput.class, returned);
        assertEquals(Fen.ZERO, cashOf(ALICE));
    }

    @Test
    void refusesAnEntryOutOfBalanceOrWithoutAmount() {
        var lines = List.of(new Line(TILL, Side.DEBIT, new Fen(2)), new Line(cash(ALICE), Side.CREDIT, new Fen(1)));

        assertThrows(IllegalArgumentException.class, () -> new Entry("a", Event.CASH_TOP_UP, lines, null, null, NOON));
        assertThrows(IllegalArgumentException.class, () -> new Line(TILL, Side.DEBIT, Fen.ZERO));
        assertThrows(IllegalArgumentException.class, () -> new Line(TILL, Side.DEBIT, new Fen(-1)));
    }

    @Test
    void neverChangesOrDeletesWhatIsPosted() {
        payIn("a", ALICE, 1);

        for (String sql : List.of(
                "update posting set amount = 2",
                "delete from posting",
                "update transfer set at = 0",
                "delete from transfer",
                "delete from transfer_request")) {
            assertThrows(RuntimeException.class, () -> store.write(tx -> tx.query(handle -> handle.execute(sql))), sql);
        }
    }

    @Test
    void keepsASubscriberAboveZeroEvenAgainstTheCode() {
        payIn("a", ALICE, 1);

        assertThrows(
                RuntimeException.class,
                () -> store.write(tx ->
                        tx.query(handle -> handle.execute("update ledger_account set dr_posted = 2 where id > 0"))));
    }

    @Test
    void listsTheNewestMovementsFirst() {
        for (int i = 1; i <= 5; i++) {
            payIn("in" + i, ALICE, i);
        }

        var lines = store.write(tx -> {
            ledger.post(tx, Entry.of("own", Event.PURCHASE, cash(ALICE), BookAccount.merchant("m"), new Fen(3), NOON));
            return ledger.newest(tx, ALICE, 3, Pocket.CASH, Pocket.CARD);
        });

        assertEquals(
                List.of("PURCHASE DEBIT 0.03 0.12", "CASH_TOP_UP CREDIT 0.05 0.15", "CASH_TOP_UP CREDIT 0.04 0.10"),
                lines.stream()
                        .map(l -> l.event() + " " + l.side() + " " + l.amount() + " " + l.balanceAfter())
                        .toList());
    }

    @Test
    void datesAMovementByTheDayInShanghai() {
        post(Entry.of(
                "a", Event.CASH_TOP_UP, TILL, cash(ALICE), new Fen(1), Instant.parse("2009-11-01T15:59:59.999Z")));
        post(Entry.of("b", Event.CASH_TOP_UP, TILL, cash(ALICE), new Fen(1), Instant.parse("2009-11-01T16:00:00Z")));

        var days = store.write(tx -> ledger.newest(tx, ALICE, 3, Pocket.CASH)).stream()
                .map(StatementLine::day)
                .toList();

        assertEquals(List.of(20091102, 20091101), days);
    }

    /** Random entries, some repeated, against balances kept in memory. */
    @Test
    void agreesWithAModelThroughAStorm() {
        long seed = Long.getLong("seed", 20091102L);
        var random = new Random(seed);
        Map<BookAccount, Long> model = new HashMap<>();
        Map<String, Entry> posted = new HashMap<>();
        List<Entry> storm = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            var entry = random.nextInt(10) == 0 && !storm.isEmpty()
                    ? storm.get(random.nextInt(storm.size()))
                    : anyEntry(random, "k" + i);
            storm.add(entry);
        }

        for (int from = 0; from < storm.size(); from += 100) {
            var batch = storm.subList(from, from + 100);
            store.write(tx -> {
                for (Entry entry : batch) {
                    check(ledger.post(tx, entry), entry, model, posted);
                }
                return null;
            });
        }

        store.write(tx -> {
            model.forEach((account, fen) ->
                    assertEquals(new Fen(fen), ledger.balance(tx, account), account + ", seed " + seed));
            return null;
        });
        int transfers = store.read(h -> h.createQuery("select count(*) from transfer")
                .mapTo(Integer.class)
                .one());
        assertEquals(posted.size(), transfers);
    }

    private static Entry anyEntry(Random random, String key) {
        var owner = new AccountNo(1 + random.nextInt(5));
        var amount = new Fen(1 + random.nextInt(1000));
        return switch (random.nextInt(4)) {
            case 0 -> Entry.of(key, Event.CASH_TOP_UP, TILL, cash(owner), amount, NOON);
            case 1 -> Entry.of(key, Event.PURCHASE, cash(owner), BookAccount.merchant("m"), amount, NOON);
            case 2 ->
                Entry.of(key, Event.WITHDRAWAL, cash(owner), BookAccount.of(owner, Pocket.WITHDRAWING), amount, NOON);
            default ->
                Entry.of(
                        key,
                        Event.CARD_TOP_UP,
                        BookAccount.cardClearing("HUNAN"),
                        BookAccount.of(owner, Pocket.CARD),
                        amount,
                        NOON);
        };
    }

    private static void check(
            PostOutcome outcome, Entry entry, Map<BookAccount, Long> model, Map<String, Entry> posted) {
        var debit = entry.lines().get(0);
        var credit = entry.lines().get(1);
        boolean subscriber = debit.account().owner() != null;
        if (posted.containsKey(entry.key())) {
            assertInstanceOf(PostOutcome.AlreadyPosted.class, outcome);
        } else if (subscriber
                && model.getOrDefault(debit.account(), 0L) < debit.amount().fen()) {
            assertInstanceOf(PostOutcome.InsufficientFunds.class, outcome);
        } else {
            assertInstanceOf(PostOutcome.Posted.class, outcome);
            posted.put(entry.key(), entry);
            long sign = subscriber ? -1 : 1;
            model.merge(debit.account(), sign * debit.amount().fen(), Long::sum);
            model.merge(credit.account(), credit.amount().fen(), Long::sum);
        }
    }

    @Test
    void saysWhatIsWrongAndWhere() {
        payIn("a", ALICE, 50_00);
        var transfer = new TransferId(1);

        var faults = store.write(tx -> {
            var found = tx.query(handle -> {
                handle.execute("savepoint damage");
                handle.execute("drop trigger posting_is_final");
                handle.execute("update posting set amount = 4000 where account = 8");
                var seen = LedgerCheck.verify(handle);
                handle.execute("rollback to damage");
                return seen;
            });
            return String.join("\n", found);
        });

        assertTrue(faults.contains("transfer " + transfer + " is out of balance by 1000 fen"), faults);
        assertTrue(
                faults.contains("account SUB:1:CASH counts 0/5000 fen debit/credit, its postings make 0/4000"), faults);
        assertTrue(faults.contains("posting of transfer 1 to account SUB:1:CASH says 5000 fen after it"), faults);
    }
}
