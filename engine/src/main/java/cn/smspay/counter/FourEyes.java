package cn.smspay.counter;

import cn.smspay.accounts.customers.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * An act that one person proposes and another releases (R 4.12).
 *
 * @param act what is done; its roles may propose it
 * @param arguments a record, kept sealed until the release
 * @param releasers roles that may release or refuse it
 * @param check what stands in the way of proposing it; made again by the effect
 * @param effect what the release does, in the transaction of the release; the caller of the deal is who released
 * @param changes what the release would change, for who decides
 */
public record FourEyes<A extends Record, T>(
        Act<T> act,
        Class<A> arguments,
        Set<Role> releasers,
        BiFunction<ActContext, A, Optional<Reply<T>>> check,
        BiFunction<ActContext, A, Reply<T>> effect,
        BiFunction<ActContext, A, List<ProposedChange>> changes) {
    /**
     * One thing before and after.
     *
     * @param name like {@code cash}
     * @param before an amount in yuan, or a word
     */
    public record ProposedChange(String name, String before, String after) {
        public static ProposedChange of(String name, Object before, Object after) {
            return new ProposedChange(name, before.toString(), after.toString());
        }
    }

    /** A refusal as a check gives it. */
    public static <T> Optional<Reply<T>> no(Optional<Refusal> refusal) {
        return refusal.map(Reply::refused);
    }
}
