package cn.smspay.sms.smpp;

import cn.smspay.sms.Receipt;
import java.util.Locale;
import java.util.Optional;

/** The text form of a receipt, {@code id:… sub:… stat:DELIVRD err:… text:…} (SMPP 3.4 Appendix B). */
final class ReceiptText {
    private final String fields;
    private final String lowerFields;

    private ReceiptText(String fields) {
        this.fields = fields;
        this.lowerFields = asciiLower(fields);
    }

    static ReceiptText of(String shortMessage) {
        int quoted = asciiLower(shortMessage).indexOf(" text:");
        return new ReceiptText(quoted < 0 ? shortMessage : shortMessage.substring(0, quoted));
    }

    /** Keeps the length, unlike {@link String#toLowerCase()} with some letters. */
    private static String asciiLower(String text) {
        var lower = text.toCharArray();
        for (int i = 0; i < lower.length; i++) {
            if (lower[i] >= 'A' && lower[i] <= 'Z') {
                lower[i] = (char) (lower[i] - 'A' + 'a');
            }
        }
        return new String(lower);
    }

    /** @return empty if it is not there or has no value */
    Optional<String> field(String name) {
        int at = start(name + ":");
        if (at < 0) {
            return Optional.empty();
        }
        int end = at;
        while (end < fields.length() && fields.charAt(end) > ' ') {
            end++;
        }
        return end == at ? Optional.empty() : Optional.of(fields.substring(at, end));
    }

    private int start(String label) {
        int at = lowerFields.indexOf(label);
        while (at > 0 && lowerFields.charAt(at - 1) != ' ') {
            at = lowerFields.indexOf(label, at + 1);
        }
        return at < 0 ? -1 : at + label.length();
    }

    static Optional<Receipt.State> state(String text) {
        return Optional.ofNullable(
                switch (text.toUpperCase(Locale.ROOT)) {
                    case "ENROUTE" -> Receipt.State.ENROUTE;
                    case "DELIVRD" -> Receipt.State.DELIVERED;
                    case "EXPIRED" -> Receipt.State.EXPIRED;
                    case "DELETED" -> Receipt.State.DELETED;
                    case "UNDELIV" -> Receipt.State.UNDELIVERABLE;
                    case "ACCEPTD" -> Receipt.State.ACCEPTED;
                    case "UNKNOWN" -> Receipt.State.UNKNOWN;
                    case "REJECTD" -> Receipt.State.REJECTED;
                    default -> null;
                });
    }

    /** message_state counts from 1 in the order of our constants (SMPP 3.4 §5.2.28). */
    static Optional<Receipt.State> state(int code) {
        var states = Receipt.State.values();
        return code >= 1 && code <= states.length ? Optional.of(states[code - 1]) : Optional.empty();
    }
}
