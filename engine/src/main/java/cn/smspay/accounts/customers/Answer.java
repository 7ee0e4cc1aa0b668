package cn.smspay.accounts.customers;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What was done, or why it was not. */
public sealed interface Answer<T> {
    record Done<T>(T value) implements Answer<T> {}

    record Refused<T>(Refusal refusal) implements Answer<T> {}

    static <T> Answer<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Answer<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }

    /** Does {@code act} unless something stands in the way. */
    static <T> Answer<T> unless(Optional<Refusal> refusal, Supplier<Answer<T>> act) {
        return refusal.<Answer<T>>map(Refused::new).orElseGet(act);
    }

    /** Makes the checks in this order; the first one that fails answers (R 3, legend of the tables). */
    @SafeVarargs
    static Optional<Refusal> first(Supplier<Optional<Refusal>>... checks) {
        for (var check : checks) {
            var refusal = check.get();
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    default <R> R fold(Function<T, R> done, Function<Refusal, R> refused) {
        if (this instanceof Done<T> d) {
            return done.apply(d.value());
        } else if (this instanceof Refused<T> r) {
            return refused.apply(r.refusal());
        }
        throw new AssertionError(this);
    }
}
