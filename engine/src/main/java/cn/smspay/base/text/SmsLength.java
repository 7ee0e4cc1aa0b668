package cn.smspay.base.text;

/** How short messages are counted: 160 or 153 characters of GSM 03.38, 70 or 67 of UCS-2. */
public final class SmsLength {
    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENDED = "^{}\\[~]|€\f";

    private SmsLength() {}

    public static boolean isGsm(String text) {
        return text.chars().allMatch(SmsLength::isGsm);
    }

    public static boolean isGsm(int c) {
        return BASIC.indexOf(c) >= 0 || EXTENDED.indexOf(c) >= 0;
    }

    /** Characters of the extension table count twice. */
    public static int escapes(String text) {
        return (int) text.chars().filter(c -> EXTENDED.indexOf(c) >= 0).count();
    }

    public static int segments(int length, boolean gsm) {
        int whole = gsm ? 160 : 70;
        int part = gsm ? 153 : 67;
        return length <= whole ? 1 : (length + part - 1) / part;
    }
}
