package cn.smspay.talk.script;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text with placeholders like {@code <amount>}. */
public record Template(String text, Set<String> names) {
    public static final Template EMPTY = new Template("", Set.of());
    private static final Pattern NAME = Pattern.compile("<([a-z][a-z_0-9]*)>");

    public static Template of(String text) {
        var names = new LinkedHashSet<String>();
        for (Matcher m = NAME.matcher(text); m.find(); ) {
            names.add(m.group(1));
        }
        return new Template(text, Set.copyOf(names));
    }

    /** The text with the values in place; a placeholder without value stays as it is. */
    public String fill(Map<String, String> values) {
        return fill(text, values::get);
    }

    /** The same for a text that is no template yet; every message passes here, so it looks for no pattern. */
    public static String fill(String text, Function<String, @Nullable String> values) {
        int open = text.indexOf('<');
        if (open < 0) {
            return text;
        }
        var filled = new StringBuilder(text.length() + 32);
        int from = 0;
        while (open >= 0) {
            int close = text.indexOf('>', open);
            if (close < 0) {
                break;
            }
            var value = values.apply(text.substring(open + 1, close));
            if (value != null) {
                filled.append(text, from, open).append(value);
                from = close + 1;
            }
            open = text.indexOf('<', value == null ? open + 1 : from);
        }
        return filled.append(text, from, text.length()).toString();
    }
}
