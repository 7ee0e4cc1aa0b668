package cn.smspay.accounts.wallet;

import java.util.HexFormat;
import java.util.Optional;

/** The number of a wallet's card: sixteen digits, eight octets BCD. */
public record CardNo(String digits) implements Comparable<CardNo> {
    private static final String SHAPE = "[0-9]{16}";

    public CardNo {
        if (!digits.matches(SHAPE)) {
            throw new IllegalArgumentException("a card's number has 16 digits");
        }
    }

    public static Optional<CardNo> read(String text) {
        return text.matches(SHAPE) ? Optional.of(new CardNo(text)) : Optional.empty();
    }

    byte[] octets() {
        return HexFormat.of().parseHex(digits);
    }

    @Override
    public int compareTo(CardNo other) {
        return digits.compareTo(other.digits);
    }

    @Override
    public String toString() {
        return digits;
    }
}
