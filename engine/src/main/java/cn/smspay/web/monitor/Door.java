package cn.smspay.web.monitor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
    private static final String PLAIN = "text/plain; charset=utf-8";
    /** Without the version a scraper has to guess what it gets. */
    private static final String FIGURES = "text/plain; version=0.0.4; charset=utf-8";

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
            answer(exchange, now.serving() ? 200 : 503, PLAIN, now.text() + "\n");
        });
        server.createContext("/metrics", exchange -> answer(exchange, 200, FIGURES, figures.scrape()));
        server.start();
    }

    /** Shows a number that only grows. */
    public void counter(String name, String help, DoubleSupplier value, Map<String, String> labels) {
        // The object is held weakly, the function is not: were the supplier the object, the garbage collector would
        // take it
        // and the counter would stand still.
        var builder = io.micrometer.core.instrument.FunctionCounter.builder(name, this, door -> value.getAsDouble())
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

    /**
     * Shows how many of something there were in each class of size, from which a monitor works out percentiles of any span
     * of time and of many engines together. Micrometer has this only for what it measures itself.
     *
     * @param name ends with its unit, a base unit like seconds
     * @param bounds the upper bounds of the classes, ascending; there is one more class without a bound
     * @param counts of every class
     * @param sum of all sizes
     */
    public void histogram(
            String name, String help, List<Double> bounds, Supplier<List<Long>> counts, DoubleSupplier sum) {
        var limits = new ArrayList<>(bounds);
        limits.add(Double.POSITIVE_INFINITY);
        Collector collector = () -> HistogramSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(limits, counts.get()))
                        .sum(sum.getAsDouble())
                        .build())
                .build();
        figures.getPrometheusRegistry().register(collector);
    }

    /**
     * Shows a number for each of a set of labels that changes as the program runs, like its binds.
     *
     * @param grows whether it only grows
     * @param values the numbers by their labels
     */
    public void family(String name, String help, boolean grows, Supplier<Map<Map<String, String>, Double>> values) {
        Collector collector = () -> grows ? counters(name, help, values.get()) : gauges(name, help, values.get());
        figures.getPrometheusRegistry().register(collector);
    }

    private static MetricSnapshot counters(String name, String help, Map<Map<String, String>, Double> values) {
        var all = CounterSnapshot.builder().name(name).help(help);
        values.forEach((labels, value) -> all.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(labels(labels))
                .value(value)
                .build()));
        return all.build();
    }

    private static MetricSnapshot gauges(String name, String help, Map<Map<String, String>, Double> values) {
        var all = GaugeSnapshot.builder().name(name).help(help);
        values.forEach((labels, value) -> all.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(labels(labels))
                .value(value)
                .build()));
        return all.build();
    }

    private static Labels labels(Map<String, String> labels) {
        return Labels.of(List.copyOf(labels.keySet()), List.copyOf(labels.values()));
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
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
