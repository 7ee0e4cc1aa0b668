package cn.smspay.tools.transcript;

import java.util.function.Consumer;

/** A line that is written over, for people who wait. */
public final class ProgressLine {
    private static final String UP_AND_CLEAR = "\r\u001b[K";

    private ProgressLine() {}

    /** Writes to a terminal, beside the results; nothing if there is none. */
    public static Consumer<String> onTerminal() {
        if (System.console() == null || System.getenv("TERM") == null) {
            return line -> {};
        }
        return line -> {
            System.err.print(UP_AND_CLEAR + line);
            if (line.replaceFirst(".* ", "").matches("(\\d+)/\\1")) {
                System.err.print(UP_AND_CLEAR);
            }
            System.err.flush();
        };
    }
}
