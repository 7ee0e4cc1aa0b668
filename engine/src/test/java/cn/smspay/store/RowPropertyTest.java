package cn.smspay.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Rows read, put, added and deleted in transactions of which some fail: the same as a map in memory. */
final class RowPropertyTest {
    record Note(long id, String text) {}

    private static final int KEYS = 12;

    /** Remembers fewer rows than there are keys, so that rows are forgotten and read again. */
    private static final Table<Long, Note> CACHED = Table.cached("note", long.class, Note.class, 4);

    private static final Table<Long, Note> SPARSE = Table.sparse("note", long.class, Note.class, 4);
    private static final Table<Long, Note> PLAIN = Table.of("note", long.class, Note.class);
    private static final Table<Long, Note> INDEXED =
            Table.cached("note", long.class, Note.class, 4).indexed();

    private enum Kind {
        FIND,
        PUT,
        ADD,
        DELETE,
        LOAD,
        /** By SQL behind the back of the remembered rows, as a purge does. */
        SWEEP
    }

    record Act(Kind kind, long key, String text) {}

    /** @param fails whether it throws at its end, so that nothing of it may stay */
    record Transaction(List<Act> acts, boolean fails) {}

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void rowsAreAMap(@ForAll("tables") Table<Long, Note> table, @ForAll("transactions") List<Transaction> transactions)
            throws IOException {
        var folder = Files.createTempDirectory("rows");
        var truth = new TreeMap<Long, String>();
        try (var store = Store.open(StoreSettings.engine(folder.resolve("t.db")))) {
            store.write(tx -> tx.query(sql -> sql.execute("create table note (id INTEGER PRIMARY KEY, text TEXT)")));
            for (var transaction : transactions) {
                var tried = new TreeMap<>(truth);
                if (transaction.fails()) {
                    assertThrows(
                            Undone.class,
                            () -> store.write(tx -> {
                                transaction.acts().forEach(act -> act(tx, table, act, tried));
                                throw new Undone();
                            }));
                } else {
                    store.write(tx -> {
                        transaction.acts().forEach(act -> act(tx, table, act, tried));
                        return null;
                    });
                    truth = tried;
                }
                check(store, table, truth);
            }
        } finally {
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static void act(Tx tx, Table<Long, Note> table, Act act, TreeMap<Long, String> truth) {
        switch (act.kind()) {
            case FIND ->
                assertEquals(
                        Optional.ofNullable(truth.get(act.key())),
                        tx.find(table, act.key()).map(Note::text));
            case PUT -> {
                tx.put(table, new Note(act.key(), act.text()));
                truth.put(act.key(), act.text());
            }
            case ADD -> {
                if (!truth.containsKey(act.key())) {
                    tx.add(table, new Note(act.key(), act.text()));
                    truth.put(act.key(), act.text());
                }
            }
            case DELETE -> {
                tx.delete(table, act.key());
                truth.remove(act.key());
            }
            case LOAD -> tx.load(table, List.of(act.key(), act.key() + 1));
            case SWEEP -> {
                tx.change(
                        table,
                        sql -> sql.createUpdate("delete from note where id < :id")
                                .bind("id", act.key())
                                .execute());
                truth.headMap(act.key()).clear();
            }
        }
    }

    private static void check(Store store, Table<Long, Note> table, TreeMap<Long, String> truth) {
        var rows = store.read(sql -> sql.createQuery("select id, text from note order by id")
                .reduceRows(new TreeMap<Long, String>(), (all, row) -> {
                    all.put(row.getColumn("id", Long.class), row.getColumn("text", String.class));
                    return all;
                }));
        assertEquals(truth, rows);
        store.write(tx -> {
            for (long key = 0; key < KEYS; key++) {
                assertEquals(
                        Optional.ofNullable(truth.get(key)), tx.find(table, key).map(Note::text));
            }
            return null;
        });
    }

    @Provide
    Arbitrary<Table<Long, Note>> tables() {
        return Arbitraries.of(CACHED, SPARSE, PLAIN, INDEXED);
    }

    @Provide
    Arbitrary<List<Transaction>> transactions() {
        var act = Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.longs().between(0, KEYS - 1),
                        Arbitraries.strings().alpha().ofMaxLength(3))
                .as(Act::new);
        return Combinators.combine(act.list().ofMaxSize(8), Arbitraries.of(true, false, false))
                .as(Transaction::new)
                .list()
                .ofMaxSize(12);
    }
}
