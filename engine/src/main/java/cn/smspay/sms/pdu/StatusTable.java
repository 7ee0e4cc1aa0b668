package cn.smspay.sms.pdu;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a refusal of a {@code submit_sm} means for sending it again, at one SMSC.
 *
 * @param rules what its operator says otherwise; the first that fits counts
 */
public record StatusTable(List<Rule> rules) {
    /** Nothing but what SMPP 3.4 §5.1.3 says. */
    public static final StatusTable USUAL = new StatusTable(List.of());

    private static final Pattern CODES =
            Pattern.compile("(?i)(?:0x)?([0-9a-f]{1,8})(?:\\s*-\\s*(?:0x)?([0-9a-f]{1,8}))?");

    /** What to do with a refused answer. */
    public enum Meaning {
        /** Sending the same again would be refused again. */
        REFUSED,
        /** The SMSC's fault or the bind's, not the message's: its number pauses. */
        LATER,
        /** The same, and the SMSC may want less of us. */
        SLOW_DOWN,
        /** It does not know that we are bound. */
        BIND_ANEW
    }

    /** The codes from {@code first} to {@code last}, both unsigned. */
    public record Rule(int first, int last, Meaning meaning) {
        boolean fits(int status) {
            return Integer.compareUnsigned(status, first) >= 0 && Integer.compareUnsigned(status, last) <= 0;
        }
    }

    public StatusTable {
        rules = List.copyOf(rules);
    }

    /** Reads {@code 0x45} or {@code 0x400-0x4FF}, hexadecimal with or without the 0x; empty if it is neither. */
    public static Optional<Rule> read(String codes, Meaning meaning) {
        var found = CODES.matcher(codes.strip());
        if (!found.matches()) {
            return Optional.empty();
        }
        int first = Integer.parseUnsignedInt(found.group(1), 16);
        int last = found.group(2) == null ? first : Integer.parseUnsignedInt(found.group(2), 16);
        return first == 0 || Integer.compareUnsigned(first, last) > 0
                ? Optional.empty()
                : Optional.of(new Rule(first, last, meaning));
    }

    public Meaning meaning(int status) {
        return rules.stream()
                .filter(rule -> rule.fits(status))
                .findFirst()
                .map(Rule::meaning)
                .orElseGet(() -> usual(status));
    }

    /** Of the link or of one number: which of them, only several refusals together can tell. */
    public boolean saysTooMuch(int status) {
        var meaning = meaning(status);
        return meaning == Meaning.SLOW_DOWN || (meaning == Meaning.LATER && status == CommandStatus.MESSAGE_QUEUE_FULL);
    }

    /** What is not listed, vendors' own numbers included, may pass. */
    private static Meaning usual(int status) {
        return switch (status) {
            case CommandStatus.THROTTLED -> Meaning.SLOW_DOWN;
            case CommandStatus.INCORRECT_BIND_STATE -> Meaning.BIND_ANEW;
            default -> isForGood(status) ? Meaning.REFUSED : Meaning.LATER;
        };
    }

    /** Bad addresses, lengths, parameters and sources: the same again would be refused again. */
    private static boolean isForGood(int status) {
        return between(status, 0x01, 0x03)
                || between(status, 0x0A, 0x0B)
                || between(status, 0x33, 0x34)
                || (between(status, 0x40, 0x55) && status != CommandStatus.SUBMIT_FAILED)
                || between(status, 0x61, 0x63)
                || between(status, 0xC0, 0xC4);
    }

    private static boolean between(int status, int first, int last) {
        return status >= first && status <= last;
    }

    /** As settings spell it. */
    public static String words(Meaning meaning) {
        return meaning.name().toLowerCase(Locale.ROOT);
    }
}
