package cn.smspay.net.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is answered: immutable. The door adds the security headers and {@code Cache-Control: no-store} where the response does
 * not say otherwise.
 */
public final class Response implements Answer {
    private final int status;
    private final List<Header> headers;
    private final byte[] body;

    /** One header field. */
    public record Header(String name, String value) {
        public Header {
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c < ' ' && c != '\t' || c > '~') {
                    throw new IllegalArgumentException("the header " + name + " is not of printable ASCII");
                }
            }
        }
    }

    private Response(int status, List<Header> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public static Response html(String page) {
        return html(200, page);
    }

    public static Response html(int status, String page) {
        return of(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    public static Response text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    public static Response json(int status, String json) {
        return of(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    public static Response of(int status, String mediaType, byte[] body) {
        return new Response(status, List.of(new Header("Content-Type", mediaType)), body.clone());
    }

    /** Nothing but a status. */
    public static Response empty(int status) {
        return new Response(status, List.of(), new byte[0]);
    }

    /** After a POST: look there (303). */
    public static Response seeOther(String location) {
        return empty(303).with("Location", location);
    }

    public static Response problem(Problem problem) {
        var response = of(
                problem.status(), Problem.MEDIA_TYPE, problem.json().getBytes(StandardCharsets.UTF_8));
        return problem.retryAfterSeconds().isPresent()
                ? response.with("Retry-After", Integer.toString(problem.retryAfterSeconds().getAsInt()))
                : response;
    }

    /** Sets a header, in place of what it was. */
    public Response with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.removeIf(header -> header.name().equalsIgnoreCase(name));
        more.add(new Header(name, value));
        return new Response(status, List.copyOf(more), body);
    }

    /** Adds a header beside others of that name, like a second cookie. */
    public Response adding(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Response(status, List.copyOf(more), body);
    }

    /** The browser saves it under this name. */
    public Response download(String fileName) {
        return with("Content-Disposition", "attachment; filename=\"" + fileName.replaceAll("[^A-Za-z0-9._-]", "_") + '"');
    }

    /** A page that posts a form to this origin too, and to no other but us. */
    public Response formsGoTo(String origin) {
        return with("Content-Security-Policy", SecurityHeaders.policy("'self' " + origin));
    }

    public int status() {
        return status;
    }

    public List<Header> headers() {
        return headers;
    }

    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    public byte[] body() {
        return body.clone();
    }

    byte[] octets() {
        return body;
    }
}
