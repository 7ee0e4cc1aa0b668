package cn.smspay.sms.smpp;

/** The bits of esm_class that matter here (SMPP 3.4 §5.2.12). */
public final class EsmClass {
    /** The octets start with a user data header. */
    public static final int USER_DATA_HEADER = 0x40;

    public static final int RECEIPT = 0x04;
    private static final int TYPE = 0x3C;
    private static final int INTERMEDIATE_NOTIFICATION = 0x20;

    private EsmClass() {}

    static boolean isReceipt(byte esmClass) {
        int type = esmClass & TYPE;
        return type == RECEIPT || type == INTERMEDIATE_NOTIFICATION;
    }

    /** Acknowledgements made by a handset, which no subscriber typed. */
    static boolean isFromMachine(byte esmClass) {
        return (esmClass & TYPE) != 0 && !isReceipt(esmClass);
    }
}
