package cn.smspay.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Fen;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@link Flush}, {@link RowStatements}, {@link Shape} and {@link SlotReader} to their rules. */
final class StoreTest {
    record Place(long shelf, int slot) {}

    record Box(Place place, Fen worth, String label) {}

    record Note(long id, String text) {}

    private static final Table<Place, Box> BOX = Table.of("box", Place.class, Box.class);
    private static final Table<Long, Note> NOTE = Table.cached("note", long.class, Note.class, 10);

    /** The same table, of which most keys have no row. */
    private static final Table<Long, Note> RARE = Table.sparse("note", long.class, Note.class, 10);

    @TempDir
    private Path folder;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.engine(folder.resolve("t.db")));
        store.write(tx -> tx.query(sql -> {
            sql.execute(
                    "create table box (shelf INTEGER, slot INTEGER, worth INTEGER, label TEXT, primary key (shelf, slot))");
            return sql.execute("create table note (id INTEGER PRIMARY KEY, text TEXT)");
        }));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void readsBackWhatItWroteWithCompositeKeysAndValueTypes() {
        var box = new Box(new Place(7, 2), new Fen(1234), "rice");

        store.write(tx -> {
            tx.put(BOX, box);
            return null;
        });

        assertEquals(Optional.of(box), store.write(tx -> tx.find(BOX, new Place(7, 2))));
        assertEquals(Optional.empty(), store.write(tx -> tx.find(BOX, new Place(7, 3))));
    }

    @Test
    void rowsThatChangeAlikeAndRowsThatDoNotAreAllWritten() {
        store.write(tx -> {
            LongStream.range(0, 100).forEach(i -> tx.add(NOTE, new Note(i, "new")));
            return null;
        });

        store.write(tx -> {
            LongStream.range(0, 90).forEach(i -> tx.put(NOTE, new Note(i, i % 3 == 0 ? "own " + i : "sent")));
            return null;
        });

        var texts = store.read(sql -> sql.createQuery("select text from note order by id")
                .mapTo(String.class)
                .list());
        for (int i = 0; i < 100; i++) {
            assertEquals(i >= 90 ? "new" : i % 3 == 0 ? "own " + i : "sent", texts.get(i));
        }
    }

    @Test
    void aSparseTableKnowsWhatWasAddedDeletedAndUndone() {
        store.write(tx -> {
            tx.add(RARE, new Note(1, "a"));
            tx.add(RARE, new Note(2, "b"));
            return null;
        });
        assertThrows(
                IllegalStateException.class,
                () -> store.write(tx -> {
                    tx.delete(RARE, 2L);
                    tx.query(sql -> 0);
                    throw new IllegalStateException("undone");
                }));
        store.write(tx -> {
            tx.delete(RARE, 1L);
            return null;
        });

        assertEquals(Optional.empty(), store.write(tx -> tx.find(RARE, 1L)));
        assertEquals(Optional.of(new Note(2, "b")), store.write(tx -> tx.find(RARE, 2L)));
    }

    @Test
    void whatIsKnownOfATableGoesWhenSqlChangesIt() {
        var found = store.write(tx -> {
            tx.add(NOTE, new Note(1, "a"));
            tx.change(NOTE, sql -> sql.execute("update note set text = 'by hand'"));
            return tx.find(NOTE, 1L);
        });

        assertEquals(Optional.of(new Note(1, "by hand")), found);
    }

    @Test
    void writesManyRowsOfAnyCount() {
        store.write(tx -> {
            LongStream.range(0, 333).forEach(i -> tx.add(NOTE, new Note(i, "n" + i)));
            return null;
        });

        var found = store.write(tx -> {
            tx.load(NOTE, LongStream.range(0, 400).boxed().toList());
            return LongStream.range(0, 400)
                    .filter(i -> tx.find(NOTE, i).isPresent())
                    .count();
        });

        assertEquals(333, found);
    }

    @Test
    void theLogIsCopiedIntoTheDatabaseAndBeginsAnewWhileItIsWrittenTo() throws IOException {
        var database = folder.resolve("t.db");
        var log = folder.resolve("t.db-wal");
        var page = "x".repeat(4_000);
        long notes = 0;
        // Copied: the database itself grows. Begun anew: more was written than the log holds.
        while ((Files.size(database) < 30_000_000 || notes * page.length() < 2 * Files.size(log)) && notes < 200_000) {
            long first = notes;
            store.write(tx -> {
                LongStream.range(first, first + 64).forEach(i -> tx.add(NOTE, new Note(i, page)));
                return null;
            });
            notes += 64;
        }

        assertTrue(notes < 200_000, notes + " notes, a log of " + Files.size(log));
        long stored = store.read(sql ->
                sql.createQuery("select count(*) from note").mapTo(Long.class).one());
        assertEquals(notes, stored);
    }

    @Test
    void keepsNothingOfATransactionThatThrows() {
        assertThrows(
                IllegalStateException.class,
                () -> store.write(tx -> {
                    tx.add(NOTE, new Note(1, "a"));
                    tx.next("things");
                    throw new IllegalStateException("no");
                }));

        assertEquals(Optional.empty(), store.write(tx -> tx.find(NOTE, 1L)));
        assertEquals(1, store.<Long>write(tx -> tx.next("things")));
    }

    @Test
    void refusesToAddARowThatExists() {
        store.write(tx -> {
            tx.add(NOTE, new Note(1, "a"));
            return null;
        });

        var fault = assertThrows(
                StoreFault.class,
                () -> store.write(tx -> {
                    tx.add(NOTE, new Note(1, "b"));
                    return null;
                }));

        assertEquals(StoreFault.CommitState.ABORTED, fault.outcome());
        assertEquals("a", store.write(tx -> tx.get(NOTE, 1L)).text());
    }

    /** People do that, with SQLite's own program. */
    @Test
    void forgetsCachedRowsWhenAnotherProcessHasWritten() throws SQLException {
        store.write(tx -> {
            tx.put(NOTE, new Note(1, "mine"));
            return null;
        });

        try (var other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("t.db"));
                var statement = other.createStatement()) {
            statement.execute("update note set text = 'theirs'");
        }

        assertEquals("theirs", store.write(tx -> tx.get(NOTE, 1L)).text());
    }

    @Test
    void whoDoesNotHoldItsLockWritesNothingAndChangesNoSchema() {
        store.write(tx -> tx.query(sql -> sql.execute(
                "delete from schema_version" + " where number = (select max(number) from schema_version)")));
        var older = assertThrows(StoreUnusable.class, () -> Store.open(StoreSettings.tool(folder.resolve("t.db"))));
        assertTrue(older.getMessage().contains("a command that writes to it; one database has one writer"));

        try (var tool = Store.open(StoreSettings.tool(folder.resolve("other.db")))) {
            assertThrows(IllegalStateException.class, () -> tool.write(tx -> tx.next("test")));
            assertFalse(DatabaseFile.isHeld(folder.resolve("other.db")));
        }
    }

    @Test
    void queriesSeeWhatTheTransactionHasWritten() {
        var labels = store.write(tx -> {
            tx.put(NOTE, new Note(5, "five"));
            tx.put(NOTE, new Note(5, "FIVE"));
            tx.put(NOTE, new Note(6, "six"));
            tx.delete(NOTE, 6L);
            return tx.query(sql ->
                    sql.createQuery("select text from note").mapTo(String.class).list());
        });

        assertEquals(List.of("FIVE"), labels);
    }

    @Test
    void refusesASecondEngineOnTheSameDatabase() {
        var refusal = assertThrows(StoreUnusable.class, () -> Store.open(StoreSettings.engine(folder.resolve("t.db"))));

        assertTrue(refusal.getMessage().contains("another engine is running on it"));
    }

    @Test
    void refusesADatabaseThatANewerProgramWrote() {
        store.write(tx -> tx.query(sql -> sql.execute("insert into schema_version values (99, 'later', 'x', 0)")));
        store.close();

        var refusal = assertThrows(StoreUnusable.class, this::open);

        assertTrue(refusal.getMessage().contains("use the program that wrote it, or a newer one"));
        var raw = org.jdbi.v3.core.Jdbi.create("jdbc:sqlite:" + folder.resolve("t.db"));
        raw.useHandle(sql -> sql.execute("delete from schema_version where number = 99"));
        store = Store.open(StoreSettings.engine(folder.resolve("t.db")));
    }
}
