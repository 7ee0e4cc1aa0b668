package cn.smspay.base;

import java.util.Optional;

/** A mainland mobile number: eleven digits starting 13 to 19, without country code (R 3.0.2 step 3). */
public record Msisdn(String digits) implements Comparable<Msisdn> {
    private static final int LENGTH = 11;

    public Msisdn {
        if (!isNational(digits)) {
            throw new IllegalArgumentException("not an 11-digit mobile number starting 13 to 19: " + digits);
        }
    }

    /** Reads a number as an SMSC or a person writes it: blanks around it, {@code +86}, {@code 86} or {@code 0086} before it. */
    public static Optional<Msisdn> read(String text) {
        String digits = text.strip();
        for (String prefix : new String[] {"+86", "0086", "86"}) {
            if (digits.startsWith(prefix)) {
                digits = digits.substring(prefix.length());
                break;
            }
        }
        return isNational(digits) ? Optional.of(new Msisdn(digits)) : Optional.empty();
    }

    /** The eleven digits as an integer. */
    public long number() {
        return Long.parseLong(digits);
    }

    private static boolean isNational(String digits) {
        return Digits.are(digits, LENGTH, LENGTH) && digits.charAt(0) == '1' && digits.charAt(1) >= '3';
    }

    @Override
    public int compareTo(Msisdn other) {
        return digits.compareTo(other.digits);
    }

    @Override
    public String toString() {
        return digits;
    }
}
