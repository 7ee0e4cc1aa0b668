package cn.smspay.accounts.payments;

/** Takes what the operator has to look at. Thread-safe; returns at once. */
@FunctionalInterface
public interface Alarms {
    /** @param what a sentence without anything secret */
    void raise(String what);
}
