package cn.smspay.tools.transcript;

import cn.smspay.tools.transcript.ChatWord.Wrong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The texts of one case, as far as it has been read: which names were heard, and what cannot be meant as it is written. */
final class ChatSaid {
    private static final Pattern NAME = Pattern.compile("<([a-z_]+)>");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?!n|t|\\\\|u[0-9A-Fa-f]{4})|\\\\\\\\");
    private static final Pattern OF_SOMEBODY = Pattern.compile("(\\+?[0-9]{6,21})([:：])( ?)(.*)");
    private static final Pattern QUOTED = Pattern.compile("\".*\"|'.*'");
    private static final Pattern REMARK = Pattern.compile("\\s#(\\s|\\p{IsHan})");

    /** Names that are given to what is another one in every run. */
    private static final Set<String> USUAL = Set.of("pay", "login", "code", "order");

    private final Set<String> names = new TreeSet<>();
    private boolean complete = true;

    /** A line could not be read, in which any name may have been heard. */
    void spoil() {
        complete = false;
    }

    /** From now on something is known under this name. */
    void knows(String name) {
        names.add(name);
    }

    /** A text that is sent. */
    @Nullable
    Wrong sent(String text) {
        var wrong = alike(text);
        var name = NAME.matcher(text);
        while (complete && wrong == null && name.find()) {
            boolean meant = !names.isEmpty() || USUAL.contains(name.group(1));
            if (meant && !names.contains(name.group(1))) {
                wrong = new Wrong(name.start(), unheard(name.group()));
            }
        }
        return wrong;
    }

    /** Keys that are pressed. */
    @Nullable
    Wrong filled(ChatWord keys) {
        var wrong = sent(keys.text());
        return wrong == null ? null : keys.wrong(wrong.at(), wrong.what());
    }

    private String unheard(String name) {
        return "nothing was heard as " + name + " before; "
                + (names.isEmpty()
                        ? "a line with < and that name comes first"
                        : "known are " + String.join(", ", names));
    }

    /**
     * A text that comes, with the number that it comes to if that is another one.
     *
     * @param people who is there; null if that is not known
     */
    @Nullable
    Wrong received(String text, @Nullable Set<String> people) {
        var somebody = OF_SOMEBODY.matcher(text);
        if (somebody.matches()) {
            var who = somebody.group(1);
            int mark = somebody.start(2);
            if (somebody.group(2).equals("：") || somebody.group(3).isEmpty()) {
                return new Wrong(mark, "write an ordinary colon and a space behind the number: " + who + ": TEXT");
            }
            if (people != null && !people.contains(who)) {
                return new Wrong(0, "nobody in this case has the number " + who + "; write before it: given " + who);
            }
        }
        return expected(text);
    }

    /** A sentence that is spoken. */
    @Nullable
    Wrong heard(String text) {
        if (text.matches("[.。…]{2,}")) {
            return new Wrong(0, "all that follows is written hear …, with one sign");
        }
        return text.isBlank()
                ? Wrong.line("write behind hear what is spoken; hear … is all that follows")
                : expected(text);
    }

    private @Nullable Wrong expected(String text) {
        var wrong = alike(text);
        if (wrong != null) {
            return wrong;
        }
        if (!text.equals(text.stripTrailing())) {
            return new Wrong(text.stripTrailing().length(), "remove the space at the end of the line");
        }
        var rest = text;
        var name = NAME.matcher(text);
        while (name.find()) {
            names.add(name.group(1));
            rest = rest.substring(0, name.start()) + "_".repeat(name.group().length()) + rest.substring(name.end());
        }
        for (int i = 0; i < rest.length(); i++) {
            if ("<>＜＞{}".indexOf(rest.charAt(i)) >= 0) {
                return new Wrong(
                        i, "what may be anything is written … or <name>, the name in small letters a to z and _");
            }
        }
        return null;
    }

    private static @Nullable Wrong alike(String text) {
        int tab = text.indexOf('\t');
        if (tab >= 0) {
            return new Wrong(tab, "a tab stands here; write a space, or \\t if it is meant");
        }
        var escape = ESCAPE.matcher(text);
        while (escape.find()) {
            if (escape.group().length() == 1) {
                return new Wrong(escape.start(), "behind \\ stands n, t, \\ or uXXXX; a \\ itself is written \\\\");
            }
        }
        if (QUOTED.matcher(text.strip()).matches()) {
            return new Wrong(0, "texts stand here without quotes");
        }
        var remark = REMARK.matcher(text);
        return remark.find()
                ? new Wrong(
                        remark.start() + 1,
                        "a remark stands in a line of its own; a # that is meant is written \\u0023")
                : null;
    }
}
