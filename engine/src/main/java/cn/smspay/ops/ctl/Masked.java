package cn.smspay.ops.ctl;

/** Numbers of people as an operator sees them. */
final class Masked {
    private static final int HEAD = 3;
    private static final int TAIL = 4;

    private Masked() {}

    /** A line in which whatever may be a number of a person is masked. */
    static String within(String line) {
        return line.replaceAll("([0-9]{3,})[0-9]{4}([0-9]{4})", "$1****$2");
    }

    /** 138****0001; of what is no mobile number the end, and of what is short nothing. */
    static String number(String number) {
        if (number.length() <= TAIL) {
            return number.isEmpty() ? "" : "****";
        }
        var tail = number.substring(number.length() - TAIL);
        return number.length() < HEAD + 2 * TAIL ? "****" + tail : number.substring(0, HEAD) + "****" + tail;
    }
}
