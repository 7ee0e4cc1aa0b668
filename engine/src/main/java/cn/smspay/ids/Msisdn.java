package cn.smspay.ids;

import java.util.Optional;
import java.util.regex.Pattern;

/** A mainland mobile number: eleven digits starting 13 to 19, without country code (domain.md 3.0.2 step 3). */
public record Msisdn(String digits) implements Comparable<Msisdn> {
    private static final Pattern NATIONAL = Pattern.compile("1[3-9][0-9]{9}");

    public Msisdn {
        if (!NATIONAL.matcher(digits).matches()) {
            throw new IllegalArgumentException("not an 11-digit mobile number starting 13 to 19: " + digits);
        }
    }

    /** Reads a number as an SMSC or a person writes it, with or without {@code +86}, {@code 86} or {@code 0086}. */
    public static Optional<Msisdn> read(String text) {
        String digits = text;
        for (String prefix : new String[] {"+86", "0086", "86"}) {
            if (digits.startsWith(prefix)) {
                digits = digits.substring(prefix.length());
                break;
            }
        }
        return NATIONAL.matcher(digits).matches() ? Optional.of(new Msisdn(digits)) : Optional.empty();
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
