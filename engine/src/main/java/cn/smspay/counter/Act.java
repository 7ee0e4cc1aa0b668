package cn.smspay.counter;

import java.util.Set;

/**
 * A function of the counter; one constant each.
 *
 * @param word as the audit names it, like {@code topup.cash}
 * @param type of its result: a record of records, texts, numbers, booleans, enums, instants, secrets and lists of them
 * @param roles of which the caller must have one; none for what everybody may
 */
public record Act<T>(String word, Class<T> type, Set<Role> roles) {
    public static <T> Act<T> of(String word, Class<T> type, Role... roles) {
        return new Act<>(word, type, Set.of(roles));
    }
}
