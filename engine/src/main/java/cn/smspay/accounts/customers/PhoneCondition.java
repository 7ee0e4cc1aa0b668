package cn.smspay.accounts.customers;

/** The condition of a phone. */
public record PhoneCondition(PhoneStatus phoneStatus, StopReason stopReason) {
    public static final PhoneCondition NORMAL = new PhoneCondition(PhoneStatus.NORMAL, StopReason.NONE);

    /** Reported lost: whoever holds it now may not be the subscriber. */
    boolean isLost() {
        return phoneStatus.isSuspended() && stopReason == StopReason.LOST;
    }

    /** What to tell somebody whom this condition stops. */
    BlockingState state() {
        if (isLost()) {
            return BlockingState.LOST;
        }
        return switch (phoneStatus) {
            case ONE_WAY -> BlockingState.ONE_WAY;
            case TWO_WAY -> BlockingState.TWO_WAY;
            case PRE_CANCELLED -> BlockingState.PRE_CANCELLED;
            case CANCELLED -> BlockingState.CANCELLED;
            case TRANSFERRED -> BlockingState.TRANSFERRED;
            case RENUMBERED -> BlockingState.RENUMBERED;
            // A normal phone stops nobody: whoever asks was stopped by something that has no word of its own.
            case NORMAL -> BlockingState.RESTRICTED;
            case UNKNOWN -> BlockingState.UNKNOWN;
        };
    }
}
