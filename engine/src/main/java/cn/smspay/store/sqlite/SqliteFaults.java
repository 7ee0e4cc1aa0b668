package cn.smspay.store.sqlite;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's extended result codes say about whether the database can go on being used. */
public final class SqliteFaults {
    private static final int PRIMARY = 0xFF;

    private SqliteFaults() {}

    /** Why the engine must stop, if this failure or what caused it says so: a failed sync, or damage. */
    public static Optional<String> fatal(Throwable failure) {
        if (find(failure) instanceof SQLiteException e) {
            if (isFailedSync(e)) {
                return Optional.of("a sync of the database failed: " + e.getMessage());
            }
            int code = e.getResultCode().code & PRIMARY;
            if (code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code) {
                return Optional.of("the database is damaged: " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** Whether written data may be lost although later syncs succeed. */
    public static boolean isFailedSync(Throwable failure) {
        return find(failure) instanceof SQLiteException e
                && (e.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_FSYNC
                        || e.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_DIR_FSYNC);
    }

    /** Whether the disk is full. */
    public static boolean isFull(Throwable failure) {
        var e = find(failure);
        return e != null && (e.getErrorCode() & PRIMARY) == SQLiteErrorCode.SQLITE_FULL.code;
    }

    private static @Nullable SQLException find(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e) {
                return e;
            }
        }
        return null;
    }
}
