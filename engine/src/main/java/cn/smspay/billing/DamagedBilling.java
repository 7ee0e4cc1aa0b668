package cn.smspay.billing;

/** A stored record or file is not what was written; the message says which and how, in a sentence for the operator. */
public final class DamagedBilling extends RuntimeException {
    DamagedBilling(String message) {
        super(message);
    }
}
