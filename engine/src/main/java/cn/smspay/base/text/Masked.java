package cn.smspay.base.text;

import java.util.regex.Pattern;

/** Numbers of people as an operator sees them. */
public final class Masked {
    /** Whatever may be a number of a person: eleven digits, or more before them. */
    private static final Pattern PERSON = Pattern.compile("([0-9]{3,})[0-9]{4}([0-9]{4})");

    private static final int HEAD = 3;
    private static final int TAIL = 4;

    private Masked() {}

    /** A line in which whatever may be a number of a person is masked. */
    public static String within(String line) {
        return PERSON.matcher(line).replaceAll("$1****$2");
    }

    /** 138****0001; of what is no mobile number the end, and of what is short nothing. */
    public static String number(String number) {
        if (number.length() <= TAIL) {
            return number.isEmpty() ? "" : "****";
        }
        var tail = number.substring(number.length() - TAIL);
        return number.length() < HEAD + 2 * TAIL ? "****" + tail : number.substring(0, HEAD) + "****" + tail;
    }
}
