package cn.smspay.books.charge;

/** Makes words from outside (a peer's address, a province of a feed) fit for a record. */
public final class CleanText {
    /** Longer than any address, id or name that is meant. */
    private static final int LENGTH_MAX = 64;

    private CleanText() {}

    /** Control characters, line separators and broken surrogates become '?'; the rest of an overlong word is dropped. */
    public static String clean(String word) {
        if (word.length() <= LENGTH_MAX && isClean(word)) {
            return word;
        }
        var clean = new StringBuilder();
        word.codePoints().limit(LENGTH_MAX).forEach(c -> clean.appendCodePoint(fits(c) ? c : '?'));
        return clean.toString();
    }

    private static boolean isClean(String word) {
        int c;
        for (int i = 0; i < word.length(); i += Character.charCount(c)) {
            c = word.codePointAt(i);
            if (!fits(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
