package cn.smspay.talk.script;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a question is about.
 *
 * @param secret never stored, logged or said back
 * @param digits how many digits, for PIN and DIGITS
 * @param prefix what the digits must begin with, or empty
 * @param min the least amount: {@code 0.01}, {@code limits.name} or empty
 * @param max the greatest amount, likewise
 * @param yes words that mean yes, for CONFIRM, normalised
 * @param no words that mean no, for CONFIRM, normalised
 * @param wording what a free text may be, and for how long an answer is kept
 * @param refusals what is said to a wrong answer, by reason
 */
public record Slot(
        String name,
        Type type,
        boolean secret,
        int digits,
        String prefix,
        String min,
        String max,
        List<String> yes,
        List<String> no,
        Wording wording,
        Map<String, ReplyTemplate> refusals,
        int line) {

    /** Too small, where the greatest amount is a limit that is not set: a text of its own need not name one. */
    public static final String BELOW_MIN = "below_min";
    /** So many last digits of a long secret may be read back in a call, so that a slip is found before it counts. */
    private static final int TAIL = 4;
    /** Of a shorter secret, four digits would be too much. */
    private static final int LONG = 12;

    /** Kinds of answer, each with the reasons for which one is refused. */
    public enum Type {
        AMOUNT("not_amount", "too_small", "too_big"),
        PIN("not_pin"),
        DIGITS("not_digits", "wrong_length", "wrong_prefix"),
        DATE("not_date", "in_future"),
        CONFIRM("not_confirm"),
        /** One of the choices of a menu by short message; a step makes it, no author. */
        CHOICE("not_choice"),
        /** Whatever a subscriber writes: kept sealed for a time, shown to nobody but by an export. */
        TEXT("not_text", "too_short", "too_long");

        private final Set<String> reasons;

        Type(String... reasons) {
            // In an order of its own, so that whoever goes through them does so in the same way each time.
            this.reasons = Collections.unmodifiableSet(new LinkedHashSet<>(List.of(reasons)));
        }

        public Set<String> reasons() {
            return reasons;
        }
    }

    /**
     * What a free text may be, and for how long an answer is kept.
     *
     * @param keepDays 0 for an answer that is not kept beyond its conversation
     */
    public record Wording(int shortest, int longest, Characters characters, int keepDays) {
        public static final Wording NONE = new Wording(0, 0, Characters.ANY, 0);
    }

    /** What a free text may consist of; spaces and stops are always allowed. */
    public enum Characters {
        ANY,
        CHINESE,
        LATIN,
        DIGITS
    }

    /** Whether the answer is written down for an export. */
    public boolean isKept() {
        return wording.keepDays() > 0;
    }

    /** Whether the end of the answer may be said back in a call. */
    public boolean readsBack() {
        return secret && type == Type.DIGITS && digits >= LONG;
    }

    /** The placeholder for the end of the answer. */
    public String tailName() {
        return name + "_tail";
    }

    /** The end of an answer. */
    public String tail(String answer) {
        return answer.substring(Math.max(0, answer.length() - TAIL));
    }

    /** Reasons for which an answer to this slot can be refused. */
    public Set<String> reasons() {
        var reasons = new java.util.TreeSet<>(type.reasons());
        if (min.isEmpty()) {
            reasons.remove("too_small");
        }
        if (wording.shortest() <= 1) {
            reasons.remove("too_short");
        }
        if (max.isEmpty()) {
            reasons.remove("too_big");
        }
        if (prefix.isEmpty()) {
            reasons.remove("wrong_prefix");
        }
        refusals.keySet().stream()
                .filter(reason -> reason.startsWith("length_") || reason.equals(BELOW_MIN))
                .forEach(reasons::add);
        return reasons;
    }

    /** The most characters that a value takes. */
    public int width() {
        return switch (type) {
            case AMOUNT, DATE -> 10;
            case PIN, DIGITS -> digits;
            case CONFIRM -> 3;
            case CHOICE, TEXT -> wording.longest();
        };
    }

    /** The catalogue's name of a bound that is a limit, or empty. */
    public static String limit(String bound) {
        return bound.startsWith("limits.") ? bound.substring("limits.".length()) : "";
    }

    /** How the value is spoken and translated. */
    public ValueKind kind() {
        return switch (type) {
            case AMOUNT -> ValueKind.MONEY;
            case PIN, DIGITS -> ValueKind.DIGITS;
            case DATE -> ValueKind.DATE;
            case CONFIRM, CHOICE, TEXT -> ValueKind.TEXT;
        };
    }
}
