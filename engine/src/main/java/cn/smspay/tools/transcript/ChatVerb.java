package cn.smspay.tools.transcript;

import cn.smspay.base.yaml.Faults;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The words and signs that a line of a transcript begins with, and what a line that begins otherwise may have meant. */
final class ChatVerb {
    static final Set<String> ALL = new TreeSet<>(Set.of(
            ">",
            ">>",
            "<",
            "case",
            "given",
            "stock",
            "as",
            "clock",
            "wait",
            "deliver",
            "redeliver",
            "call",
            "press",
            "silence",
            "hangup",
            "nobody",
            "hear",
            "outside",
            "then",
            "state",
            "was",
            "bill",
            "cash",
            "card",
            "log",
            "order",
            "line",
            "fail",
            "guard",
            "limit",
            "notice",
            "end"));
    private static final String SENDS = "＞》〉﹥›»→";
    private static final String RECEIVES = "＜《〈﹤‹«←";
    private static final List<String> REMARKS = List.of("//", "--", "%", ";", "/*", "<!--", "＃");
    private static final Pattern MERGE = Pattern.compile("(<{7}|>{7}|={7}|\\|{7})( .*)?");
    private static final Pattern LISTED = Pattern.compile("([-*+•·]|[0-9]{1,3}[.)、])\\s+(.*)");
    private static final Pattern COLON = Pattern.compile("([a-z]+) ?[:：].*");
    private static final Pattern NO_LETTERS = Pattern.compile("^[^a-z]+");

    private ChatVerb() {}

    /** Whether a line that cannot be read was to begin a case. */
    static boolean isCase(String line) {
        var plain = Normalizer.normalize(line, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return NO_LETTERS.matcher(plain).replaceFirst("").matches("(?s)cases?([^a-z].*)?");
    }

    /** Why a line begins with no verb that there is. */
    static String misspelt(String verb, String text) {
        char first = text.charAt(0);
        if (Character.isWhitespace(first) || Character.isSpaceChar(first)) {
            return "the line is indented; begin it with its verb: " + text.strip();
        }
        if (MERGE.matcher(text).matches()) {
            return "two versions were merged here and nobody chose; keep one of both, and remove this line";
        }
        if (REMARKS.stream().anyMatch(text::startsWith)) {
            return "a remark begins with #";
        }
        if ("\"'“‘`".indexOf(first) >= 0) {
            return "a line stands without quotes; it begins with its verb";
        }
        var listed = LISTED.matcher(text);
        if (listed.matches()) {
            return "a line begins with its verb, without " + listed.group(1) + ": " + listed.group(2);
        }
        return SENDS.indexOf(first) >= 0 || RECEIVES.indexOf(first) >= 0 || first == '>' || first == '<'
                ? sign(first, text)
                : word(verb, text);
    }

    private static String sign(char first, String text) {
        if (SENDS.indexOf(first) >= 0) {
            return "write an ordinary > and a space";
        }
        if (RECEIVES.indexOf(first) >= 0) {
            return "write an ordinary < and a space";
        }
        if (text.startsWith(">>>")) {
            return "write > to send and wait for the answer, >> to send at once";
        }
        var sign = text.startsWith(">>") ? ">>" : String.valueOf(first);
        return "write one space behind " + sign + ": " + sign + ' '
                + text.replaceFirst("^" + sign + "+", "").strip();
    }

    private static String word(String verb, String text) {
        int tab = verb.indexOf('\t');
        if (tab > 0) {
            return "write a space, not a tab, behind " + verb.substring(0, tab);
        }
        int wide = verb.indexOf('\u3000');
        if (wide > 0) {
            return "write an ordinary space, not a wide one, behind " + verb.substring(0, wide);
        }
        var colon = COLON.matcher(text);
        if (colon.matches() && ALL.contains(colon.group(1))) {
            return "write a space, not a colon, behind " + colon.group(1);
        }
        var plain = Normalizer.normalize(verb, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        boolean near = ALL.stream().anyMatch(each -> Faults.isNear(plain, each));
        return "there is no verb " + verb + "; "
                + (near
                        ? Faults.suggestion(plain, ALL)
                        : "what is sent begins with > and a space, what comes back with <; verbs are "
                                + String.join(" ", ALL));
    }
}
