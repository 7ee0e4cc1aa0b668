package cn.smspay.web.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field as it is shown: label, hint, error and input, tied together.
 *
 * @param value what was typed; never that of a secret
 * @param choices for CHOICE and ONE_OF; for TICK the one sentence that is agreed to
 */
public record Field(
        String name,
        Kind kind,
        String label,
        @Nullable String hint,
        @Nullable Link help,
        String value,
        @Nullable String error,
        @Nullable String autocomplete,
        List<Choice> choices) {
    /** What is typed there, hence its width and its keyboard. */
    public enum Kind {
        TEXT,
        DIGITS,
        PHONE,
        DATE,
        AMOUNT,
        /** Six digits that nobody may read over a shoulder. */
        PIN,
        PASSWORD,
        /** A one-time code, which is plain text. */
        CODE,
        CHOICE,
        ONE_OF,
        TICK,
        /** Several lines that are pasted, such as a public key. */
        LONG
    }

    public Field help(Link to) {
        return new Field(name, kind, label, hint, to, value, error, autocomplete, choices);
    }

    public String type() {
        return kind == Kind.PIN || kind == Kind.PASSWORD ? "password" : "text";
    }

    public @Nullable String inputmode() {
        return switch (kind) {
            case AMOUNT -> "decimal";
            case DIGITS, DATE, PIN, CODE -> "numeric";
            case PHONE -> "tel";
            case TEXT, PASSWORD, CHOICE, ONE_OF, TICK, LONG -> null;
        };
    }

    public @Nullable String css() {
        return switch (kind) {
            case PIN, CODE -> "secret";
            case PHONE, DATE -> "short";
            case TEXT, DIGITS, AMOUNT, PASSWORD, CHOICE, ONE_OF, TICK, LONG -> null;
        };
    }

    /** Ids of what describes the input. */
    public @Nullable String describedBy() {
        var ids = (hint != null ? name + "-hint " : "") + (error != null ? name + "-error" : "");
        return ids.isEmpty() ? null : ids.strip();
    }
}
