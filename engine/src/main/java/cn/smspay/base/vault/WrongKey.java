package cn.smspay.base.vault;

/** The master key cannot be used on this database; the message is one sentence for the operator. */
public final class WrongKey extends RuntimeException {
    /** What an operator reads who started with the key of another database. */
    public static final String OTHER =
            "this master key is not the one that the database was written with; nothing was changed: name the right key file";

    public WrongKey(String message) {
        super(message);
    }
}
