package cn.smspay.tools.bench;

import cn.smspay.base.Latencies;
import cn.smspay.cli.Exit;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** Customers who have logged in to the site and look at its pages, at a rate that is given from outside. */
final class BenchPages {
    /** What people look at, the heavy pages too. */
    private static final List<String> PAGES =
            List.of("/", "/history", "/security", "/topup", "/bank-card", "/withdraw", "/bill", "/history?page=2");

    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final long PARK_NANOS = 200_000;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final List<String> cookies = new ArrayList<>();
    private final Latencies lengths = new Latencies(LONGEST);
    private final AtomicLong wrong = new AtomicLong();
    private final AtomicLong underWay = new AtomicLong();

    private BenchPages(int port) {
        this.base = URI.create("http://127.0.0.1:" + port);
    }

    /** Logs in so many customers, from the first account. */
    static BenchPages of(int port, int customers) throws IOException, InterruptedException {
        var pages = new BenchPages(port);
        for (int i = 0; i < customers; i++) {
            pages.login(MassStock.number(i));
        }
        return pages;
    }

    private void login(String number) throws IOException, InterruptedException {
        var page = http.send(get("/login", ""), HttpResponse.BodyHandlers.ofString());
        var csrf = CSRF.matcher(page.body());
        if (!csrf.find()) {
            throw new Exit.Refused(Exit.WRONG, "the site's login page has no token");
        }
        var form = "csrf=" + csrf.group(1) + "&name=" + number + "&password="
                + URLEncoder.encode(MassStock.PAY_PASSWORD.reveal(), StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(base.resolve("/login"))
                .header("Cookie", cookie(page))
                .header("Origin", base.toString())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 303) {
            throw new Exit.Refused(Exit.WRONG, "the site did not let " + number + " in: " + answer.statusCode());
        }
        cookies.add(cookie(answer));
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Set-Cookie")
                .map(value -> value.substring(0, value.indexOf(';')))
                .orElse("");
    }

    private HttpRequest get(String path, String cookie) {
        var request = HttpRequest.newBuilder(base.resolve(path)).timeout(LONGEST);
        return (cookie.isEmpty() ? request : request.header("Cookie", cookie)).build();
    }

    /** Asks for pages at this rate, whatever has become of the others; each counts from when it was due. */
    void load(int rate, double seconds) {
        long begun = System.nanoTime();
        long total = (long) (rate * seconds);
        for (int i = 0; i < total; i++) {
            long due = begun + i * 1_000_000_000L / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(Math.min(PARK_NANOS, Math.max(1, due - System.nanoTime())));
            }
            underWay.incrementAndGet();
            http.sendAsync(
                            get(PAGES.get(i % PAGES.size()), cookies.get(i % cookies.size())),
                            HttpResponse.BodyHandlers.discarding())
                    .whenComplete((answer, fault) -> {
                        lengths.add(System.nanoTime() - due);
                        if (fault != null || answer.statusCode() != 200) {
                            wrong.incrementAndGet();
                        }
                        underWay.decrementAndGet();
                    });
        }
        while (underWay.get() > 0) {
            LockSupport.parkNanos(PARK_NANOS);
        }
    }

    void clear() {
        lengths.clear();
        wrong.set(0);
    }

    long count() {
        return lengths.count();
    }

    /** Answers that were no page. */
    long wrong() {
        return wrong.get();
    }

    double millis(double part) {
        return lengths.millis(part);
    }
}
