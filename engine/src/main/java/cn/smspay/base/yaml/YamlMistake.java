package cn.smspay.base.yaml;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Why a file is not YAML, in the words of someone who writes sentences, at the line that is to be mended. The parser stops
 * where it no longer knows how to go on, which may be pages behind the quote that was left open; so the lines up to there
 * are looked through for what authors get wrong, and only then is the parser believed.
 *
 * @param line from 1
 * @param column from 1, or 0 for the whole line
 */
record YamlMistake(int line, int column, String words) {
    /** Signs that begin something of YAML's own; a text that begins with one must stand in quotes. */
    private static final String SIGNS = "[]{}*&!%@|>-?,`#";

    private static final Pattern ENTRY = Pattern.compile("^( *)((?:- +)*)(?:([^\\s:#\"'\\[{][^:#]*?): +)?(.*)$");
    private static final Pattern FULL_WIDTH_COLON = Pattern.compile("^ *(?:- +)?([A-Za-z_][A-Za-z_0-9]*)\\s*：");
    private static final Pattern NO_SPACE_AFTER_COLON =
            Pattern.compile("^ *(?:- +)?([A-Za-z_][A-Za-z_0-9]*):[^\\s/].*");
    private static final Pattern REFERENCE = Pattern.compile("(?:^|[\\s\\[{,])(\\*[A-Za-z_]\\w*|<<:)");

    /** A key at the beginning of a line. */
    private static final Pattern KEY = Pattern.compile("^ *(?:- +)*[\\p{L}_][\\p{L}\\p{N}_. -]*:");

    private static final Pattern HAS_VALUE = Pattern.compile("^ *(?:- +)*[\\p{L}_][\\p{L}\\p{N}_. -]*: +[^#\\s]");

    /** A dash without its space, or another sign in its place, before a key. */
    private static final Pattern NO_ENTRY =
            Pattern.compile("^ *(-(?=[A-Za-z_])|[–—•*·] ?(?=[A-Za-z_]))[A-Za-z_]+:(?: .*|$)");

    private static final Pattern DIRECTIVE = Pattern.compile("^%[A-Z].*");

    private static final Pattern MERGE = Pattern.compile("(<<<<<<<|=======|>>>>>>>).*");

    static YamlMistake of(List<String> lines, YAMLException e) {
        var odd = character(lines);
        if (odd != null) {
            return odd;
        }
        if (!(e instanceof MarkedYAMLException marked)) {
            return unmarked(lines, String.valueOf(e.getMessage()));
        }
        int stopped = line(marked.getProblemMark(), lines);
        int began = line(marked.getContextMark() == null ? marked.getProblemMark() : marked.getContextMark(), lines);
        for (int number = 1; number <= stopped; number++) {
            if (MERGE.matcher(lines.get(number - 1)).matches()) {
                return new YamlMistake(number, 0, "the line was left by a merge of two versions; keep one of them");
            }
            if (DIRECTIVE.matcher(lines.get(number - 1)).matches()) {
                return new YamlMistake(number, 0, "a line that begins with % is not read here; remove it");
            }
            var dash = NO_ENTRY.matcher(lines.get(number - 1));
            if (dash.matches()) {
                return new YamlMistake(
                        number,
                        dash.start(1) + 1,
                        dash.group(1).equals("-")
                                ? "write a space behind the dash"
                                : "an entry of a list begins with an ordinary dash and a space, not with "
                                        + dash.group(1));
            }
            var mistake = indentation(number, lines.get(number - 1));
            if (mistake == null) {
                mistake = value(number, lines.get(number - 1), number == stopped || number == began);
            }
            if (mistake != null) {
                return mistake;
            }
        }
        return byProblem(lines, marked, stopped, began);
    }

    static String quote(char sign) {
        return "a text that begins with \"" + sign + "\" must stand in quotes"
                + (sign == '[' ? "; a list ends with ] in the same line" : "");
    }

