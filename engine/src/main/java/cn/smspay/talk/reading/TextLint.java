package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Node;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * D22: nothing that looks like a placeholder and is none reaches a phone. D23: nothing of a text is lost or invisible. D24: a
 * text is written in its language.
 */
final class TextLint {
    private static final String NAME = "[A-Za-z_][A-Za-z_0-9]*";
    private static final Pattern PLACEHOLDER = Pattern.compile("<[a-z][a-z_0-9]*>");

    /** What stands for a value that is filled in. */
    private static final String FILLED = "\u0001";

    /** Other people's placeholders, each with what to write instead. */
    private static final List<TextPattern> LOOKS = List.of(
            look("\\$?\\{+\\s*(" + NAME + ")\\s*\\}+", name -> "write <" + name.group(1) + ">"),
            look("\\$(" + NAME + ")", name -> "write <" + name.group(1) + ">"),
            look("%\\(?(" + NAME + ")\\)?%|%\\((" + NAME + ")\\)[sd]?", name -> "write the value's name in < >"),
            look("([#@])(" + NAME + ")\\1", name -> "write <" + name.group(2) + ">"),
            look("%[0-9]*\\$?[sd]", name -> "write the value's name in < >"),
            look("[\\[【［〔〖]\\s*([a-z_][a-z_0-9]*)\\s*[\\]】］〕〗]", name -> "write <" + name.group(1) + ">"),
            look("\\\\[ntru\"]", sign -> "write the character itself, or put the text in double quotes"),
            look("(?i)TODO|FIXME|XXX|待定|待补", name -> "finish the text"),
            look("_{2,}(" + NAME + "?)_{2,}", name -> "write <" + name.group(1) + ">"),
            look("＄(" + NAME + ")", name -> "write <" + name.group(1) + ">"),
            look("[⟨❮˂❬]\\s*(" + NAME + ")\\s*[⟩❯˃❭]", name -> "write <" + name.group(1) + ">"),
            look("^(?i:null|~|nil|undefined|nan|n/a)$", nothing -> "write the text, or remove what says it"),
            look("[?？]{3,}|锟斤拷|烫烫|屯屯|[À-ÿ]{4,}", lost -> "characters were lost as the file was saved; write them"),
            look("([，。；：、！,;])\\1", sign -> "write the sign once"),
            look("\\*\\*", sign -> "phones show no bold letters; remove the signs"),
            look("^“.*”$", name -> "write the text in ordinary quotes, or in none"),
            look("[〈《‹«]\\s*(" + NAME + ")\\s*[〉》›»]", name -> "write <" + name.group(1) + ">"),
            look("&(lt|gt|amp|quot|nbsp|#[0-9]+);", name -> "write the character itself"),
            look("[＜<]\\s*([\\p{L}_][\\p{L}_0-9 ]*?)\\s*[＞>]", TextLint::angle),
            look("[＜<>＞]", sign -> "a placeholder is a name in small letters between < and >, without blanks"),
            look("[{}｛｝]", sign -> "braces are sent as they are; remove them, or write a placeholder as <name>"));

    /** So many letters of the other script in a row are words, not a name. */
    private static final Pattern LATIN_WORDS = Pattern.compile("[A-Za-z]{3,}");

    /** What only joins other texts may be a blank, or end with one. */
    private static final int JOIN_MAX = 4;

    /** More than ten short messages of any kind: no pattern is looked for in it, which could take for ever. */
    private static final int TEXT_MAX = 2_000;

    private TextLint() {}

    /** Whether a text is so long that nobody looks at it more closely, which is told. */
    static boolean isEndless(String language, Node node, Faults faults) {
        boolean endless = node.text().length() > TEXT_MAX;
        if (endless) {
            faults.add(
                    node.place(),
                    "D07",
                    in(language) + "the text has " + node.text().length() + " characters, more than " + TEXT_MAX
                            + "; shorten it");
        }
        return endless;
    }

    static void check(String language, Node node, Faults faults) {
        var text = node.text();
        if (node.flow()) {
            faults.add(
                    node.file(),
                    node.line(),
                    "D19",
                    "a text stands inside braces, where a comma would cut it; write it on a line of its own");
        }
        var found = lost(node, text);
        if (found != null) {
            faults.add(node.place(), "D23", in(language) + found);
        }
        var look = looksLikePlaceholder(text);
        if (look != null) {
            faults.add(node.place(), "D22", in(language) + look);
        }
        if (look == null && language.equals(Languages.FIRST) && isForeign(text)) {
            faults.add(
                    node.place(),
                    "D24",
                    in(language) + "it has no Chinese character; is it the text of another language?");
        }
    }

    private static String in(String language) {
        return "in " + language + ": ";
    }

    private static @Nullable String lost(Node node, String text) {
        if (node.remark()) {
            return "the text ends before \" #\"; put it in quotes if the sign belongs to it, or write the remark on a line of"
                    + " its own";
        }
        if (text.isBlank()) {
            return "the text is empty; write it, or remove what says it";
        }
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            return "the text has a line break; write it on one line, in quotes if it is long";
        }
        var invisible = invisible(text);
        if (invisible != null) {
            return invisible;
        }
        return text.contains("  ") || (text.length() > JOIN_MAX && !text.equals(text.strip()))
                ? "the text has a blank too many, at an end or beside another; remove it"
                : null;
    }

    private static @Nullable String invisible(String text) {
        return text.codePoints()
                .filter(TextLint::isInvisible)
                .mapToObj(c ->
                        String.format(Locale.ROOT, "the invisible character U+%04X stands in the text; remove it", c))
                .findFirst()
                .orElse(null);
    }

    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SPACE_SEPARATOR -> c != ' ' && c != '\u3000';
            default -> c == '\uFFFD' || c == '\u3164' || c == '\u115F' || c == '\u1160';
        };
    }

    private static @Nullable String looksLikePlaceholder(String text) {
        var rest = PLACEHOLDER.matcher(text).replaceAll(FILLED);
        for (TextPattern look : LOOKS) {
            var matcher = look.pattern().matcher(rest);
            if (matcher.find()) {
                return "\"" + matcher.group() + "\" would be sent as it stands; "
                        + look.advice().apply(matcher.toMatchResult());
            }
        }
        return null;
    }

    private static String angle(MatchResult name) {
        var word = name.group(1).strip();
        return word.chars().allMatch(c -> c < 0x80)
                ? "write <" + word.toLowerCase(Locale.ROOT).replace(' ', '_') + ">"
                : "placeholders have English names, like <amount>";
    }

    private static boolean isForeign(String text) {
        var said = PLACEHOLDER.matcher(text).replaceAll(" ");
        boolean chinese = said.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
        return !chinese && LATIN_WORDS.matcher(said).find();
    }

    private static TextPattern look(String pattern, Function<MatchResult, String> advice) {
        return new TextPattern(Pattern.compile(pattern), advice);
    }

    private record TextPattern(Pattern pattern, Function<MatchResult, String> advice) {}
}
