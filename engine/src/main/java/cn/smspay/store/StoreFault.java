package cn.smspay.store;

import cn.smspay.store.sqlite.SqliteFaults;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The database did not do what was asked. {@link #outcome()} says what became of the transaction. */
public final class StoreFault extends RuntimeException {
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
        return new StoreFault(
                SqliteFaults.isHopeless(cause) ? Outcome.CLOSED : Outcome.ABORTED,
                doing + ": " + SqliteFaults.hint(cause) + cause.getMessage(),
                cause);
    }

    public Outcome outcome() {
        return outcome;
    }
}
