package cn.smspay.counter;

import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.base.Fen;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What came of a request.
 *
 * @param <T> a record
 */
public sealed interface Reply<T> {
    /** @param replayed whether it is the answer to an earlier, equal request */
    record Done<T>(T value, boolean replayed) implements Reply<T> {}

    /**
     * @param reason in kebab-case, like {@code too-much}
     * @param facts by name: {@link Fen}, {@link Instant}, Long, Boolean, String or a list of strings
     */
    record Refused<T>(String reason, Map<String, Object> facts, boolean replayed) implements Reply<T> {
        public Refused {
            facts = Map.copyOf(facts);
        }
    }

    /** It is not decided yet; {@link Requests} knows how it ends. */
    record Pending<T>(long requestId, boolean replayed) implements Reply<T> {}

    static <T> Reply<T> done(T value) {
        return new Done<>(value, false);
    }

    static <T> Reply<T> refused(String reason) {
        return refused(reason, Map.of());
    }

    static <T> Reply<T> refused(String reason, Map<String, Object> facts) {
        return new Refused<>(reason, facts, false);
    }

    /** What a rule of accounts says; the hindrances of a closing are a list of words, their facts lie beside them. */
    static <T> Reply<T> refused(Refusal refusal) {
        var facts = new LinkedHashMap<String, Object>();
        refusal.facts().forEach((name, value) -> facts.put(name, fact(value)));
        if (!refusal.hindrances().isEmpty()) {
            facts.put(
                    "hindrances",
                    refusal.hindrances().stream()
                            .map(each -> word(each.reason()))
                            .toList());
            refusal.hindrances().forEach(each -> each.facts().forEach((name, value) -> facts.put(name, fact(value))));
        }
        return refused(word(refusal.reason()), facts);
    }

    /** What a rule answered. */
    static <T> Reply<T> of(Answer<T> answer) {
        return of(answer, value -> value);
    }

    /** What a rule answered, told in a record of one's own. */
    static <A, T> Reply<T> of(Answer<A> answer, Function<A, T> told) {
        return answer.fold(value -> done(told.apply(value)), Reply::refused);
    }

    /** What a rule without a result answered. */
    static <T> Reply<T> of(Optional<Refusal> refusal, T done) {
        return refusal.<Reply<T>>map(Reply::refused).orElseGet(() -> done(done));
    }

    /** The same answer, marked as one that was given before. */
    default Reply<T> again() {
        if (this instanceof Done<T> done) {
            return new Done<>(done.value(), true);
        } else if (this instanceof Refused<T> no) {
            return new Refused<>(no.reason(), no.facts(), true);
        } else if (this instanceof Pending<T> pending) {
            return new Pending<>(pending.requestId(), true);
        }
        throw new AssertionError(this);
    }

    default <R> R fold(Function<Done<T>, R> done, Function<Refused<T>, R> refused, Function<Pending<T>, R> pending) {
        if (this instanceof Done<T> d) {
            return done.apply(d);
        } else if (this instanceof Refused<T> r) {
            return refused.apply(r);
        } else if (this instanceof Pending<T> p) {
            return pending.apply(p);
        }
        throw new AssertionError(this);
    }

    /** Like {@code done}, {@code pending} or {@code refused:too-much}, for the audit. */
    default String outcome() {
        return fold(done -> "done", refused -> "refused:" + refused.reason(), pending -> "pending");
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Object fact(Object value) {
        if (value instanceof Integer number) {
            return (long) number;
        } else if (value instanceof Enum<?> constant) {
            return word(constant);
        } else if (value instanceof Fen
                || value instanceof Instant
                || value instanceof Long
                || value instanceof Boolean
                || value instanceof List<?>) {
            return value;
        }
        return value.toString();
    }
}
