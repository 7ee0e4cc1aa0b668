package cn.smspay.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Ticker;
import cn.smspay.testing.TestClock;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of one request: what is refused, what is counted, and when the door hangs up. */
final class ExchangesTest {
    private static final String HOST = "Host: localhost\r\n";
    private static final String LAST = "GET /last HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n";

    private final Vertx vertx = Doors.vertx();
    private final HttpFigures figures = new HttpFigures();
    private final Routes routes = new Routes()
            .get("/last", request -> WebResponse.text(200, "last"))
            .get("/empty", request -> WebResponse.empty(204))
            .get("/same", request -> WebResponse.empty(304))
            .get("/nothing-in-it", request -> WebResponse.empty(200))
            .get("/busy-with-that", request -> {
                throw new HttpRefusal(Problems.SESSION_OVER);
            })
            .get("/fault", request -> {
                throw new IllegalStateException("planted");
            })
            .get("/refused-later", request -> failing(new HttpRefusal(Problems.SESSION_OVER)))
            .get(
                    "/refused-further",
                    request -> failing(new CompletionException(new HttpRefusal(Problems.SESSION_OVER))))
            .get("/fault-later", request -> failing(new IllegalStateException("planted")))
            .post("/orders", request -> WebResponse.text(201, request.text()));
    private int port;

    private static WebAnswer failing(Throwable fault) {
        return WebAnswer.later(CompletableFuture.failedFuture(fault));
    }

