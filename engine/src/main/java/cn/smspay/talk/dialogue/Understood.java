package cn.smspay.talk.dialogue;

/**
 * What was understood, for the charge record and the log.
 *
 * @param command the command, answer or control word, never an argument; empty if there was none
 * @param dialog the dialogue that it went to, or empty
 * @param step the step that it went to, or empty
 * @param disposition {@code OK}, {@code PROMPTED}, {@code REFUSED:reason} or {@code UNKNOWN_TEXT} (R 3.0.4)
 * @param masked whether the text may hold a secret
 */
public record Understood(String command, String dialog, String step, String disposition, boolean masked) {
    static final String OK = "OK";
    static final String PROMPTED = "PROMPTED";
    static final String UNKNOWN_TEXT = "UNKNOWN_TEXT";

    static String refused(String reason) {
        return "REFUSED:" + reason;
    }

    Understood disposition(String other) {
        return new Understood(command, dialog, step, other, masked);
    }
}
