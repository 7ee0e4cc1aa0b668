package cn.smspay.store;

import cn.smspay.store.dialect.Dialect;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The database did not do what was asked. {@link #outcome()} says what became of the transaction. */
public final class StoreFault extends RuntimeException {
    /** What is known of the transaction that failed. */
    public enum CommitState {
        /** Nothing of it is in the database; another try may succeed. */
        ABORTED,
        /** Nothing of it is in the database, and the database can take nothing more: stop. */
        CLOSED,
        /** It may or may not be in the database: stop, start again and look. */
        UNKNOWN
    }

    private final CommitState outcome;

    private final boolean passing;

    StoreFault(CommitState outcome, String message, @Nullable Throwable cause) {
        this(outcome, false, message, cause);
    }

    private StoreFault(CommitState outcome, boolean passing, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.outcome = outcome;
        this.passing = passing;
    }

    static StoreFault of(Dialect dialect, String doing, SQLException cause) {
        var meaning = dialect.meaning(cause);
        return new StoreFault(
                meaning == Dialect.Meaning.HOPELESS ? CommitState.CLOSED : CommitState.ABORTED,
                meaning == Dialect.Meaning.AGAIN,
                doing + ": " + dialect.hint(cause) + cause.getMessage(),
                cause);
    }

    /** Whether the same transaction once more will do, because it only stood in another's way. */
    boolean isPassing() {
        return passing;
    }

    public CommitState outcome() {
        return outcome;
    }
}
