package cn.smspay.books.charge;

/** A stored record or file is not what was written; the message says which and how, in a sentence for the operator. */
public final class DamagedBilling extends RuntimeException {
    private final String where;
    private final String what;

    public DamagedBilling(String message) {
        super(message);
        this.where = "charge records";
        this.what = message;
    }

    /** @param what goes on where {@code where} ends */
    DamagedBilling(String where, String what) {
        super(where + " " + what);
        this.where = where;
        this.what = what;
    }

    /** What is damaged, for a list of findings. */
    public String where() {
        return where;
    }

    /** How it is. */
    public String what() {
        return what;
    }
}
