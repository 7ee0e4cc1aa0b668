package cn.smspay.script;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with placeholders like {@code <amount>}. */
public record Template(String text, Set<String> names) {
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
        if (names.isEmpty()) {
            return text;
        }
        var filled = new StringBuilder(text.length() + 16);
        int from = 0;
        for (Matcher m = NAME.matcher(text); m.find(); from = m.end()) {
            filled.append(text, from, m.start()).append(values.getOrDefault(m.group(1), m.group()));
        }
        return filled.append(text, from, text.length()).toString();
    }
}