    /** A character that cannot stand in a file at all. */
    private static @Nullable YamlMistake character(List<String> lines) {
        for (int number = 1; number <= lines.size(); number++) {
            var line = lines.get(number - 1);
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if ((c < ' ' && c != '\t') || (c >= '\u007F' && c < '\u00A0' && c != '\u0085') || c == '\uFFFE') {
                    return new YamlMistake(
                            number,
                            i + 1,
                            String.format(
                                    Locale.ROOT, "the invisible character U+%04X stands here; remove it", (int) c));
                }
            }
        }
        return null;
    }

    private static YamlMistake unmarked(List<String> lines, String message) {
        for (int number = 1; number <= lines.size(); number++) {
            var reference = REFERENCE.matcher(lines.get(number - 1));
            if (reference.find()) {
                return new YamlMistake(
                        number,
                        reference.start(1) + 1,
                        "references like " + reference.group(1) + " are not read here; write the values out");
            }
        }
        return new YamlMistake(
                1,
                0,
                message.toLowerCase(Locale.ROOT).contains("depth")
                        ? "the file is nested too deeply"
                        : "the file cannot be read as YAML");
    }

    private static @Nullable YamlMistake indentation(int number, String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == ' ' || (number == 1 && i == 0 && c == '\uFEFF')) {
                continue;
            }
            if (c == '\t' && !line.isBlank()) {
                return new YamlMistake(number, i + 1, "the line is indented with a tab; indent with spaces");
            }
            if (Character.isSpaceChar(c)) {
                return new YamlMistake(
                        number,
                        i + 1,
                        "the line is indented with " + (c == '\u3000' ? "full-width blanks" : "no-break spaces")
                                + ", which look like spaces; indent with ordinary spaces");
            }
            break;
        }
        var colon = FULL_WIDTH_COLON.matcher(line);
        if (colon.find()) {
            return new YamlMistake(
                    number, colon.end(), "write an ordinary colon and a space behind \"" + colon.group(1) + "\"");
        }
        return null;
    }

    /** @param suspected whether the parser stopped at this line or in what begins here */
    private static @Nullable YamlMistake value(int number, String line, boolean suspected) {
        var entry = ENTRY.matcher(line);
        if (!entry.matches() || entry.group(4).isEmpty()) {
            return null;
        }
        var value = entry.group(4);
        int column = entry.start(4) + 1;
        char first = value.charAt(0);
        if (first == '"' || first == '\'') {
            return quoted(number, column, value, first);
        }
        if (entry.group(3) == null && entry.group(2).isEmpty()) {
            return null;
        }
        if (first == '[' || first == '{') {
            return suspected ? bracket(number, column, value) : null;
        }
        if ("%@`".indexOf(first) >= 0 || (suspected && SIGNS.indexOf(first) >= 0 && first != '#')) {
            return new YamlMistake(number, column, quote(first));
        }
        return null;
    }

    /** A list or mapping in one line, which may be a text in truth. */
    private static @Nullable YamlMistake bracket(int number, int column, String value) {
        char open = value.charAt(0);
        char close = open == '[' ? ']' : '}';
        var bare = value.replaceFirst("\\s+#.*", "").strip();
        int end = bare.indexOf(close);
        if (bare.length() == 1) {
            return new YamlMistake(
                    number,
                    column,
                    "the bracket that is opened here is not closed in this line; write the entries below it, each on its"
                            + " line");
        }
        if (end < 0) {
            return new YamlMistake(number, column, quote(open));
        }
        var inside = bare.substring(1, end);
        if (inside.chars().filter(c -> c == '"').count() % 2 == 1) {
            return new YamlMistake(
                    number,
                    column + inside.lastIndexOf('"') + 1,
                    "the quote that is opened here is not closed in this line");
        }
        if (inside.strip().startsWith(",") || inside.matches(".*,\\s*,.*")) {
            return new YamlMistake(number, column, "a word is missing beside a comma of this list; remove the comma");
        }
        if (end < bare.length() - 1 && bare.indexOf(open, 1) < 0) {
            return ",]}".indexOf(bare.charAt(end + 1)) >= 0
                    ? new YamlMistake(
                            number,
                            column + end + 1,
                            "the line goes on behind the closing bracket; end it there, and write what follows on a line of"
                                    + " its own")
                    : new YamlMistake(number, column, quote(open));
        }
        return null;
    }

    private static @Nullable YamlMistake quoted(int number, int column, String value, char quote) {
        int end = 1;
        while (end < value.length() && value.charAt(end) != quote) {
            end += quote == '"' && value.charAt(end) == '\\' ? 2 : 1;
            if (quote == '\'' && end + 1 < value.length() && value.startsWith("''", end)) {
                end += 2;
            }
        }
        if (end >= value.length()) {
            return new YamlMistake(number, column, "the quote that is opened here is not closed in this line");
        }
        var behind = value.substring(end + 1).strip();
        if (behind.isEmpty() || behind.startsWith("#") || behind.startsWith(":")) {
            return null;
        }
        return new YamlMistake(
                number,
                column + end + 1,
                "the line goes on behind the closing quote; put the whole text in quotes, and write “ ” inside it");
    }

    private static YamlMistake byProblem(List<String> lines, MarkedYAMLException e, int stopped, int began) {
        var problem = String.valueOf(e.getProblem());
        var line = lines.get(stopped - 1);
        int column = e.getProblemMark() == null ? 0 : e.getProblemMark().getColumn() + 1;
        if (line.equals("...") || lines.get(Math.max(0, stopped - 2)).equals("...")) {
            return new YamlMistake(
                    line.equals("...") ? stopped : stopped - 1, 0, "\"...\" ends the file here; remove the line");
        }
        if (problem.contains("another document")) {
            return new YamlMistake(stopped, 0, "\"---\" begins a second document; a file has one: remove the line");
        }
        if (problem.contains("mapping values")) {
            var key = KEY.matcher(line);
            return key.find() && column <= key.end()
                    ? below(lines, stopped)
                    : new YamlMistake(stopped, column, "a text that contains \": \" must stand in quotes");
        }
        if (problem.contains("expected ':'") && began < stopped) {
            var glued = NO_SPACE_AFTER_COLON.matcher(lines.get(began - 1));
            return new YamlMistake(
                    began,
                    0,
                    glued.matches()
                            ? "write a space behind the colon of \"" + glued.group(1) + "\""
                            : "the line is neither \"key: value\" nor an entry \"- value\"; a colon is missing, or the line"
                                    + " belongs to the text above it");
        }
        if (problem.contains("TAB")) {
            return new YamlMistake(stopped, column, "a tab stands here; write spaces");
        }
        if (problem.contains("escape")) {
            return new YamlMistake(
                    stopped,
                    column,
                    "in double quotes \\ begins a special sign; remove it, or write the text in single quotes");
        }
        if (problem.contains("block end") && line.stripLeading().startsWith("- ")) {
            return new YamlMistake(
                    stopped,
                    0,
                    "a list begins here beside keys; remove the dash, or indent the list under the key that it belongs to");
        }
        if (problem.contains("block end") || problem.contains("not allowed here")) {
            return neighbours(lines, stopped, began);
        }
        return new YamlMistake(
                stopped,
                column,
                "the line does not fit those above it: look at its indentation, its colon and its quotes");
    }

    /** A key below a line that has a value already, or none and no colon. */
    private static YamlMistake below(List<String> lines, int number) {
        int above = above(lines, number);
        var line = lines.get(above - 1);
        var key = KEY.matcher(line);
        var glued = NO_SPACE_AFTER_COLON.matcher(line);
        if (glued.matches()) {
            return new YamlMistake(above, 0, "write a space behind the colon of \"" + glued.group(1) + "\"");
        }
        if (!key.find()) {
            return new YamlMistake(above, 0, "a colon is missing behind \"" + line.strip() + "\"");
        }
        int here = indent(lines.get(number - 1));
        int there = indent(line);
        boolean oddAbove = there % 2 == 1 && here % 2 == 0;
        return new YamlMistake(
                oddAbove ? above : number,
                0,
                "line " + above + " has a value already, and line " + number + " is indented below it, by "
                        + spaces(here) + " instead of " + spaces(there)
                        + ": indent them alike, or remove the value");
    }

    /** The line above that is no remark, and not blank. */
    private static int above(List<String> lines, int number) {
        int above = number - 1;
        while (above > 1
                && (lines.get(above - 1).isBlank()
                        || lines.get(above - 1).strip().startsWith("#"))) {
            above--;
        }
        return Math.max(1, above);
    }

    /** Lines that belong side by side but are indented differently: the one that no other line is like is the wrong one. */
    private static YamlMistake neighbours(List<String> lines, int stopped, int began) {
        int here = indent(lines.get(stopped - 1));
        int before = above(lines, stopped);
        int parent = indent(lines.get(began - 1));
        boolean odd = parent % 2 == 1 || indent(lines.get(began)) == parent + 2;
        if (here > parent && indent(lines.get(began)) > here && !odd) {
            return new YamlMistake(
                    began + 1,
                    0,
                    "the line is indented by " + spaces(indent(lines.get(began))) + ", line " + stopped
                            + ", beside which it belongs, by " + spaces(here) + ": indent them alike");
        }
        if (here > indent(lines.get(before - 1))
                && HAS_VALUE.matcher(lines.get(before - 1)).find()) {
            return below(lines, stopped);
        }
        int there = indent(lines.get(began - 1));
        if (here == there && lines.get(began - 1).strip().startsWith("- ")) {
            return new YamlMistake(
                    stopped, 0, "a dash is missing before this line, which stands beside the entries of a list");
        }
        boolean oddAbove = there % 2 == 1 && here % 2 == 0;
        int line = oddAbove ? began : stopped;
        int other = oddAbove ? stopped : began;
        return new YamlMistake(
                line,
                0,
                "the line is indented by " + spaces(oddAbove ? there : here) + ", line " + other
                        + ", which it belongs beside or under, by " + spaces(oddAbove ? here : there)
                        + ": indent them alike, or by two more");
    }

    private static String spaces(int number) {
        return number == 1 ? "1 space" : number + " spaces";
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static int line(@Nullable Mark mark, List<String> lines) {
        return mark == null ? 1 : Math.min(mark.getLine() + 1, lines.size());
    }
}
