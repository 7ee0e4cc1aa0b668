package cn.smspay.store;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The database did not do what was asked. {@link #outcome()} says what became of the transaction. */
public final class StoreFault extends RuntimeException {
    /** SQLITE_IOERR, CORRUPT, FULL, READONLY, CANTOPEN, NOTADB: trying again on this connection cannot help. */
    private static final Set<Integer> HOPELESS = Set.of(10, 11, 13, 8, 14, 26);

    /** SQLITE_BUSY, LOCKED: another process holds the database. */
    private static final Set<Integer> BUSY = Set.of(5, 6);

    /** What is known of the transaction that failed. */
    public enum Outcome {
        /** Nothing of it is in the database; another try may succeed. */
        ABORTED,
        /** Nothing of it is in the database, and the database can take nothing more: stop. */
        CLOSED,
        /** It may or may not be in the database: stop, start again and look. */
        UNKNOWN
    }

    private final Outcome outcome;

    StoreFault(Outcome outcome, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.outcome = outcome;
    }

    static StoreFault of(String doing, SQLException cause) {
        int code = cause.getErrorCode() & 0xFF;
        var hint = BUSY.contains(code) ? "another process is using the database: " : "";
        return new StoreFault(
                HOPELESS.contains(code) ? Outcome.CLOSED : Outcome.ABORTED,
                doing + ": " + hint + cause.getMessage(),
                cause);
    }

    public Outcome outcome() {
        return outcome;
    }
}
