package cn.smspay.store;

import cn.smspay.store.dialect.Unfit;
import cn.smspay.store.postgres.Postgres;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The database cannot be opened or closed; the message is a sentence for the operator. */
public final class StoreUnusable extends RuntimeException {
    StoreUnusable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Whether it is sound, but of another build or a newer program; nothing was done to it. */
    public boolean isOfOtherSchema() {
        return getCause() instanceof OtherSchema;
    }

    /** Whether somebody has to change a setting first, or the program; nothing was done. */
    public boolean isRefused() {
        var cause = getCause();
        return isOfOtherSchema()
                || cause instanceof Unfit
                || (cause instanceof SQLException failure && Postgres.isOfSettings(failure));
    }
}