    private void open(HttpSettings settings, Executor answers, Predicate<InetAddress> admits) {
        var exchanges = new Exchanges(
                vertx, settings, routes, new Exchanges.Aids(answers, Ticker.of(new TestClock()), figures, admits));
        port = vertx.createHttpServer()
                .connectionHandler(exchanges::opened)
                .requestHandler(exchanges::begin)
                .invalidRequestHandler(exchanges::invalid)
                .exceptionHandler(exchanges::broken)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private void open(HttpLimits limits) {
        open(HttpSettings.loopback("test", 0).with(limits), Runnable::run, address -> true);
    }

    private void open() {
        open(HttpLimits.USUAL);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** What comes back for these octets until the door hangs up. */
    private String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The statuses of all answers, in their order. */
    private List<String> statuses(String requests) throws IOException {
        return Pattern.compile("HTTP/1.[01] ([0-9]{3})")
                .matcher(raw(requests))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n";
    }

    @Test
    void aPeerThatIsNotAdmittedIsHungUpOn() throws IOException {
        open(HttpSettings.loopback("test", 0), Runnable::run, address -> false);

        assertEquals("", raw(LAST));
        assertEquals(0, figures.requests());
        assertEquals(0, figures.connections());
    }

    @ParameterizedTest
    @CsvSource({
        "/busy-with-that, 403, 0",
        "/refused-later, 403, 0",
        "/refused-further, 403, 0",
        "/fault, 500, 1",
        "/fault-later, 500, 1",
    })
    void aRefusalIsNoFaultWheneverItComesAndEitherLeavesTheConnection(String path, String status, int failed)
            throws IOException {
        open();

        assertEquals(List.of(status, "200"), statuses(get(path) + LAST));
        assertEquals(failed, figures.failed());
        assertEquals(2, figures.requests());
    }

    @Test
    void whenAllThreadsAreTakenTheAnswerIsBusyAndTheConnectionStays() throws IOException {
        open(
                HttpSettings.loopback("test", 0),
                work -> {
                    throw new RejectedExecutionException("full");
                },
                address -> true);

        assertEquals(List.of("503", "503"), statuses(get("/last") + LAST));
        assertEquals(2, figures.busy());
        assertEquals(0, figures.failed());
    }

    @Test
    void aClientAboveItsLimitIsToldWhenToComeAndHungUpOn() throws IOException {
        open(HttpLimits.USUAL.requests(60, 2));

        var answers = raw(get("/last") + get("/last") + get("/last") + LAST);

        assertEquals(1, figures.limited());
        assertTrue(answers.contains("429"), answers);
        assertTrue(answers.contains("retry-after: 1") || answers.contains("Retry-After: 1"), answers);
        assertEquals(3, Pattern.compile("HTTP/1.1 ").matcher(answers).results().count());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, '', 404",
        "GET, /, 404",
        "GET, /orders, 405",
        "DELETE, /last, 405",
        "OPTIONS, /nowhere, 404",
        "OPTIONS, /orders, 204",
        "HEAD, /last, 200",
    })
    void whatThereIsNotIsSaidAndTheMethodsThatThereAre(String method, String path, String status) throws IOException {
        open();
        var target = path.isEmpty() ? "/no/such/address" : path;

        var answer = raw(method + " " + target + " HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
        boolean told = status.equals("405") || status.equals("204");
        assertEquals(told, answer.contains("Allow: " + (target.equals("/orders") ? "POST" : "GET, HEAD")), answer);
    }

    @ParameterizedTest
    @CsvSource({"'', 405 200", "'Content-Length: 2\r\n', 405", "'Transfer-Encoding: chunked\r\n', 405"})
    void aBodyThatNobodyWantsEndsTheConnection(String header, String statuses) throws IOException {
        open();

        var body = header.isEmpty() ? "" : header.startsWith("T") ? "2\r\nab\r\n0\r\n\r\n" : "ab";

        assertEquals(
                List.of(statuses.split(" ")),
                statuses("DELETE /last HTTP/1.1\r\n" + HOST + header + "\r\n" + body + LAST));
    }

    @ParameterizedTest
    @CsvSource({"1.0, '', 200", "1.1, '', 400", "1.1, 'Host: localhost\r\n', 200", "1.0, 'Host: localhost\r\n', 200"})
    void whoSpeaksTheOldProtocolMayLeaveTheHostOutWhereAnyIsServed(String version, String host, String status)
            throws IOException {
        var loopback = HttpSettings.loopback("test", 0);
        open(
                new HttpSettings("test", loopback.host(), 0, List.of(), Optional.empty(), List.of(), loopback.limits()),
                Runnable::run,
                address -> true);

        var answer = raw("GET /last HTTP/" + version + "\r\n" + host + "Connection: close\r\n\r\n");

        assertTrue(answer.matches("(?s)HTTP/1.[01] " + status + ".*"), answer);
    }

    @ParameterizedTest
    @CsvSource({"localhost, 200", "LOCALHOST:8080, 200", "localhost:, 200", "localhost.evil, 421", "'', 421"})
    void aHostIsServedByItsNameWhateverThePort(String host, String status) throws IOException {
        open();

        var answer = raw("GET /last HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
    }

    @ParameterizedTest
    @CsvSource({"10, 201", "11, 413"})
    void aBodyIsAsLongAsTheLimitAndNoLongerHoweverItComes(int octets, String status) throws IOException {
        open(HttpLimits.USUAL.body(10));
        var body = "a".repeat(octets);
        var head = "POST /orders HTTP/1.1\r\n" + HOST + "Connection: close\r\n";

        assertTrue(raw(head + "Content-Length: " + octets + "\r\n\r\n" + body).startsWith("HTTP/1.1 " + status));
        assertTrue(raw(head + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(octets) + "\r\n" + body
                        + "\r\n0\r\n\r\n")
                .startsWith("HTTP/1.1 " + status));
    }

    @Test
    void whoAsksBeforeHeSendsIsToldToGoOn() throws IOException {
        open();

        assertEquals(
                List.of("100", "201"),
                statuses("POST /orders HTTP/1.1\r\n" + HOST
                        + "Expect: 100-Continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\nab"));
    }

    @ParameterizedTest
    @CsvSource({"/empty, false", "/same, false", "/nothing-in-it, true", "/last, true"})
    void onlyWhatCanHaveABodySaysHowLongItIs(String path, boolean length) throws IOException {
        open();

        var answer = raw("GET " + path + " HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");

        assertEquals(length, answer.toLowerCase(Locale.ROOT).contains("content-length:"), answer);
    }

    @Test
    void headSaysTheLengthAndSendsNothing() throws IOException {
        open();

        var answer = raw("HEAD /last HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");

        assertTrue(answer.contains("Content-Length: 4") && answer.endsWith("\r\n\r\n"), answer);
    }

    @Test
    void aLineThatIsTooLongIsToldFromHeadersThatAre() throws IOException {
        open();

        assertEquals(List.of("414"), statuses("GET /" + "a".repeat(4_097) + " HTTP/1.1\r\n" + HOST + "\r\n"));
        assertEquals(List.of("404", "200"), statuses(get("/" + "a".repeat(4_000)) + LAST));
        assertEquals(List.of("431"), statuses("GET / HTTP/1.1\r\n" + HOST + "X: " + "a".repeat(9_000) + "\r\n\r\n"));
        assertEquals(List.of("400"), statuses("no request\r\n\r\n"));
    }
}
