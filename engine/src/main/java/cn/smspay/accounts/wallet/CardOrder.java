package cn.smspay.accounts.wallet;

/** What a card does when we order it, with a MAC that is good for its last reading only. */
public enum CardOrder {
    /** Distance is measured: the card may pay until the handset changes (S-138 to S-140). */
    CALIBRATE(0x21),
    /** The operation password is off and 1234 again (S-171). */
    RESET_OPERATION_PASSWORD(0x22),
    /** The card takes no load and makes no purchase any more; what it holds stays readable. */
    CLOSE(0x23);

    private final int code;

    CardOrder(int code) {
        this.code = code;
    }

    byte code() {
        return (byte) code;
    }
}
