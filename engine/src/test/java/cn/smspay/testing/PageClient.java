package cn.smspay.testing;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A browser without a window: keeps cookies and sends forms as they came, with what is typed into them. */
public final class PageClient {
    public final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final int port;

    public PageClient(int port) {
        this.port = port;
    }

    /** A page as it came. */
    public record Page(int status, String url, Document html, HttpResponse<String> answer) {
        public String location() {
            return answer.headers().firstValue("Location").orElse("");
        }

        public String title() {
            return html.title();
        }

        public String h1() {
            return html.select("h1").text();
        }

        public String text() {
            return html.select("main").text();
        }
    }

    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public Page send(HttpRequest request) {
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Page(
                    answer.statusCode(),
                    request.uri().toString(),
                    Jsoup.parse(answer.body(), request.uri().toString()),
                    answer);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Page get(String path) {
        return send(HttpRequest.newBuilder(at(path)).build());
    }

    public Page post(String path, Map<String, String> fields) {
        return send(HttpRequest.newBuilder(at(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", "http://127.0.0.1:" + port)
                .POST(HttpRequest.BodyPublishers.ofString(body(fields)))
                .build());
    }

    public static String body(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Presses the button of the page's last form, with these fields filled in. */
    public Page submit(Page page, Map<String, String> typed) {
        var form = page.html().select("main form[method=post]").last();
        if (form == null) {
            throw new AssertionError(
                    "no form on " + page.url() + ": " + page.html().text());
        }
        return post(form.attr("action"), fields(form, typed));
    }

    /** Presses the button of the form that goes to this path. */
    public Page submit(Page page, String action, Map<String, String> typed) {
        var form = page.html().select("main form[action=" + action + "]").first();
        if (form == null) {
            throw new AssertionError("no form to " + action + " on " + page.url() + ": "
                    + page.html().text());
        }
        return post(action, fields(form, typed));
    }

    public static Map<String, String> fields(Element form, Map<String, String> typed) {
        var fields = new HashMap<String, String>();
        form.select("input[type=hidden], input[type=text], select")
                .forEach(input -> fields.put(input.attr("name"), input.val()));
        fields.putAll(typed);
        return fields;
    }

    /** The same, and then where it leads. */
    public Page follow(Page page, Map<String, String> typed) {
        return follow(submit(page, typed));
    }

    public Page follow(Page page, String action, Map<String, String> typed) {
        return follow(submit(page, action, typed));
    }

    public Page follow(Page answer) {
        return answer.status() == 303 ? get(answer.location()) : answer;
    }
}
