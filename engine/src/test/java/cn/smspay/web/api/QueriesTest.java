package cn.smspay.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Ticker;
import cn.smspay.net.http.HttpServer;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.WebResponse;
import cn.smspay.testing.TestClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields of a query are read as strictly as bodies. */
final class QueriesTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static HttpServer server;

    @BeforeAll
    static void open() throws IOException {
        var routes = new Routes()
                .get("/q", request -> {
                    Queries.only(request, "limit", "n", "c");
                    return WebResponse.text(
                            200,
                            Queries.limit(request) + "|" + Queries.number(request, "n", -1) + "|"
                                    + Queries.cursor(request, "c"));
                })
                .get(
                        "/day",
                        request -> WebResponse.text(
                                200,
                                Queries.day("day", request.query().text("day")).toString()))
                .post("/key", request -> WebResponse.text(200, Queries.idempotencyKey(request)))
                .post("/whole", request -> WebResponse.of(200, "text/plain", Queries.whole(request)));
        server = HttpServer.open(HttpSettings.loopback("test", 0), routes, Ticker.of(new TestClock()));
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static HttpRequest.Builder to(String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target));
    }

    private static HttpResponse<String> sent(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({
        "'', 20|-1|",
        "limit=1, 1|-1|",
        "limit=100, 100|-1|",
        "n=0&c=17, 20|0|17",
        "n=999999999999999999, 20|999999999999999999|",
        "n=, 20|-1|"
    })
    void whatIsLeftOutHasItsUsualValue(String query, String read) throws Exception {
        var answer = sent(to("/q" + (query.isEmpty() ? "" : "?" + query)).build());

        if (query.equals("n=")) {
            assertEquals(400, answer.statusCode(), "an empty number is none");
        } else {
            assertEquals("200 " + read, answer.statusCode() + " " + answer.body());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, /limit",
        "limit=101, /limit",
        "limit=-1, /limit",
        "limit=01, /limit",
        "limit=ten, /limit",
        "limit=, /limit",
        "n=-1, /n",
        "n=1.5, /n",
        "n=1000000000000000000, /n",
        "c=x, /c",
        "c=-1, /c",
        "other=1, /other",
        "Limit=1, /Limit"
    })
    void whatIsNotAsItHasToBeIsNamed(String query, String pointer) throws Exception {
        var answer = sent(to("/q?" + query).build());

        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("query-invalid"), answer.body());
        assertTrue(answer.body().contains("\"" + pointer + "\""), answer.body());
    }

    @ParameterizedTest
    @CsvSource({
        "2009-11-02, 200",
        "2012-02-29, 200",
        "2009-02-29, 400",
        "2009-13-01, 400",
        "2009-11-31, 400",
        "20091102, 400",
        "2009-1-2, 400",
        "'', 400"
    })
    void aDayIsOneThatThereIs(String day, int status) throws Exception {
        var answer = sent(to("/day?day=" + day).build());

        assertEquals(status, answer.statusCode());
        assertTrue(answer.body().contains(status == 200 ? day : "a date"), answer.body());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void aKeyIsOneWordOfPrintableCharacters(int length) throws Exception {
        var key = "k".repeat(length);

        assertEquals(
                key,
                sent(to("/key")
                                .header("Idempotency-Key", key)
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build())
                        .body());
    }

    @Test
    void noKeyTwoKeysOrOneThatIsTooLongAreNone() throws Exception {
        var none = to("/key");
        var two = to("/key").header("Idempotency-Key", "a").header("Idempotency-Key", "b");
        var wide = to("/key").header("Idempotency-Key", "k".repeat(101));
        var blank = to("/key").header("Idempotency-Key", "a b");
        for (var request : new HttpRequest.Builder[] {none, two, wide, blank}) {
            var answer = sent(request.POST(HttpRequest.BodyPublishers.noBody()).build());
            assertEquals(400, answer.statusCode());
            assertTrue(answer.body().contains("idempotency-key-missing"), answer.body());
        }
    }

    @Test
    void aRequestIsItsMethodItsTargetAndItsBody() throws Exception {
        assertEquals(
                "POST /whole?a=%20b\nbody",
                sent(to("/whole?a=%20b")
                                .POST(HttpRequest.BodyPublishers.ofString("body"))
                                .build())
                        .body());
    }
}
