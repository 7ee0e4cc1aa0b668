package cn.smspay.talk.script;

import org.jspecify.annotations.Nullable;

/**
 * A condition, or its opposite: a named question to the accounts, or one about the moment.
 *
 * @param moment what it asks of the moment; null for a question to the accounts
 */
public record Guard(String name, boolean negated, @Nullable Moment moment) {
    private static final String NOT = "not ";

    public Guard(String name, boolean negated) {
        this(name, negated, null);
    }

    /**
     * Reads {@code registered}, {@code not registered} or {@code time 06:00-12:00}.
     *
     * @throws IllegalArgumentException with a sentence if it begins like a question about the moment and is none
     */
    public static Guard of(String written) {
        boolean negated = written.startsWith(NOT);
        var name = negated ? written.substring(NOT.length()).strip() : written.strip();
        return new Guard(name, negated, Moment.read(name));
    }

    public Guard opposite() {
        return new Guard(name, !negated, moment);
    }

    @Override
    public String toString() {
        return negated ? NOT + name : name;
    }
}
