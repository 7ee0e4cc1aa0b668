package cn.smspay.sms.pdu;

/** The optional parameters that we read or write (SMPP 3.4 §5.3.2). */
public final class Tag {
    public static final short RECEIPTED_MESSAGE_ID = 0x001E;
    public static final short USER_MESSAGE_REFERENCE = 0x0204;
    public static final short SAR_REFERENCE = 0x020C;
    public static final short SAR_TOTAL = 0x020E;
    public static final short SAR_NUMBER = 0x020F;
    public static final short NETWORK_ERROR_CODE = 0x0423;
    public static final short MESSAGE_PAYLOAD = 0x0424;
    public static final short MESSAGE_STATE = 0x0427;

    private Tag() {}
}
