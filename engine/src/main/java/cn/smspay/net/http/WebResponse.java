package cn.smspay.net.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is answered: immutable. The door adds the security headers and {@code Cache-Control: no-store} where the response does
 * not say otherwise.
 */
public final class WebResponse implements WebAnswer {
    private final int status;
    private final List<Header> headers;
    private final byte[] body;

    /** One header field. */
    public record Header(String name, String value) {
        public Header {
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if ((c < ' ' && c != '\t') || c > '~') {
                    throw new IllegalArgumentException("the header " + name + " is not of printable ASCII");
                }
            }
        }
    }

    private WebResponse(int status, List<Header> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public static WebResponse html(String page) {
        return html(200, page);
    }

    public static WebResponse html(int status, String page) {
        return of(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    public static WebResponse text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    public static WebResponse json(int status, String json) {
        return of(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    public static WebResponse of(int status, String mediaType, byte[] body) {
        return new WebResponse(status, List.of(new Header("Content-Type", mediaType)), body.clone());
    }

    /** Nothing but a status. */
    public static WebResponse empty(int status) {
        return new WebResponse(status, List.of(), new byte[0]);
    }

    /** After a POST: look there (303). */
    public static WebResponse seeOther(String location) {
        return empty(303).with("Location", location);
    }

    public static WebResponse problem(Problem problem) {
        var response = of(problem.status(), Problem.MEDIA_TYPE, problem.json().getBytes(StandardCharsets.UTF_8));
        return problem.retryAfterSeconds().isPresent()
                ? response.with(
                        "Retry-After",
                        Integer.toString(problem.retryAfterSeconds().getAsInt()))
                : response;
    }

    /** Sets a header, in place of what it was. */
    public WebResponse with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.removeIf(header -> header.name().equalsIgnoreCase(name));
        more.add(new Header(name, value));
        return new WebResponse(status, List.copyOf(more), body);
    }

    /** Adds a header beside others of that name, like a second cookie. */
    public WebResponse adding(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new WebResponse(status, List.copyOf(more), body);
    }

    /** The browser saves it under this name. */
    public WebResponse download(String fileName) {
        return with(
                "Content-Disposition", "attachment; filename=\"" + fileName.replaceAll("[^A-Za-z0-9._-]", "_") + '"');
    }

    /** A page that posts a form to this origin too, and to no other but us. */
    public WebResponse formsGoTo(String origin) {
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
