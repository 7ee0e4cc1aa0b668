package cn.smspay.sms.pdu;

import java.math.BigInteger;
import java.util.Locale;

/** How the message id of a receipt becomes the one of its {@code submit_sm_resp}; some SMSCs write one in hex, one in decimal. */
public enum MessageIdFormat {
    AS_IS,
    DEC_TO_HEX_LOWER,
    DEC_TO_HEX_UPPER,
    HEX_TO_DEC,
    LOWER,
    UPPER;

    /** An id that is not a number in the expected base stays as it is. */
    public String apply(String id) {
        try {
            return switch (this) {
                case AS_IS -> id;
                case DEC_TO_HEX_LOWER -> new BigInteger(id).toString(16);
                case DEC_TO_HEX_UPPER -> new BigInteger(id).toString(16).toUpperCase(Locale.ROOT);
                case HEX_TO_DEC -> new BigInteger(id, 16).toString();
                case LOWER -> id.toLowerCase(Locale.ROOT);
                case UPPER -> id.toUpperCase(Locale.ROOT);
            };
        } catch (NumberFormatException e) {
            return id;
        }
    }

    /** An id of either kind without what SMSCs change between the two: case, leading zeros, blanks around it. */
    public static String plain(String id) {
        var lower = id.strip().toLowerCase(Locale.ROOT);
        int from = 0;
        while (from < lower.length() - 1 && lower.charAt(from) == '0') {
            from++;
        }
        return lower.substring(from);
    }
}
