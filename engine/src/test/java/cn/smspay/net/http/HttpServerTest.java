package cn.smspay.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.AddressBlock;
import cn.smspay.base.Ticker;
import cn.smspay.testing.TestClock;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds {@link Exchanges} to its rules. */
final class HttpServerTest {
    private final TestClock clock = new TestClock();
    private final CompletableFuture<WebResponse> coming = new CompletableFuture<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch entered = new CountDownLatch(1);
    private HttpServer server = open(HttpSettings.loopback("test", 0));

    private HttpServer open(HttpSettings settings) {
        var routes = new Routes()
                .get("/", request -> WebResponse.html("<p>您好"))
                .get("/orders/{no}", request -> WebResponse.text(200, "order " + request.parameter("no")))
                .get("/orders/new", request -> WebResponse.text(200, "new"))
                .post("/orders", request -> WebResponse.text(201, request.text()))
                .post("/form", request -> WebResponse.text(200, request.form().text("a")))
                .get("/later", request -> WebAnswer.later(coming))
                .get("/fault", request -> {
                    throw new IllegalStateException("broken");
                })
                .get("/held", request -> {
                    entered.countDown();
                    await(held);
                    return WebResponse.empty(204);
                })
                .get(
                        "/who",
                        request -> WebResponse.text(200, request.client().getHostAddress() + ' ' + request.origin()))
                .get(
                        "/echo",
                        request -> WebResponse.text(
                                200, request.target() + ' ' + request.query().text("q")));
        try {
            return HttpServer.open(settings, routes, Ticker.of(clock));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void reopen(HttpLimits limits) {
        server.close();
        server = open(HttpSettings.loopback("test", 0).with(limits));
    }

    @AfterEach
    void close() {
        held.countDown();
        server.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private HttpResponse<String> post(String path, String type, String body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** What comes back for these octets until the door hangs up. */
    private String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            // What has no version is answered in the lowest.
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .replaceFirst("^HTTP/1.0", "HTTP/1.1");
        }
    }

    @Test
    void servesWhatTheRoutesSay() throws Exception {
        assertEquals("<p>您好", get("/").body());
        assertEquals("order a b", get("/orders/a%20b").body());
        assertEquals("new", get("/orders/new").body());
        assertEquals(201, post("/orders", "text/plain", "x").statusCode());
        assertEquals(
                "1+ 2",
                post("/form", "application/x-www-form-urlencoded", "b=0&a=1%2B+2")
                        .body());
        assertEquals("/echo?q=%E4%B8%AD&r=1 中", get("/echo?q=%E4%B8%AD&r=1").body());
        coming.complete(WebResponse.text(200, "came"));
        assertEquals("came", get("/later").body());
    }

    @Test
    void answersHeadAsGetWithoutTheBody() throws Exception {
        var head = send(request("/orders/1").method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
        assertEquals(Optional.of("7"), head.headers().firstValue("Content-Length"));
    }

    @Test
    void saysWhichMethodsThereAre() throws Exception {
        var refused = send(request("/orders/1").DELETE());

        assertEquals(405, refused.statusCode());
        assertEquals(Optional.of("GET, HEAD"), refused.headers().firstValue("Allow"));
        assertTrue(refused.body().contains("\"reason\":\"method-not-allowed\""), refused.body());
        assertEquals(404, get("/nothing").statusCode());
        assertEquals(404, get("/orders/1/2").statusCode());
        assertEquals(404, get("/orders/").statusCode() == 200 ? 404 : 0);
    }

    @Test
    void tellsBrowsersToTrustNobody() throws Exception {
        var headers = get("/").headers();

        assertEquals(
                Optional.of(
                        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
                                + "frame-ancestors 'none'"),
                headers.firstValue("Content-Security-Policy"));
        assertEquals(Optional.of("nosniff"), headers.firstValue("X-Content-Type-Options"));
        assertEquals(Optional.of("no-store"), headers.firstValue("Cache-Control"));
        assertEquals(Optional.of("same-origin"), headers.firstValue("Referrer-Policy"));
        assertFalse(headers.firstValue("Strict-Transport-Security").isPresent(), "there is no TLS here");
    }

    @Test
    void aFaultOfOursSaysNothingOfItself() throws Exception {
        var answer = get("/fault");

        assertEquals(500, answer.statusCode());
        assertFalse(answer.body().contains("broken"), answer.body());
        assertEquals(1, server.figures().failed());
        assertEquals(200, get("/").statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "'GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n', 421",
        "'GET / HTTP/1.1\r\nHost: 127.0.0.1.evil.example:80\r\n\r\n', 421",
        "'GET / HTTP/1.1\r\n\r\n', 400",
        "'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n', 400",
        "'GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n', 400",
        "'GET /orders/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n', 400",
        "'GET /orders/%ff HTTP/1.1\r\nHost: localhost\r\n\r\n', 400",
        "'GET /echo?q=%C0%AF HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 400",
        "'GET /echo?q=1&q=2 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 400",
        "'POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}', 415",
        "'POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n', 413",
        "'POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999999\r\n\r\n', 4",
        "'POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n', 4",
        "'nonsense\r\n\r\n', 400",
        "'GET / HTTP/1.1\r\nHost: localhost\r\nX\u0001: 1\r\n\r\n', 400",
    })
    void refusesWhatIsNoProperRequest(String request, String status) throws IOException {
        var answer = raw(request);

        assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
        assertTrue(answer.contains("{\"type\":\"/problems/"), answer);
    }

    @Test
    void boundsLinesHeadersAndBodies() throws Exception {
        reopen(HttpLimits.USUAL.body(1000));

        assertTrue(raw("GET /" + "a".repeat(5000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .startsWith("HTTP/1.1 414"));
        assertTrue(raw("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(20_000) + "\r\n\r\n")
                .startsWith("HTTP/1.1 431"));
        assertEquals(201, post("/orders", "text/plain", "a".repeat(1000)).statusCode());
        assertEquals(413, post("/orders", "text/plain", "a".repeat(1001)).statusCode());
        var chunked = "POST /orders HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3e8\r\n%s\r\n1\r\na\r\n0\r\n\r\n".formatted("a".repeat(1000));
        assertTrue(raw(chunked).startsWith("HTTP/1.1 413"));
    }

    @Test
    void slowClientsAreToldOrCutOff() throws Exception {
        var moment = Duration.ofMillis(100);
        var plenty = Duration.ofSeconds(60);
        reopen(HttpLimits.USUAL.within(moment, plenty, plenty));

        assertEquals("", raw(""));
        assertEquals("", raw("GET / HTTP/1.1\r\nHos"));
        reopen(HttpLimits.USUAL.within(plenty, moment, plenty));
        assertTrue(raw("POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nab")
                .startsWith("HTTP/1.1 408"));
    }

    @Test
    void anAnswerThatDoesNotComeIsGivenUp() throws Exception {
        reopen(HttpLimits.USUAL.within(Duration.ofSeconds(9), Duration.ofSeconds(9), Duration.ofMillis(50)));

        var answer = get("/later");

        assertEquals(503, answer.statusCode());
        assertEquals(Optional.of("5"), answer.headers().firstValue("Retry-After"));
    }

    @Test
    void manyAtOnceFromOneAddressWait() throws Exception {
        reopen(HttpLimits.USUAL.requests(60, 3));

        for (int i = 0; i < 3; i++) {
            assertEquals(200, get("/").statusCode());
        }
        var tooMany = get("/");
        assertEquals(429, tooMany.statusCode());
        assertEquals(Optional.of("1"), tooMany.headers().firstValue("Retry-After"));
        clock.turn(Duration.ofSeconds(1));
        assertEquals(200, get("/").statusCode());
    }

    @Test
    void isBusyWhenAllThreadsAreTaken() throws Exception {
        reopen(HttpLimits.USUAL.threads(1, 1));
        var client = HttpClient.newHttpClient();
        var first = client.sendAsync(request("/held").build(), HttpResponse.BodyHandlers.ofString());
        await(entered);
        var second = client.sendAsync(request("/held").build(), HttpResponse.BodyHandlers.ofString());
        var third = client.sendAsync(request("/held").build(), HttpResponse.BodyHandlers.ofString());

        var refused = (HttpResponse<?>) CompletableFuture.anyOf(second, third).join();

        assertEquals(503, refused.statusCode());
        assertEquals(Optional.of("1"), refused.headers().firstValue("Retry-After"));
        held.countDown();
        assertEquals(204, first.join().statusCode());
    }

    @Test
    void theMostSilentConnectionGoesWhenThereAreTooMany() throws Exception {
        reopen(HttpLimits.USUAL.connections(2, 10));
        try (var silent = new Socket("127.0.0.1", server.port());
                var other = new Socket("127.0.0.1", server.port())) {
            silent.setSoTimeout(10_000);
            assertEquals(200, get("/").statusCode());

            assertEquals(-1, silent.getInputStream().read());
            assertTrue(other.isConnected());
        }
    }

    @Test
    void onePeerHasOnlySoManyConnections() throws Exception {
        reopen(HttpLimits.USUAL.connections(10, 1));
        try (var first = new Socket("127.0.0.1", server.port());
                var second = new Socket("127.0.0.1", server.port())) {
            second.setSoTimeout(10_000);

            assertEquals(-1, second.getInputStream().read());
            assertTrue(first.isConnected());
        }
    }

    @Test
    void answersRequestsSentAtOnceInTheirOrder() throws Exception {
        var answers = raw("GET /orders/1 HTTP/1.1\r\nHost: localhost\r\n\r\nGET /no HTTP/1.1\r\nHost: localhost\r\n\r\n"
                + "GET /orders/3 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertEquals(
                List.of("200", "404", "200"),
                java.util.regex.Pattern.compile("HTTP/1.1 ([0-9]{3})")
                        .matcher(answers)
                        .results()
                        .map(found -> found.group(1))
                        .toList());
    }

    @Test
    void waitsForTheAnswersUnderWayWhenItCloses() throws Exception {
        var answer =
                HttpClient.newHttpClient().sendAsync(request("/held").build(), HttpResponse.BodyHandlers.ofString());
        await(entered);
        var closing = CompletableFuture.runAsync(server::close);
        held.countDown();

        assertEquals(204, answer.join().statusCode());
        closing.join();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 127.0.0.1",
        "192.0.2.1, 192.0.2.1",
        "'198.51.100.9, 192.0.2.1', 192.0.2.1",
        "'192.0.2.1, 10.1.2.3', 192.0.2.1",
        "'192.0.2.1:4711', 192.0.2.1",
        "'[2001:db8::1]:4711', 2001:db8:0:0:0:0:0:1",
        "'evil.example, 10.1.2.3', 10.1.2.3",
        "'unknown', 127.0.0.1",
    })
    void believesItsProxiesOnlyOfWhoCalls(String forwardedFor, String client) throws Exception {
        server.close();
        var usual = HttpSettings.loopback("test", 0);
        server = open(new HttpSettings(
                "test",
                "127.0.0.1",
                0,
                usual.hosts(),
                Optional.empty(),
                List.of(
                        AddressBlock.read("127.0.0.1").orElseThrow(),
                        AddressBlock.read("10.0.0.0/8").orElseThrow()),
                usual.limits()));

        var answer = send(request("/who").header("X-Forwarded-For", forwardedFor));

        assertEquals(client + " https://127.0.0.1:" + server.port(), answer.body());
        assertTrue(answer.headers().firstValue("Strict-Transport-Security").isPresent());
    }

    @Test
    void takesNobodysWordWithoutAProxy() throws Exception {
        assertTrue(send(request("/who").header("X-Forwarded-For", "192.0.2.1"))
                .body()
                .startsWith("127.0.0.1 http://"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0", "example.org", "10.0.0.256", "10.0.0.0/x", "", "::1/129"})
    void readsNetworksStrictly(String text) {
        assertEquals(Optional.empty(), AddressBlock.read(text));
    }
}
