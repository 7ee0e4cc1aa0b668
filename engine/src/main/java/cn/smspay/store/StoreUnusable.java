package cn.smspay.store;

/** The database cannot be opened or closed; the message is a sentence for the operator. */
public final class StoreUnusable extends RuntimeException {
    StoreUnusable(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether it is sound, but of another build or a newer program; nothing was done to it. */
    public boolean isOfOtherSchema() {
        return getCause() instanceof OtherSchema;
    }
}
