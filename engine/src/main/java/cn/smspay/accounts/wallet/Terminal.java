package cn.smspay.accounts.wallet;

import java.util.Locale;
import java.util.Optional;

/**
 * The twelve digits, six octets BCD, by which a card knows whom it talks to: the PSAM of a POS, or a contact with us, whose
 * number we give out once.
 */
public record Terminal(long number) {
    private static final int OCTETS = 6;
    private static final long MOST = 999_999_999_999L;

    public Terminal {
        if (number < 0 || number > MOST) {
            throw new IllegalArgumentException("a terminal's number has at most twelve digits: " + number);
        }
    }

    public static Optional<Terminal> read(String text) {
        return Octets.areDigits(text, 2 * OCTETS) ? Optional.of(new Terminal(Long.parseLong(text))) : Optional.empty();
    }

    byte[] octets() {
        var octets = new byte[OCTETS];
        long left = number;
        for (int i = OCTETS - 1; i >= 0; i--) {
            octets[i] = (byte) (left / 10 % 10 << 4 | left % 10);
            left /= 100;
        }
        return octets;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%012d", number);
    }
}
