package cn.smspay.voice.call;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How a carrier's way of writing numbers becomes the usual one: of the rules for a number, the first that fits is
 * applied, once.
 */
public record NumberRules(List<Rule> rules) {
    public static final NumberRules NONE = new NumberRules(List.of());

    /** Which numbers a rule is for. */
    public enum Of {
        CALLER,
        DIALLED,
        BOTH
    }

    /**
     * One rule.
     *
     * @param strip what a number has to begin with, and loses; empty fits every number
     * @param add what it gets in front instead
     */
    public record Rule(Of of, String strip, String add) {
        private static final Pattern PREFIX = Pattern.compile("\\+?[0-9]{0,15}");

        public Rule {
            if (!PREFIX.matcher(strip).matches() || !PREFIX.matcher(add).matches()) {
                throw new IllegalArgumentException("strip and add must be digits, with or without a + in front");
            }
            if (strip.equals(add)) {
                throw new IllegalArgumentException("strip and add are the same, so that the rule does nothing");
            }
        }
    }

    public NumberRules {
        rules = List.copyOf(rules);
    }

    /** The number of a caller, as this carrier writes it, in the usual way. */
    public String caller(String number) {
        return apply(number, Of.CALLER);
    }

    /** The number that was dialled, as this carrier writes it, in the usual way. */
    public String dialled(String number) {
        return apply(number, Of.DIALLED);
    }

    private String apply(String number, Of which) {
        return number.isEmpty()
                ? number
                : rules.stream()
                        .filter(rule -> rule.of != (which == Of.CALLER ? Of.DIALLED : Of.CALLER))
                        .filter(rule -> number.startsWith(rule.strip))
                        .findFirst()
                        .map(rule -> rule.add + number.substring(rule.strip.length()))
                        .orElse(number);
    }
}
