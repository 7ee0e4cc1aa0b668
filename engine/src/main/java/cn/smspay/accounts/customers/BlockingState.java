package cn.smspay.accounts.customers;

/** The condition that stands in somebody's way, of the phone or of the account. */
public enum BlockingState {
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
    RESTRICTED;

    /** Whether the subscriber could get the phone back to normal and try again. */
    boolean isRestorable() {
        return switch (this) {
            case ONE_WAY, TWO_WAY, LOST, PRE_CANCELLED -> true;
            case CANCELLED, TRANSFERRED, RENUMBERED, UNKNOWN, RESTRICTED -> false;
        };
    }
}
