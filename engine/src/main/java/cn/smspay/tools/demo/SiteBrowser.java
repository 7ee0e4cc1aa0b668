package cn.smspay.tools.demo;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A browser without a window for the demo's lines: opens a page of the site, fills its form in and sends it. One thread. */
final class SiteBrowser {
    private static final Pattern MAIN = Pattern.compile("<main[^>]*>(.*?)</main>", Pattern.DOTALL);
    private static final Pattern FORM = Pattern.compile("<form[^>]*method=\"post\"[^>]*>.*?</form>", Pattern.DOTALL);
    private static final Pattern ACTION = Pattern.compile("action=\"([^\"]*)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final int REDIRECT = 303;
    private static final int STEPS_MOST = 5;
    private static final int SHOWN_MOST = 400;

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String address;
    private @Nullable String page;

    /** @param address like {@code http://127.0.0.1:8443} */
    SiteBrowser(String address) {
        this.address = address;
    }

    /** Opens a page. */
    String open(String path) throws IOException, InterruptedException {
        var at = path.startsWith("http") ? URI.create(path) : URI.create(address + path);
        return followed(HttpRequest.newBuilder(at).build());
    }

    /** Fills the form of the page that is open and sends it. */
    String fill(Map<String, String> typed) throws IOException, InterruptedException {
        var form = form();
        if (form.isEmpty()) {
            return "there is no form on this page";
        }
        var action = ACTION.matcher(form.get());
        if (!action.find()) {
            return "the form leads nowhere";
        }
        var fields = new LinkedHashMap<String, String>();
        var hidden = HIDDEN.matcher(form.get());
        while (hidden.find()) {
            fields.put(hidden.group(1), unescaped(hidden.group(2)));
        }
        fields.putAll(typed);
        return followed(HttpRequest.newBuilder(URI.create(address + unescaped(action.group(1))))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", address)
                .POST(HttpRequest.BodyPublishers.ofString(fields.entrySet().stream()
                        .map(field -> encoded(field.getKey()) + '=' + encoded(field.getValue()))
                        .collect(Collectors.joining("&"))))
                .build());
    }

    /** The last one: what comes before it sends codes or changes the amount. */
    private Optional<String> form() {
        var found = FORM.matcher(page == null ? "" : page);
        Optional<String> last = Optional.empty();
        while (found.find()) {
            last = Optional.of(found.group());
        }
        return last;
    }

    private String followed(HttpRequest first) throws IOException, InterruptedException {
        var answer = http.send(first, HttpResponse.BodyHandlers.ofString());
        for (int i = 0; answer.statusCode() == REDIRECT && i < STEPS_MOST; i++) {
            var to = answer.uri().resolve(answer.headers().firstValue("Location").orElse("/"));
            answer = http.send(HttpRequest.newBuilder(to).build(), HttpResponse.BodyHandlers.ofString());
        }
        var main = MAIN.matcher(answer.body());
        page = main.find() ? main.group(1) : answer.body();
        var text = unescaped(page.replaceAll("<[^>]*>", " ")).replaceAll("\\s+", " ").strip();
        return answer.statusCode() + " " + (text.length() > SHOWN_MOST ? text.substring(0, SHOWN_MOST) + "…" : text);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String unescaped(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
