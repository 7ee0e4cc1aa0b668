package cn.smspay.books.charge;

/** A stored record or file is not what was written; the message says which and how, in a sentence for the operator. */
public final class DamagedBilling extends RuntimeException {
    public DamagedBilling(String message) {
        super(message);
    }
}
