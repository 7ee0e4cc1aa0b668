package cn.smspay.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** When {@link Checkpointer} copies the log, and what makes it stop the engine: looks by hand, at a log that the test measures. */
final class CheckpointerTest {
    private static final String LOOK = "pragma wal_checkpoint(noop)";
    private static final String COPY = "pragma wal_checkpoint(passive)";

    @TempDir
    private Path folder;

    private Path database = Path.of("");
    private Connection connection;
    private Checkpointer checkpointer;

    private final List<String> asked = new ArrayList<>();
    private final List<String> stopped = new ArrayList<>();
    private int pages;
    private SQLException fault;

    @BeforeEach
    void open() throws Exception {
        database = folder.resolve("smspay.db");
        Files.createFile(database);
        Files.createFile(folder.resolve("smspay.db-wal"));
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        checkpointer = new Checkpointer(connection, database, this::ask, (why, cause) -> stopped.add(why));
    }

    @AfterEach
    void close() throws SQLException {
        checkpointer.close();
        connection.close();
    }

    private int ask(Connection with, String sql) throws SQLException {
        asked.add(sql);
        if (fault != null) {
            throw fault;
        }
        return pages;
    }

    private List<String> look(int logPages) {
        asked.clear();
        pages = logPages;
        checkpointer.look();
        return List.copyOf(asked);
    }

    @Test
    void theLogIsCopiedFromItsSizeOnAndThenWhenItHasGrownByAQuarter() {
        assertEquals(List.of(LOOK), look(0));
        assertEquals(List.of(LOOK), look(Checkpointer.PAGES - 1));
        assertEquals(List.of(LOOK, COPY), look(Checkpointer.PAGES));
        assertEquals(List.of(LOOK), look(Checkpointer.PAGES));
        assertEquals(List.of(LOOK), look(Checkpointer.PAGES + Checkpointer.PAGES / 4 - 1));
        assertEquals(List.of(LOOK, COPY), look(Checkpointer.PAGES + Checkpointer.PAGES / 4));
        // It has begun anew: the size counts again, not the growth.
        assertEquals(List.of(LOOK), look(10));
        assertEquals(List.of(LOOK, COPY), look(Checkpointer.PAGES));
        assertEquals(List.of(), stopped);
    }

    @Test
    void aLogIsLongThatIsFourTimesAsMuch() {
        look(4 * Checkpointer.PAGES);
        assertFalse(checkpointer.isLong());
        look(4 * Checkpointer.PAGES + 1);
        assertTrue(checkpointer.isLong());
        assertEquals(4 * Checkpointer.PAGES + 1, checkpointer.pages());
    }

    @ParameterizedTest
    @CsvSource({
        "SQLITE_BUSY, ",
        "SQLITE_FULL, ",
        "SQLITE_IOERR_WRITE, ",
        "SQLITE_IOERR_FSYNC, a sync of the database failed",
        "SQLITE_IOERR_DIR_FSYNC, a sync of the database failed",
        "SQLITE_CORRUPT, the database is damaged",
        "SQLITE_CORRUPT_INDEX, the database is damaged",
        "SQLITE_NOTADB, the database is damaged"
    })
    void aFailureIsTriedAgainUnlessWhatIsWrittenMayBeLost(SQLiteErrorCode code, String why) {
        fault = new SQLiteException("it failed", code);
        look(Checkpointer.PAGES);
        look(Checkpointer.PAGES);

        assertEquals(why == null ? 2 : 1, checkpointer.failures());
        assertEquals(why == null ? 0 : 1, stopped.size(), stopped.toString());
        assertTrue(why == null || stopped.get(0).startsWith(why), stopped.toString());
        assertEquals(why == null ? List.of(LOOK) : List.of(), asked, "a fault for good ends all looks");
        if (why == null) {
            assertTrue(checkpointer.isFailing());
            fault = null;
            assertEquals(List.of(LOOK, COPY), look(Checkpointer.PAGES));
            assertFalse(checkpointer.isFailing());
            assertEquals(2, checkpointer.failures());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "smspay.db, false, was removed under the engine",
        "smspay.db-wal, false, was removed under the engine",
        "smspay.db, true, was replaced under the engine",
        "smspay.db-wal, true, was replaced under the engine"
    })
    void filesThatAreTakenAwayOrReplacedEndAll(String file, boolean replaced, String why) throws Exception {
        var path = folder.resolve(file);
        if (replaced) {
            // Made beside it first: a file system may give a new file the number of one that is gone.
            Files.move(
                    Files.createFile(folder.resolve("other")), path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.delete(path);
        }

        look(0);
        look(0);

        assertEquals(List.of("the database or its log " + why), stopped);
    }

    @Test
    void whatHaltedLooksNoMore() {
        checkpointer.halt();
        assertEquals(List.of(), look(Checkpointer.PAGES));
        assertEquals(List.of(), stopped);
    }

    /** The writer does the rest between two transactions: once for each copy, and what fails there is no less a failure. */
    @Test
    void theWriterFinishesEachCopyOnce() throws Exception {
        var writer = new Connections.Writer(StoreSettings.tool(folder.resolve("other.db")), 10);
        checkpointer.finish(writer);
        look(Checkpointer.PAGES);
        writer.close();
        checkpointer.finish(writer);
        assertEquals(1, checkpointer.failures(), "a closed writer cannot copy");
        checkpointer.finish(writer);
        assertEquals(1, checkpointer.failures(), "nothing is due any more");
    }

    @Test
    void theSizeOfARealLogIsRead() throws Exception {
        var file = folder.resolve("real.db");
        try (var real = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = real.createStatement()) {
            statement.execute("pragma journal_mode = wal");
            statement.execute("create table t (x)");
            statement.execute("insert into t values (zeroblob(100000))");
            assertTrue(Checkpointer.run(real, COPY) >= 100_000 / 4_096);
            assertEquals(0, Checkpointer.run(real, "select 1 as log where 0"));
        }
    }
}
