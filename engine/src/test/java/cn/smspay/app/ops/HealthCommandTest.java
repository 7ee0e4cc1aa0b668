package cn.smspay.app.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.cli.Exit;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Only an engine that says it is well ends the command with 0. */
final class HealthCommandTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private HttpServer engine;
    private int status = 200;
    private String refusal = "";

    @BeforeEach
    void open() throws IOException {
        engine = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        engine.createContext("/health", exchange -> {
            var body = "state of the engine\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        engine.start();
    }

    @AfterEach
    void close() {
        engine.stop(0);
    }

    private int run(String... words) {
        return new CommandLine(new HealthCommand(new PrintStream(said, true, StandardCharsets.UTF_8)))
                .setExecutionExceptionHandler((fault, self, parsed) -> {
                    refusal = String.valueOf(fault.getMessage());
                    return fault instanceof Exit.Refused no ? no.code() : -1;
                })
                .execute(words);
    }

    private String port() {
        return Integer.toString(engine.getAddress().getPort());
    }

    @ParameterizedTest
    @CsvSource({"200, 0", "503, 1", "500, 1", "404, 1", "204, 1", "302, 1"})
    void onlyTwoHundredIsWell(int answered, int code) {
        status = answered;

        assertEquals(code, run("--port", port()));
        assertTrue(answered == 204 || said.toString(StandardCharsets.UTF_8).contains("state of the engine"));
    }

    @Test
    void whoDoesNotAnswerIsNotWell() {
        var port = port();
        engine.stop(0);

        assertEquals(Exit.WRONG, run("--port", port));
        assertTrue(
                said.toString(StandardCharsets.UTF_8)
                        .contains("no engine answers at http://127.0.0.1:" + port + "/health"),
                said.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 127.0.0.1, 0 is no port; --port wants 1 to 65535",
        "-1, 127.0.0.1, -1 is no port; --port wants 1 to 65535",
        "65536, 127.0.0.1, 65536 is no port; --port wants 1 to 65535",
        "9258, /etc/hosts, /etc/hosts is no address; --host wants one like 127.0.0.1",
        "9258, '', ' is no address; --host wants one like 127.0.0.1'",
        "9258, a b, a b is no address; --host wants one like 127.0.0.1"
    })
    void whatIsNoPortOrAddressIsRefused(String port, String host, String sentence) {
        assertEquals(Exit.USAGE, run("--port=" + port, "--host=" + host));
        assertEquals(sentence, refusal);
    }

    @Test
    void theLastPortIsOne() {
        assertEquals(Exit.WRONG, run("--port", "1"));
        assertEquals("", refusal);
    }
}
