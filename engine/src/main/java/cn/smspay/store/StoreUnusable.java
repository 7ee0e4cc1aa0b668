package cn.smspay.store;

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
}
