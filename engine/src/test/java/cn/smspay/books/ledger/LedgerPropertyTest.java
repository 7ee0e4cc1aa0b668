package cn.smspay.books.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import cn.smspay.base.AccountNo;
import cn.smspay.base.Fen;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Money that is posted in any order and under any key adds up to what plain sums say, and nobody falls below nothing. */
final class LedgerPropertyTest {
    private static final Instant NOON = Instant.parse("2009-11-02T04:00:00Z");
    private static final int OWNERS = 3;
    private static final BookAccount TILL = BookAccount.hallCash("HUNAN");
    private static final BookAccount SHOP = BookAccount.merchant("m");

    /** @param key the same key again is the same movement, which moves nothing a second time */
    record Move(boolean in, int owner, long fen, int key) {}

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void balancesAreSums(@ForAll("moves") List<Move> moves) throws IOException {
        var folder = Files.createTempDirectory("ledger");
        try (var store = Store.open(StoreSettings.engine(folder.resolve("t.db")))) {
            var ledger = new Ledger();
            var cash = new HashMap<Integer, Long>();
            var first = new HashMap<String, Move>();
            long paidIn = 0;
            long spent = 0;
            for (var move : moves) {
                var key = "k" + move.key();
                var before = first.get(key);
                if (before != null && !before.equals(move)) {
                    continue;
                }
                long held = cash.getOrDefault(move.owner(), 0L);
                boolean refused = before == null && !move.in() && move.fen() > held;
                var outcome = store.write(tx -> ledger.post(tx, entry(key, move)));
                assertEquals(refused, outcome instanceof PostOutcome.InsufficientFunds, move.toString());
                if (!refused && before == null) {
                    first.put(key, move);
                    cash.put(move.owner(), move.in() ? held + move.fen() : held - move.fen());
                    paidIn += move.in() ? move.fen() : 0;
                    spent += move.in() ? 0 : move.fen();
                }
            }
            check(store, ledger, cash);
            assertEquals(new Fen(paidIn), store.write(tx -> ledger.balance(tx, TILL)));
            assertEquals(new Fen(spent), store.write(tx -> ledger.balance(tx, SHOP)));
            assertEquals(List.of(), store.read(LedgerCheck::verify));
        } finally {
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private static void check(Store store, Ledger ledger, Map<Integer, Long> cash) {
        for (int owner = 0; owner < OWNERS; owner++) {
            var account = cash(owner);
            assertEquals(
                    new Fen(cash.getOrDefault(owner, 0L)),
                    assertInstanceOf(Fen.class, store.write(tx -> ledger.balance(tx, account))));
        }
    }

    private static BookAccount cash(int owner) {
        return BookAccount.of(new AccountNo(owner + 1), Pocket.CASH);
    }

    private static Entry entry(String key, Move move) {
        return move.in()
                ? Entry.of(key, Event.CASH_TOP_UP, TILL, cash(move.owner()), new Fen(move.fen()), NOON)
                : Entry.of(key, Event.PURCHASE, cash(move.owner()), SHOP, new Fen(move.fen()), NOON);
    }

    @Provide
    Arbitrary<List<Move>> moves() {
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, OWNERS - 1),
                        Arbitraries.longs().between(1, 500),
                        Arbitraries.integers().between(0, 25))
                .as(Move::new)
                .list()
                .ofMaxSize(40);
    }
}
