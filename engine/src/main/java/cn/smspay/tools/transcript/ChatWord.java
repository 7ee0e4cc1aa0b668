package cn.smspay.tools.transcript;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A word of a line, with where it stands.
 *
 * @param at in the argument, from 0
 */
record ChatWord(String text, int at) {
    private static final char NO_BREAK = '\u00A0';
    private static final char WIDE_SPACE = '\u3000';
    private static final Pattern WORD = Pattern.compile("\\S+");

    static List<ChatWord> of(String argument) {
        var words = new ArrayList<ChatWord>();
        var found = WORD.matcher(argument);
        while (found.find()) {
            words.add(new ChatWord(found.group(), found.start()));
        }
        return words;
    }

    /** This word cannot stand here. */
    Wrong wrong(String what) {
        return new Wrong(at, what);
    }

    /** Something in this word cannot stand here. */
    Wrong wrong(int within, String what) {
        return new Wrong(at + within, what);
    }

    /** The first sign of a line that cannot be seen; its place is in the whole line. */
    static @Nullable Wrong unseen(String line) {
        for (int i = 0; i < line.length(); i++) {
            char sign = line.charAt(i);
            if (sign == NO_BREAK) {
                return new Wrong(i, "a no-break space (U+00A0) stands here; write an ordinary one");
            }
            if (sign != '\t' && isUnseen(sign)) {
                var code = String.format(Locale.ROOT, "%04X", (int) sign);
                return new Wrong(
                        i,
                        "an invisible sign (U+" + code + ") stands here; remove it, or write \\u" + code
                                + " if it is meant");
            }
        }
        return null;
    }

    private static boolean isUnseen(char sign) {
        return switch (Character.getType(sign)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    /** What does not belong between or into words: wide signs, commas, remarks. */
    static @Nullable Wrong amongWords(List<ChatWord> words, String argument, boolean text) {
        int wide = argument.indexOf(WIDE_SPACE);
        if (wide >= 0) {
            return new Wrong(wide, "write an ordinary space, not a wide one");
        }
        for (ChatWord word : words) {
            if (word.text().startsWith("#") && word.at() > 0) {
                return word.wrong("a remark stands in a line of its own");
            }
            var wrong = text ? null : looksLike(word);
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    private static @Nullable Wrong looksLike(ChatWord word) {
        for (int i = 0; i < word.text().length(); i++) {
            char sign = word.text().charAt(i);
            if (sign >= '\uFF01' && sign <= '\uFF5E' && sign != '，' && sign != '；') {
                return word.wrong(
                        i,
                        "write an ordinary " + Normalizer.normalize(String.valueOf(sign), Normalizer.Form.NFKC)
                                + ", not the wide " + sign);
            }
        }
        char last = word.text().charAt(word.text().length() - 1);
        if (word.text().length() > 1 && ",;，、；。".indexOf(last) >= 0) {
            return word.wrong(word.text().length() - 1, "remove the " + last + "; words have only spaces between them");
        }
        return null;
    }

    /**
     * What is wrong with an argument.
     *
     * @param at where in it, from 0; {@link #LINE} if it is the line as a whole
     */
    record Wrong(int at, String what) {
        static final int LINE = -1;

        static Wrong line(String what) {
            return new Wrong(LINE, what);
        }
    }
}
