package cn.smspay.web.site;

import cn.smspay.net.http.HttpLimits;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.accounts.customers.AccountSettings;
import cn.smspay.testing.TestClock;
import cn.smspay.testing.World;
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
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** The site on a real socket, and a browser that fills in forms as they came. */
final class SiteFixture implements AutoCloseable {
    final TestClock clock;
    final MemorySite service;
    final SiteDoor door;
    final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();

    SiteFixture() {
        this(new TestClock("2026-11-30T10:32:05"), Optional.empty());
    }

    /** The site on the real counter. */
    SiteFixture(World world) {
        this(world.clock, Optional.of(new CounterSite(world.desks())));
    }

    private SiteFixture(TestClock clock, Optional<SiteService> real) {
        this.clock = clock;
        service = new MemorySite(clock);
        try {
            door = new SiteDoor(
                    HttpSettings.loopback("site", 0).with(HttpLimits.USUAL.requests(100_000, 100_000)),
                    real.orElse(service),
                    clock,
                    true,
                    "pay.example.cn",
                    real.isPresent() ? AccountSettings.defaults().agreement() : "2026-11");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A page as it came. */
    record Page(int status, String url, Document html, HttpResponse<String> answer) {
        String location() {
            return answer.headers().firstValue("Location").orElse("");
        }

        String title() {
            return html.title();
        }

        String h1() {
            return html.select("h1").text();
        }
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + door.port() + path);
    }

    Page send(HttpRequest request) {
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

    Page get(String path) {
        return send(HttpRequest.newBuilder(at(path)).build());
    }

    Page post(String path, Map<String, String> fields) {
        return send(HttpRequest.newBuilder(at(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", "http://127.0.0.1:" + door.port())
                .POST(HttpRequest.BodyPublishers.ofString(body(fields)))
                .build());
    }

    static String body(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Presses the button of the page's form that goes to this path, with these fields filled in. */
    Page submit(Page page, Map<String, String> typed) {
        var form = page.html().select("main form[method=post]").last();
        if (form == null) {
            throw new AssertionError("no form on " + page.url() + ": " + page.html().text());
        }
        return post(form.attr("action"), fields(form, typed));
    }

    static Map<String, String> fields(org.jsoup.nodes.Element form, Map<String, String> typed) {
        var fields = new HashMap<String, String>();
        form.select("input[type=hidden], input[type=text], select")
                .forEach(input -> fields.put(input.attr("name"), input.val()));
        fields.putAll(typed);
        return fields;
    }

    /** The same, and then where it leads. */
    Page follow(Page page, Map<String, String> typed) {
        var answer = submit(page, typed);
        return answer.status() == 303 ? get(answer.location()) : answer;
    }

    SiteFixture loggedIn() {
        var home = follow(get("/login"), Map.of("name", MemorySite.NUMBER, "password", MemorySite.LOGIN));
        if (home.status() != 200) {
            throw new AssertionError(home.html().text());
        }
        return this;
    }

    @Override
    public void close() {
        door.close();
    }
}
