package cn.smspay.accounts.customers;

/** The condition that stands in somebody's way, of the phone or of the account. */
public enum State {
    ONE_WAY,
    TWO_WAY,
    LOST,
    PRE_CANCELLED,
    CANCELLED,
    TRANSFERRED,
    RENUMBERED,
    /** The carrier has not told us about this number. */
    UNKNOWN,
    /** Barred for risk. */
    RESTRICTED,
    /** The account's debits are stopped by an agent. */
    FROZEN
}
