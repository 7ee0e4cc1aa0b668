package cn.smspay.accounts.merchants;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What came of something that a merchant asked for. */
public sealed interface Verdict<T> {
    record Done<T>(T value) implements Verdict<T> {}

    /** @param facts by name, as far as a merchant may know them: amounts, instants, texts */
    record Denied<T>(Hindrance why, Map<String, Object> facts) implements Verdict<T> {}

    /** Why a merchant does not get what it asks for. */
    enum Hindrance {
        UNKNOWN_ORDER,
        UNKNOWN_REFUND,
        UNKNOWN_MERCHANT,
        /** Applied, suspended or closed. */
        MERCHANT_NOT_LIVE,
        /** The merchant's own number stands for something else already. */
        NUMBER_TAKEN,
        ORDER_PAID,
        ORDER_CLOSED,
        ORDER_NOT_PAID,
        /** More than is left of the order. */
        OVER_AMOUNT,
        /** More than the merchant has with us. */
        MERCHANT_BALANCE,
        /** A third live key. */
        TWO_KEYS,
        UNKNOWN_KEY,
        BAD_KEY,
        /** A state that does not follow the present one. */
        STATE,
        DAY_NOT_OVER,
        /** Everything is settled already. */
        NOTHING_OWED,
        /** Whoever is to pay by short message cannot; a merchant is told no more of why. */
        PAYER_CANNOT_PAY,
        /** He is in the middle of something else. */
        PAYER_BUSY,
        /** He has left too many orders of this merchant unpaid today. */
        PAYER_REFUSES
    }

    static <T> Verdict<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Verdict<T> not(Hindrance why) {
        return new Denied<>(why, Map.of());
    }

    static <T> Verdict<T> not(Hindrance why, String fact, Object value) {
        return new Denied<>(why, Map.of(fact, value));
    }

    default <R> R fold(Function<T, R> done, BiFunction<Hindrance, Map<String, Object>, R> not) {
        if (this instanceof Done<T> d) {
            return done.apply(d.value());
        } else if (this instanceof Denied<T> n) {
            return not.apply(n.why(), n.facts());
        }
        throw new AssertionError(this);
    }

    default <U> Verdict<U> then(Function<T, Verdict<U>> next) {
        return fold(next, Denied::new);
    }
}
