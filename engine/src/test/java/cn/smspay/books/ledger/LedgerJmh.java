package cn.smspay.books.ledger;

import cn.smspay.base.AccountNo;
import cn.smspay.base.Fen;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Posting on a real database: {@value #ENTRIES} entries to as many accounts in one transaction, its commit included. */
@State(Scope.Benchmark)
public class LedgerJmh {
    private static final int ENTRIES = 1_000;
    private static final Instant NOON = Instant.parse("2009-11-02T04:00:00Z");
    private static final BookAccount TILL = BookAccount.hallCash("HUNAN");

    private final Ledger ledger = new Ledger();
    private final Path folder;
    private final Store store;
    private long keys;

    public LedgerJmh() {
        try {
            folder = Files.createTempDirectory("smspay-jmh");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        store = Store.open(StoreSettings.engine(folder.resolve("t.db")));
    }

    /** The accounts' first entries, so that all later ones find a row. */
    @Setup
    public void open() {
        post();
    }

    @Benchmark
    @OperationsPerInvocation(ENTRIES)
    public long post() {
        return store.write(tx -> {
            for (int i = 1; i <= ENTRIES; i++) {
                var to = BookAccount.of(new AccountNo(i), Pocket.CASH);
                var key = "k" + ++keys;
                ledger.post(tx, Entry.of(key, Event.CASH_TOP_UP, TILL, to, new Fen(1), NOON));
            }
            return keys;
        });
    }

    @TearDown
    public void close() throws IOException {
        store.close();
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
