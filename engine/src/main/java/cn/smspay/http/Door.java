package cn.smspay.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * What an operator's monitoring asks: {@code GET /health} answers 200 while the engine can serve and 503 otherwise, with the
 * reason; {@code GET /metrics} answers in Prometheus' text format. Nothing here changes anything.
 */
public final class Door implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2, Door::thread);
    private final PrometheusMeterRegistry figures = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** How the engine is, in a word or sentence. */
    public record Health(boolean serving, String text) {}

    /**
     * Opens the door.
     *
     * @param port 0 to let the system choose
     * @throws IOException if the address cannot be listened on
     */
    public Door(String host, int port, Supplier<Health> health) throws IOException {
        server = HttpServer.create(new InetSocketAddress(host, port), 0);
        server.setExecutor(threads);
        server.createContext("/health", exchange -> {
            var now = health.get();
            answer(exchange, now.serving() ? 200 : 503, now.text() + "\n");
        });
        server.createContext("/metrics", exchange -> answer(exchange, 200, figures.scrape()));
        server.start();
    }

    /** Shows a number that only grows. */
    public void counter(String name, String help, DoubleSupplier value, Map<String, String> labels) {
        var builder = io.micrometer.core.instrument.FunctionCounter.builder(name, value, DoubleSupplier::getAsDouble)
                .description(help);
        labels.forEach(builder::tag);
        builder.register(figures);
    }

    /** Shows a number that rises and falls. */
    public void gauge(String name, String help, DoubleSupplier value, Map<String, String> labels) {
        var builder = io.micrometer.core.instrument.Gauge.builder(name, value::getAsDouble)
                .description(help);
        labels.forEach(builder::tag);
        builder.register(figures);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "http");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
