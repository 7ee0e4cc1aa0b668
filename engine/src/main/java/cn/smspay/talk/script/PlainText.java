package cn.smspay.talk.script;

/**
 * What a customer meant to write, for matching only: width, spaces, quotes and case folded (R 3.0.3). Deliberately
 * not NFKC, which would read {@code 5²} as 52, and not {@code toUpperCase}, which knows letters that only look like ASCII.
 */
public final class PlainText {
    /** Longer texts are prose, not commands or answers. */
    public static final int COMMAND_MAX = 60;

    private static final String OPENING = "“\"'‘「【";
    private static final String CLOSING = "”\"'’」】";
    private static final String STOPS = "。.!！,";

    private PlainText() {}

    public static String of(String raw) {
        var bare = withoutStops(folded(raw));
        var unquoted = withoutQuotes(bare);
        return unquoted.length() == bare.length() ? bare : withoutStops(unquoted.strip());
    }

    private static String folded(String raw) {
        var folded = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = fold(raw.charAt(i));
            if (c == ' ') {
                if (folded.length() > 0 && folded.charAt(folded.length() - 1) != ' ') {
                    folded.append(c);
                }
            } else if (Character.isSurrogate(c)) {
                i += surrogate(raw, i, folded);
            } else if (!isDropped(c)) {
                folded.append(c);
            }
        }
        int end = folded.length();
        return end > 0 && folded.charAt(end - 1) == ' ' ? folded.substring(0, end - 1) : folded.toString();
    }

    private static char fold(char c) {
        if (c >= '\uFF01' && c <= '\uFF5E') {
            c = (char) (c - 0xFEE0);
        }
        if (c >= 'a' && c <= 'z') {
            return (char) (c - 'a' + 'A');
        }
        return c == '\u3000' || c == '\u00A0' || c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
    }

    /** Appends a pair, or the replacement character for half of one; returns how many characters more were used. */
    private static int surrogate(String raw, int at, StringBuilder folded) {
        if (at + 1 < raw.length() && Character.isSurrogatePair(raw.charAt(at), raw.charAt(at + 1))) {
            folded.append(raw, at, at + 2);
            return 1;
        }
        folded.append('\uFFFD');
        return 0;
    }

    private static boolean isDropped(char c) {
        return (c >= '\u200B' && c <= '\u200D') || c == '\uFEFF' || Character.isISOControl(c);
    }

    private static String withoutStops(String text) {
        int end = text.length();
        while (end > 0 && (STOPS.indexOf(text.charAt(end - 1)) >= 0 || text.charAt(end - 1) == ' ')) {
            end--;
        }
        return text.substring(0, end);
    }

    private static String withoutQuotes(String text) {
        if (text.length() < 2) {
            return text;
        }
        int opening = OPENING.indexOf(text.charAt(0));
        boolean quoted = opening >= 0 && CLOSING.charAt(opening) == text.charAt(text.length() - 1);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
