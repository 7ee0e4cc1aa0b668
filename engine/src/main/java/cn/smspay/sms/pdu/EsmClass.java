package cn.smspay.sms.pdu;

/** The bits of esm_class that matter here (SMPP 3.4 §5.2.12). */
public final class EsmClass {
    /** The octets start with a user data header. */
    public static final int USER_DATA_HEADER = 0x40;

    public static final int RECEIPT = 0x04;
    private static final int TYPE = 0x3C;
    private static final int DELIVERY_ACKNOWLEDGEMENT = 0x08;
    private static final int CONVERSATION_ABORT = 0x18;
    private static final int INTERMEDIATE_NOTIFICATION = 0x20;

    private EsmClass() {}

    /** Whether it speaks of a message of ours. What a subscriber typed in acknowledgement (0x10) does not. */
    public static boolean isReceipt(byte esmClass) {
        int type = esmClass & TYPE;
        return type == RECEIPT || type == DELIVERY_ACKNOWLEDGEMENT || isIntermediate(esmClass);
    }

    /** Whether what it says is not the end. */
    public static boolean isIntermediate(byte esmClass) {
        return (esmClass & INTERMEDIATE_NOTIFICATION) != 0;
    }

    public static boolean isAbort(byte esmClass) {
        return (esmClass & TYPE) == CONVERSATION_ABORT;
    }
}
