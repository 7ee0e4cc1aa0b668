package cn.smspay.tools.transcript;

import cn.smspay.tools.transcript.ChatWord.Wrong;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Signs in lines of transcripts that nobody sees, or that look like others. */
final class ChatSigns {
    private static final char NO_BREAK = '\u00A0';
    private static final char WIDE_SPACE = '\u3000';

    private ChatSigns() {}

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
}
