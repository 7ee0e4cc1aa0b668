package cn.smspay.web.api;

import cn.smspay.net.http.HttpRefusal;
import cn.smspay.net.http.Problem;
import cn.smspay.net.http.WebRequest;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The fields of a query, read as strictly as bodies. */
final class Queries {
    static final int LIMIT_MOST = 100;
    private static final int LIMIT = 20;
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,2}");
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern KEY = Pattern.compile("[!-~]{1,100}");

    private Queries() {}

    private static HttpRefusal refused(String name, String right) {
        return new HttpRefusal(
                ProblemReasons.of("query-invalid").wrong(List.of(new Problem.BodyFault("/" + name, right))));
    }

    /** Refuses fields that nobody knows. */
    static void only(WebRequest request, String... names) {
        var known = Set.of(names);
        request.query().names().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw refused(name, "no field of this name; there are " + String.join(", ", names));
                });
    }

    static int limit(WebRequest request) {
        var text = request.query().get("limit");
        if (text.isEmpty()) {
            return LIMIT;
        }
        int limit = COUNT.matcher(text.get()).matches() ? Integer.parseInt(text.get()) : 0;
        if (limit < 1 || limit > LIMIT_MOST) {
            throw refused("limit", "1 to " + LIMIT_MOST);
        }
        return limit;
    }

    static long number(WebRequest request, String name, long otherwise) {
        var text = request.query().get(name);
        if (text.isPresent() && !NUMBER.matcher(text.get()).matches()) {
            throw refused(name, "a whole number");
        }
        return text.map(Long::parseLong).orElse(otherwise);
    }

    static String cursor(WebRequest request, String name) {
        var text = request.query().text(name);
        if (!text.isEmpty() && !NUMBER.matcher(text).matches()) {
            throw refused(name, "as next_cursor gave it");
        }
        return text;
    }

    /** A date such as 2026-11-30. */
    static LocalDate day(String name, String text) {
        try {
            if (DAY.matcher(text).matches()) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeParseException e) {
            throw refused(name, "a date that there is, like 2026-11-30");
        }
        throw refused(name, "a date like 2026-11-30");
    }

    /** What makes the request one request. */
    static String idempotencyKey(WebRequest request) {
        var all = request.headers("Idempotency-Key");
        if (all.size() != 1 || !KEY.matcher(all.get(0)).matches()) {
            throw new HttpRefusal(ProblemReasons.of("idempotency-key-missing"));
        }
        return all.get(0);
    }

    /** Method, path and body, as the key's request. */
    static byte[] whole(WebRequest request) {
        var head = (request.method() + ' ' + request.target() + '\n').getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var body = request.body();
        var whole = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    static cn.smspay.counter.Key key(WebRequest request, Doorman.Client client) {
        return cn.smspay.counter.Key.of(client.caller(), idempotencyKey(request), whole(request));
    }
}
