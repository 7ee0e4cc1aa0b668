package cn.smspay.store.sqlite;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's extended result codes say about whether the database can go on being used. */
public final class SqliteFaults {
    private static final int PRIMARY = 0xFF;
    /** Trying again on this connection cannot help. */
    private static final Set<SQLiteErrorCode> HOPELESS = Set.of(
            SQLiteErrorCode.SQLITE_READONLY,
            SQLiteErrorCode.SQLITE_IOERR,
            SQLiteErrorCode.SQLITE_CORRUPT,
            SQLiteErrorCode.SQLITE_FULL,
            SQLiteErrorCode.SQLITE_CANTOPEN,
            SQLiteErrorCode.SQLITE_NOTADB);

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

    /** Whether the database can take nothing more. */
    public static boolean isHopeless(SQLException failure) {
        return HOPELESS.contains(primary(failure));
    }

    /** What the operator should look at, put before the message; empty if that says enough. */
    public static String hint(SQLException failure) {
        return switch (primary(failure)) {
            case SQLITE_BUSY, SQLITE_LOCKED -> "another process is using the database: ";
            case SQLITE_FULL -> "no space left on the disk: ";
            case SQLITE_READONLY -> "the disk or the file takes no writes: ";
            case SQLITE_IOERR -> "the disk cannot be read or written: ";
            default -> "";
        };
    }

    private static SQLiteErrorCode primary(SQLException failure) {
        return SQLiteErrorCode.getErrorCode(failure.getErrorCode() & PRIMARY);
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
