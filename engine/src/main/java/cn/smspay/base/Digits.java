package cn.smspay.base;

/** Looks at digits without a pattern: the numbers of every message and of every row that is read pass here. */
final class Digits {
    private Digits() {}

    /** Whether {@code text} is made of the digits 0 to 9 only, and has {@code least} to {@code most} of them. */
    static boolean are(String text, int least, int most) {
        if (text.length() < least || text.length() > most) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
