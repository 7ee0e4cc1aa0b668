package cn.smspay.net.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Why a request was not done, as a document for programs (RFC 9457).
 *
 * @param status of the response
 * @param reason our word for it, in kebab-case; the page that explains it is {@code /problems/} and this word
 * @param title in Chinese, a short one of this kind of problem
 * @param titleEn the same in English
 * @param detail of this very request; may be empty
 * @param facts what a program may want to know: what is left, until when; texts and whole numbers
 * @param errors what is wrong in the body, all of it
 * @param retryAfterSeconds when it is worth trying again
 */
public record Problem(
        int status,
        String reason,
        String title,
        String titleEn,
        String detail,
        Map<String, Object> facts,
        List<BodyFault> errors,
        OptionalInt retryAfterSeconds) {
    public static final String MEDIA_TYPE = "application/problem+json";
    /** Where the pages about problems are. */
    public static final String PAGES = "/problems/";

    /**
     * One fault of a body.
     *
     * @param pointer to its place (RFC 6901)
     * @param detail what would be right
     */
    public record BodyFault(String pointer, String detail) {}

    public Problem {
        facts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        errors = List.copyOf(errors);
    }

    /** The problems that every door finds by itself, for those who explain them. */
    public static List<Problem> ofEveryDoor() {
        return Problems.ALL;
    }

    public static Problem of(int status, String reason, String title, String titleEn) {
        return new Problem(status, reason, title, titleEn, "", Map.of(), List.of(), OptionalInt.empty());
    }

    public Problem detail(String text) {
        return new Problem(status, reason, title, titleEn, text, facts, errors, retryAfterSeconds);
    }

    /** @param value a text or a whole number */
    public Problem fact(String name, Object value) {
        var more = new LinkedHashMap<>(facts);
        more.put(name, value);
        return new Problem(status, reason, title, titleEn, detail, more, errors, retryAfterSeconds);
    }

    public Problem wrong(List<BodyFault> all) {
        return new Problem(status, reason, title, titleEn, detail, facts, all, retryAfterSeconds);
    }

    public Problem retryAfter(int seconds) {
        return new Problem(status, reason, title, titleEn, detail, facts, errors, OptionalInt.of(seconds));
    }

    /** As JSON. */
    public String json() {
        var members = new ArrayList<String>();
        members.add(member("type", PAGES + reason));
        members.add(member("title", title));
        members.add(member("title_en", titleEn));
        members.add("\"status\":" + status);
        members.add(member("reason", reason));
        if (!detail.isEmpty()) {
            members.add(member("detail", detail));
        }
        if (!facts.isEmpty()) {
            var all = new ArrayList<String>();
            facts.forEach((name, value) -> all.add(
                    value instanceof Number ? quoted(name) + ':' + value : member(name, Objects.toString(value))));
            members.add("\"facts\":{" + String.join(",", all) + '}');
        }
        if (!errors.isEmpty()) {
            var all = errors.stream()
                    .map(wrong ->
                            '{' + member("pointer", wrong.pointer()) + ',' + member("detail", wrong.detail()) + '}')
                    .toList();
            members.add("\"errors\":[" + String.join(",", all) + ']');
        }
        return '{' + String.join(",", members) + "}\n";
    }

    private static String member(String name, String value) {
        return quoted(name) + ':' + quoted(value);
    }

    private static String quoted(String text) {
        var json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
