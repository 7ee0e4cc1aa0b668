package cn.smspay.web.page;

import org.jspecify.annotations.Nullable;

/**
 * One line of a list of facts.
 *
 * @param second a second, smaller line
 * @param end what stands at the right: an amount
 * @param code in fixed width
 */
public record Fact(
        String key,
        String value,
        @Nullable String second,
        @Nullable Mark mark,
        @Nullable Link link,
        @Nullable String end,
        boolean code) {
    public static Fact of(String key, String value) {
        return new Fact(key, value, null, null, null, null, false);
    }

    public static Fact code(String key, String value) {
        return new Fact(key, value, null, null, null, null, true);
    }

    public static Fact mark(String key, Mark mark) {
        return new Fact(key, "", null, mark, null, null, false);
    }

    public Fact second(String line) {
        return new Fact(key, value, line, mark, link, end, code);
    }

    public Fact link(Link to) {
        return new Fact(key, value, second, mark, to, end, code);
    }

    public Fact end(String amount) {
        return new Fact(key, value, second, mark, link, amount, code);
    }
}
