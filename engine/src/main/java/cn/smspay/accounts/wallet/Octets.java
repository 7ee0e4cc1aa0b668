package cn.smspay.accounts.wallet;

/** Digits and octets of cards; a batch has a million of them. */
final class Octets {
    private static final int DECIMAL = 10;
    private static final int NIBBLE = 4;

    private Octets() {}

    /** Whether a text is so many ASCII digits. */
    static boolean areDigits(String text, int length) {
        return text.length() == length && areDigits(text);
    }

    static boolean areDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** An even number of digits, two an octet. */
    static byte[] bcd(String digits) {
        var octets = new byte[digits.length() / 2];
        for (int i = 0; i < octets.length; i++) {
            int high = Character.digit(digits.charAt(2 * i), DECIMAL);
            octets[i] = (byte) (high << NIBBLE | Character.digit(digits.charAt(2 * i + 1), DECIMAL));
        }
        return octets;
    }
}
