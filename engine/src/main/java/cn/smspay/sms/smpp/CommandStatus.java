package cn.smspay.sms.smpp;

/** The command_status values that we give or tell apart (SMPP 3.4 §5.1.3). */
public final class CommandStatus {
    public static final int OK = 0x00;
    public static final int INVALID_MESSAGE_LENGTH = 0x01;
    public static final int INVALID_COMMAND_LENGTH = 0x02;
    public static final int INVALID_COMMAND_ID = 0x03;
    public static final int INCORRECT_BIND_STATE = 0x04;
    public static final int ALREADY_BOUND = 0x05;
    public static final int SYSTEM_ERROR = 0x08;
    public static final int BIND_FAILED = 0x0D;
    public static final int INVALID_PASSWORD = 0x0E;
    public static final int INVALID_SYSTEM_ID = 0x0F;
    public static final int MESSAGE_QUEUE_FULL = 0x14;
    public static final int SUBMIT_FAILED = 0x45;
    public static final int THROTTLED = 0x58;
    public static final int RECEIVER_TEMPORARY = 0x64;
    public static final int UNKNOWN_ERROR = 0xFF;

    /** What a refusal of a {@code submit_sm} means for sending it again. */
    enum Meaning {
        TAKEN,
        /** The SMSC wants less of us. */
        SLOW_DOWN,
        /** Its fault or the bind's, not the message's; what is not listed, vendors' own numbers included, too. */
        TRY_LATER,
        /** It does not know that we are bound. */
        BIND_ANEW,
        /** Sending the same again would be refused again. */
        FOR_GOOD
    }

    private CommandStatus() {}

    static Meaning meaning(int status) {
        return switch (status) {
            case OK -> Meaning.TAKEN;
            case THROTTLED -> Meaning.SLOW_DOWN;
            case INCORRECT_BIND_STATE -> Meaning.BIND_ANEW;
            default -> isForGood(status) ? Meaning.FOR_GOOD : Meaning.TRY_LATER;
        };
    }

    /** Bad addresses, lengths, parameters and sources: the same again would be refused again. */
    private static boolean isForGood(int status) {
        return between(status, 0x01, 0x03)
                || between(status, 0x0A, 0x0B)
                || between(status, 0x33, 0x34)
                || (between(status, 0x40, 0x55) && status != SUBMIT_FAILED)
                || between(status, 0x61, 0x63)
                || between(status, 0xC0, 0xC4);
    }

    private static boolean between(int status, int first, int last) {
        return status >= first && status <= last;
    }

    /** Of the link or of one number: which of them, only several refusals together can tell. */
    static boolean saysTooMuch(int status) {
        return status == THROTTLED || status == MESSAGE_QUEUE_FULL;
    }
}
