package cn.smspay.talk.reading;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which keys a text tells the caller to press. */
final class SpokenKeys {
    private static final String DIGITS = "零一二三四五六七八九";
    private static final List<String> NUMBERS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
    private static final Pattern CHINESE = Pattern.compile("按\\s*(?:数字)?键?\\s*([0-9*#]|[" + DIGITS + "]|星|井|米)");
    private static final Pattern ENGLISH = Pattern.compile(
            "press\\s+(?:the\\s+)?([0-9*#]|star|hash|pound|" + String.join("|", NUMBERS) + ")\\b",
            Pattern.CASE_INSENSITIVE);

    private SpokenKeys() {}

    static Set<Character> in(String text) {
        var keys = new LinkedHashSet<Character>();
        for (Pattern pattern : List.of(CHINESE, ENGLISH)) {
            pattern.matcher(text).results().forEach(found -> keys.add(key(found.group(1))));
        }
        return keys;
    }

    private static char key(String said) {
        var word = said.toLowerCase(Locale.ROOT);
        int digit = word.length() == 1 ? DIGITS.indexOf(word) : NUMBERS.indexOf(word);
        if (digit >= 0) {
            return (char) ('0' + digit);
        }
        return switch (word) {
            case "星", "米", "star" -> '*';
            case "井", "hash", "pound" -> '#';
            default -> word.charAt(0);
        };
    }
}
