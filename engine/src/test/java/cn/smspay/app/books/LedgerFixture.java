package cn.smspay.app.books;

import cn.smspay.base.AccountNo;
import cn.smspay.base.Fen;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Entry;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A book in which cash comes in, is spent at a merchant, some of it goes back, a bill is paid, a bank pays out; and its commands. */
abstract class LedgerFixture {
    static final Instant START = Instant.parse("2009-11-02T01:00:00Z");

    @TempDir
    Path folder;

    final StringWriter out = new StringWriter();

    @BeforeEach
    void fill() {
        post(40);
    }

    /** Cash comes in, is spent at a merchant, some of it goes back, a bill is paid, a bank pays out. */
    final void post(int rounds) {
        var ledger = new Ledger();
        var random = new Random(11);
        try (var store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)))) {
            for (int batch = 0; batch < rounds; batch += 20) {
                int first = batch;
                store.write(tx -> {
                    for (int i = first; i < Math.min(rounds, first + 20); i++) {
                        var at = START.plus(Duration.ofHours(i % 72));
                        var owner = new AccountNo(1 + i % 7);
                        var cash = BookAccount.of(owner, Pocket.CASH);
                        var key = "k" + i + "-" + random.nextInt();
                        var amount = new Fen(1_00 + random.nextInt(100_00));
                        var shop = BookAccount.merchant("M" + i % 3);
                        var payable = BookAccount.billPayable("HUNAN");
                        ledger.post(
                                tx,
                                Entry.of(
                                        key + "a", Event.CASH_TOP_UP, BookAccount.hallCash("HUNAN"), cash, amount, at));
                        ledger.post(tx, Entry.of(key + "b", Event.PURCHASE, cash, shop, new Fen(60), at));
                        ledger.post(tx, Entry.of(key + "c", Event.REFUND, shop, cash, new Fen(10), at));
                        var bill = ledger.post(
                                        tx,
                                        Entry.of(
                                                key + "d", Event.BILL, cash, BookAccount.BILL_PENDING, new Fen(20), at))
                                .transfer();
                        ledger.post(
                                tx,
                                Entry.resolving(
                                        bill, Event.BILL_PAID, BookAccount.BILL_PENDING, payable, new Fen(20), at));
                    }
                    return null;
                });
            }
        }
    }

    final int run(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", folder.toString()));
        out.getBuffer().setLength(0);
        return new CommandLine(LedgerCommands.class, new CommandLine.IFactory() {
                    @Override
                    public <K> K create(Class<K> type) throws Exception {
                        return CommandLine.defaultFactory().create(type);
                    }
                })
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(all.toArray(String[]::new));
    }

    final List<String> column(String name) throws IOException {
        var rows = new ObjectMapper().readTree(out.toString());
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.path(name).asText())
                .toList();
    }

    final void damage(String... damages) {
        try (var store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)))) {
            store.write(tx -> tx.query(sql -> {
                for (var trigger : List.of(
                        "posting_is_final", "posting_stays", "transfer_is_final", "transfer_stays", "request_stays")) {
                    sql.execute("drop trigger " + trigger);
                }
                for (var damage : damages) {
                    sql.execute(damage);
                }
                return true;
            }));
        }
    }
}
