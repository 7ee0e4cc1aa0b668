package cn.smspay.accounts.customers;

/** The condition of a phone. */
public record PhoneCondition(PhoneStatus phoneStatus, StopReason stopReason) {
    public static final PhoneCondition NORMAL = new PhoneCondition(PhoneStatus.NORMAL, StopReason.NONE);

    /** Reported lost: whoever holds it now may not be the subscriber. */
    boolean isLost() {
        return phoneStatus.isSuspended() && stopReason == StopReason.LOST;
    }

    /** What to tell somebody whom this condition stops. */
    State state() {
        if (isLost()) {
            return State.LOST;
        }
        return switch (phoneStatus) {
            case ONE_WAY -> State.ONE_WAY;
            case TWO_WAY -> State.TWO_WAY;
            case PRE_CANCELLED -> State.PRE_CANCELLED;
            case CANCELLED -> State.CANCELLED;
            case TRANSFERRED -> State.TRANSFERRED;
            case RENUMBERED -> State.RENUMBERED;
            // A normal phone stops nobody: whoever asks was stopped by something that has no word of its own.
            case NORMAL -> State.RESTRICTED;
            case UNKNOWN -> State.UNKNOWN;
        };
    }
}
