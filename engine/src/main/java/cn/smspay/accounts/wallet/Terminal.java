package cn.smspay.accounts.wallet;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The twelve digits, six octets BCD, by which a card knows whom it talks to: the PSAM of a POS, or a contact with us, whose
 * number we give out once.
 */
public record Terminal(long number) {
    private static final long MOST = 999_999_999_999L;

    public Terminal {
        if (number < 0 || number > MOST) {
            throw new IllegalArgumentException("a terminal's number has at most twelve digits: " + number);
        }
    }

    public static Optional<Terminal> read(String text) {
        return text.matches("[0-9]{12}") ? Optional.of(new Terminal(Long.parseLong(text))) : Optional.empty();
    }

    byte[] octets() {
        return HexFormat.of().parseHex(toString());
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%012d", number);
    }
}
