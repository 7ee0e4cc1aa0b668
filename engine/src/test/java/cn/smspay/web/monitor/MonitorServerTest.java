package cn.smspay.web.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MonitorServerTest {
    private MonitorServer.Health health = new MonitorServer.Health(true, "fine");
    private MonitorServer door;

    @BeforeEach
    void open() throws IOException {
        door = new MonitorServer("127.0.0.1", 0, () -> health, Duration.ofSeconds(2));
    }

    @AfterEach
    void close() {
        door.close();
    }

    private HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void showsCountersAndGaugesAsPrometheusReadsThem() throws Exception {
        door.counter("smspay.calls.ended", "calls ended", () -> 3, Map.of("result", "completed"));
        door.gauge("smspay.calls.active", "calls now", () -> 2, Map.of());

        var answer = ask("GET", "/metrics");

        assertEquals(
                List.of("text/plain; version=0.0.4; charset=utf-8"),
                answer.headers().allValues("Content-Type"));
        assertEquals(
                List.of(
                        "# HELP smspay_calls_active calls now",
                        "# TYPE smspay_calls_active gauge",
                        "smspay_calls_active 2.0",
                        "# HELP smspay_calls_ended_total calls ended",
                        "# TYPE smspay_calls_ended_total counter",
                        "smspay_calls_ended_total{result=\"completed\"} 3.0"),
                answer.body().lines().toList());
    }

    @Test
    void showsAHistogramWithEveryClassAddedToTheSmallerOnes() throws Exception {
        door.histogram("smspay_wait_seconds", "waiting", List.of(0.1, 0.5), () -> List.of(4L, 2L, 1L), () -> 2.25);

        assertEquals(
                List.of(
                        "# HELP smspay_wait_seconds waiting",
                        "# TYPE smspay_wait_seconds histogram",
                        "smspay_wait_seconds_bucket{le=\"0.1\"} 4",
                        "smspay_wait_seconds_bucket{le=\"0.5\"} 6",
                        "smspay_wait_seconds_bucket{le=\"+Inf\"} 7",
                        "smspay_wait_seconds_count 7",
                        "smspay_wait_seconds_sum 2.25"),
                ask("GET", "/metrics").body().lines().toList());
    }

    @Test
    void goesOnCountingWhenMemoryIsTidiedUp() throws Exception {
        var ended = new AtomicLong(1);
        door.counter("smspay.calls.ended", "calls ended", ended::doubleValue, Map.of());
        collectGarbage();
        ended.set(7);

        var figures = ask("GET", "/metrics").body();

        assertTrue(figures.contains("smspay_calls_ended_total 7.0\n"), figures);
    }

    /** Until something is gone that nobody holds. */
    private static void collectGarbage() {
        var probe = new WeakReference<>(new Object());
        while (probe.get() != null) {
            System.gc();
        }
    }

    @Test
    void saysWhetherTheEngineCanServe() throws Exception {
        assertEquals("fine\n", ask("GET", "/health").body());

        health = new MonitorServer.Health(false, "no connection");

        var answer = ask("GET", "/health");
        assertEquals(503, answer.statusCode());
        assertEquals("no connection\n", answer.body());
    }

    @Test
    void saysInJsonWhyItIsNotReadyAndThatItLives() throws Exception {
        health = new MonitorServer.Health(false, "0 of 1 connections bound\nbind \"main\" is down");
        assertEquals(200, ask("GET", "/health/live").statusCode());
        var answer = ask("GET", "/health/ready");
        assertEquals(503, answer.statusCode());
        assertEquals(
                "{\"ready\":false,\"reasons\":[\"0 of 1 connections bound\",\"bind \\\"main\\\" is down\"]}",
                answer.body().strip());
        health = new MonitorServer.Health(true, "");
        assertEquals(
                "{\"ready\":true,\"reasons\":[]}",
                ask("GET", "/health/ready").body().strip());
    }

    @Test
    void isForReadingOnly() throws Exception {
        var answer = ask("POST", "/metrics");

        assertEquals(405, answer.statusCode());
        assertTrue(answer.headers().allValues("Allow").contains("GET, HEAD"));
    }

    @Test
    void halfRequestsHoldUpNobody() throws Exception {
        var strangers = new ArrayList<Socket>();
        for (int i = 0; i < 200; i++) {
            var stranger = new Socket("127.0.0.1", door.port());
            stranger.getOutputStream().write("GET /hea".getBytes(StandardCharsets.US_ASCII));
            strangers.add(stranger);
        }

        assertEquals("fine\n", ask("GET", "/health").body());
        assertEquals(200, ask("GET", "/metrics").statusCode());
        for (var stranger : strangers) {
            stranger.close();
        }
    }

    @Test
    void aConnectionThatNeverAsksIsClosed() throws Exception {
        try (var strict = new MonitorServer("127.0.0.1", 0, () -> health, Duration.ofMillis(50));
                var silent = new Socket("127.0.0.1", strict.port());
                var slow = new Socket("127.0.0.1", strict.port())) {
            slow.getOutputStream().write("GET /health HTTP/1.1\r\nHost".getBytes(StandardCharsets.US_ASCII));

            assertEquals(-1, silent.getInputStream().read());
            assertEquals(-1, slow.getInputStream().read());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET /health HTTP/9.9.9\r\n\r\n",
                "POST /health HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n",
                "GET /unknown HTTP/1.1\r\nHost: x\r\n\r\n"
            })
    void whatIsNoQuestionIsAnsweredOrClosedAndTheNextIsAnswered(String request) throws Exception {
        try (var peer = new Socket("127.0.0.1", door.port())) {
            peer.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new String(peer.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(answer.isEmpty() || answer.matches("(?s)HTTP/1.[01] 4.*"), answer);
        }

        assertEquals("fine\n", ask("GET", "/health").body());
    }
}
