package cn.smspay.store.dialect;

/** The database cannot be used as it, its server or our settings are: another start would find the same. */
public final class Unfit extends IllegalStateException {
    public Unfit(String message) {
        super(message);
    }
}
