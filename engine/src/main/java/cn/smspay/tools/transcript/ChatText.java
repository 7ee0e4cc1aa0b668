package cn.smspay.tools.transcript;

import cn.smspay.base.yaml.Faults;
import cn.smspay.tools.transcript.ChatWord.Wrong;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts as transcripts write them. */
public final class ChatText {
    /** Instead of a sentence: whatever else is spoken. */
    static final String REST = "…";

    private static final String DOTS = "...";
    /** What other programs write for anything. */
    private static final Pattern ANOTHER_ANYTHING = Pattern.compile("[*＊⋯]|。{2,}|·{3,}|\\.{2}|xxx|XXX");

    private static final Pattern ESCAPE = Pattern.compile("\\\\(n|t|\\\\|u([0-9A-Fa-f]{4}))");
    private static final Pattern OPEN = Pattern.compile("…|<([a-z_]+)>");
    /** What is another one in every run. */
    private static final Pattern ORDER = Pattern.compile("(流水号)[0-9]+");

    private static final Pattern PASSWORD = Pattern.compile("(登录密码|新密码|支付密码|验证码)([A-Za-z0-9]{6,8})(?![A-Za-z0-9位])");

    private ChatText() {}

    /** Characters for escapes. */
    static String plain(String written) {
        return ESCAPE.matcher(written)
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group(1).charAt(0)) {
                            case 'n' -> "\n";
                            case 't' -> "\t";
                            case '\\' -> "\\";
                            default -> String.valueOf((char) Integer.parseInt(found.group(2), 16));
                        }));
    }

    /** What was heard before under a name, for {@code <name>}; a name that nothing was heard under stays. */
    static String filled(String text, Map<String, String> heard) {
        String filled = text;
        for (var entry : heard.entrySet()) {
            filled = filled.replace('<' + entry.getKey() + '>', entry.getValue());
        }
        return filled;
    }

    /**
     * Whether something was said as expected: {@code …} stands for anything, {@code <name>} for anything that is then
     * remembered under that name.
     */
    static boolean matches(String expected, String said, Map<String, String> heard) {
        var pattern = new StringBuilder();
        List<String> names = new ArrayList<>();
        var open = OPEN.matcher(expected);
        int from = 0;
        while (open.find()) {
            pattern.append(Pattern.quote(expected.substring(from, open.start())));
            pattern.append(open.group(1) == null ? ".*" : "(.+?)");
            if (open.group(1) != null) {
                names.add(open.group(1));
            }
            from = open.end();
        }
        pattern.append(Pattern.quote(expected.substring(from)));
        var found = Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(said);
        if (!found.matches()) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            heard.put(names.get(i), found.group(i + 1));
        }
        return true;
    }

    /** How a transcript writes what was said, so that it fits the next run too. */
    public static String expectation(String said) {
        var steady =
                ORDER.matcher(said.replace("\\", "\\\\").replace("\n", "\\n")).replaceAll("$1<order>");
        return PASSWORD.matcher(steady)
                .replaceAll(found -> found.group(1)
                        + switch (found.group(1)) {
                            case "支付密码" -> "<pay>";
                            case "验证码" -> "<code>";
                            default -> "<login>";
                        });
    }

    /** Both texts under each other, what differs between two signs. */
    static String difference(String expected, String got) {
        int from = 0;
        int most = Math.min(expected.length(), got.length());
        while (from < most && expected.charAt(from) == got.charAt(from)) {
            from++;
        }
        int tail = 0;
        while (tail < most - from
                && expected.charAt(expected.length() - 1 - tail) == got.charAt(got.length() - 1 - tail)) {
            tail++;
        }
        return "it went otherwise" + System.lineSeparator() + "      expected " + marked(expected, from, tail)
                + System.lineSeparator() + "      got      " + marked(got, from, tail) + hint(expected, got);
    }

    private static String hint(String expected, String got) {
        if (expected.contains(DOTS) && !got.contains(DOTS)) {
            return hint("… is one sign and stands for anything; three dots stand for themselves");
        }
        boolean another = ANOTHER_ANYTHING.matcher(expected).find()
                && !ANOTHER_ANYTHING.matcher(got).find();
        return another ? hint("what may be anything is written …") : "";
    }

    private static String hint(String words) {
        return System.lineSeparator() + "      " + words;
    }

    private static String marked(String text, int from, int tail) {
        int to = text.length() - tail;
        return from == 0 && tail == 0
                ? text
                : text.substring(0, from) + '»' + text.substring(from, to) + '«' + text.substring(to);
    }

    /**
     * The one of these that a word names.
     *
     * @throws IllegalArgumentException if it names none, with those that there are
     */
    static <E extends Enum<E>> E choice(Class<E> type, String word) {
        var known = new TreeMap<String, E>();
        for (E each : type.getEnumConstants()) {
            known.put(each.name().toLowerCase(Locale.ROOT), each);
        }
        var chosen = known.get(word);
        if (chosen == null) {
            throw new IllegalArgumentException("there is no " + word + "; " + Faults.suggestion(word, known.keySet()));
        }
        return chosen;
    }

    /** The texts of one case, as far as it has been read: which names were heard, and what cannot be meant as it is written. */
    static final class Said {
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
                    return new Wrong(
                            0, "nobody in this case has the number " + who + "; write before it: given " + who);
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
}
