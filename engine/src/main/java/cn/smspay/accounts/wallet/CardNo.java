package cn.smspay.accounts.wallet;

import java.util.Optional;

/** The number of a wallet's card: sixteen digits, eight octets BCD. */
public record CardNo(String digits) implements Comparable<CardNo> {
    private static final int LENGTH = 16;

    public CardNo {
        if (!Octets.areDigits(digits, LENGTH)) {
            throw new IllegalArgumentException("a card's number has 16 digits");
        }
    }

    public static Optional<CardNo> read(String text) {
        return Octets.areDigits(text, LENGTH) ? Optional.of(new CardNo(text)) : Optional.empty();
    }

    byte[] octets() {
        return Octets.bcd(digits);
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
