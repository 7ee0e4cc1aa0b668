package cn.smspay.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

final class SqliteFaultsTest {
    @ParameterizedTest
    @CsvSource({
        "SQLITE_IOERR_FSYNC, true, true, true, the disk cannot be read or written: ",
        "SQLITE_IOERR_DIR_FSYNC, true, true, true, the disk cannot be read or written: ",
        "SQLITE_IOERR_WRITE, false, false, true, the disk cannot be read or written: ",
        "SQLITE_CORRUPT, true, false, true, ''",
        "SQLITE_CORRUPT_INDEX, true, false, true, ''",
        "SQLITE_NOTADB, true, false, true, ''",
        "SQLITE_FULL, false, false, true, no space left on the disk: ",
        "SQLITE_READONLY, false, false, true, the disk or the file takes no writes: ",
        "SQLITE_CANTOPEN, false, false, true, ''",
        "SQLITE_BUSY, false, false, false, another process is using the database: ",
        "SQLITE_BUSY_SNAPSHOT, false, false, false, another process is using the database: ",
        "SQLITE_LOCKED, false, false, false, another process is using the database: ",
        "SQLITE_CONSTRAINT_UNIQUE, false, false, false, ''",
    })
    void aCodeSaysWhetherToStopAndWhatToLookAt(
            SQLiteErrorCode code, boolean fatal, boolean sync, boolean hopeless, String hint) {
        var fault = new SQLiteException("it failed", code);
        var outer = new IllegalStateException("cannot commit", new RuntimeException(fault));

        assertEquals(fatal, SqliteFaults.fatal(outer).isPresent());
        assertEquals(sync, SqliteFaults.isFailedSync(outer));
        assertEquals(hopeless, SqliteFaults.isHopeless(fault));
        assertEquals(hint.strip(), SqliteFaults.hint(fault).strip());
    }

    @Test
    void whatIsNoneOfTheDatabaseIsNotFatal() {
        assertFalse(SqliteFaults.fatal(new IOException("disk")).isPresent());
        assertFalse(SqliteFaults.isFailedSync(new SQLException("other")));
        assertFalse(SqliteFaults.isHopeless(new SQLException("other")));
    }
}
