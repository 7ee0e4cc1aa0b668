package cn.smspay.base;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** An amount of money in fen (0.01 yuan). May be negative only as a difference; sums that overflow throw. */
public record Fen(long fen) implements Comparable<Fen> {
    public static final Fen ZERO = new Fen(0);
    private static final int FEN_IN_A_YUAN = 100;
    private static final int TEN = 10;
    /** At most seven digits before the point: longer digit strings are never read as money (R 3.0.3). */
    private static final Pattern YUAN = Pattern.compile("(0|[1-9][0-9]{0,6})(\\.[0-9]{1,2})?");

    /** Reads yuan like {@code 50}, {@code 50.5} or {@code 0.05}: ASCII digits, no sign, no leading zero, at most two decimals. */
    public static Optional<Fen> readYuan(String text) {
        return YUAN.matcher(text).matches()
                ? Optional.of(new Fen(new BigDecimal(text).movePointRight(2).longValueExact()))
                : Optional.empty();
    }

    public Fen plus(Fen other) {
        return new Fen(Math.addExact(fen, other.fen));
    }

    public Fen minus(Fen other) {
        return new Fen(Math.subtractExact(fen, other.fen));
    }

    public boolean isPositive() {
        return fen > 0;
    }

    public boolean isZero() {
        return fen == 0;
    }

    /** Whether this covers a debit of {@code amount}. */
    public boolean covers(Fen amount) {
        return fen >= amount.fen;
    }

    @Override
    public int compareTo(Fen other) {
        return Long.compare(fen, other.fen);
    }

    /** Yuan with two decimals and no grouping, like {@code 1234.50}. */
    @Override
    public String toString() {
        long yuan = fen / FEN_IN_A_YUAN;
        int rest = (int) Math.abs(fen % FEN_IN_A_YUAN);
        return (fen < 0 && yuan == 0 ? "-" : "") + yuan + (rest < TEN ? ".0" : ".") + rest;
    }
}
