package cn.smspay.web.monitor;

import cn.smspay.base.Ticker;
import cn.smspay.net.http.HttpLimits;
import cn.smspay.net.http.HttpServer;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.WebResponse;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What an operator's monitoring asks: {@code GET /health} answers 200 while the engine can serve and 503 otherwise, with the
 * reason and a line for everything else that is not in order; {@code /health/live} answers as long as the process does,
 * {@code /health/ready} says the same as {@code /health} in JSON; {@code GET /metrics} answers in Prometheus' text format.
 * Nothing here changes anything.
 *
 * <p>Whoever can reach the port may be nobody's friend: a connection that is silent or slow is closed after a while, and when there
 * are too many the most silent one goes, so that half a request holds up nobody.
 */
public final class MonitorServer implements AutoCloseable {
    /** Long enough for a monitor behind a slow line. */
    private static final Duration LIFE = Duration.ofSeconds(10);

    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";
    /** Without the version a scraper has to guess what it gets. */
    private static final String FIGURES = "text/plain; version=0.0.4; charset=utf-8";

    private static final int LINE_MAX = 1_024;
    private static final int HEADERS_MAX = 8_192;
    private static final int BODY_MAX = 1_024;
    private static final int CONNECTIONS_MAX = 50;
    /** Nobody is kept from asking; who asks too much waits for the one thread that answers. */
    private static final int REQUESTS_MAX = 1_000_000;

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final PrometheusMeterRegistry figures = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Supplier<Health> health;
    private final HttpServer server;

    /** How the engine is, in a word or sentence. */
    public record Health(boolean serving, String text) {}

    /**
     * Opens the door.
     *
     * @param port 0 to let the system choose
     * @throws IOException if the address cannot be listened on
     */
    public MonitorServer(String host, int port, Supplier<Health> health) throws IOException {
        this(host, port, health, LIFE);
    }

    /** @param life how long a connection may be silent or slow */
    MonitorServer(String host, int port, Supplier<Health> health, Duration life) throws IOException {
        this.health = health;
        var limits = new HttpLimits(
                LINE_MAX,
                HEADERS_MAX,
                BODY_MAX,
                1,
                life,
                life,
                LIFE,
                CONNECTIONS_MAX,
                // Never the narrower bound: all monitors may come through one address.
                CONNECTIONS_MAX + 1,
                REQUESTS_MAX,
                REQUESTS_MAX,
                // Figures look at the disk, which may hang.
                1,
                CONNECTIONS_MAX);
        var settings = new HttpSettings("http-answers", host, port, List.of(), Optional.empty(), List.of(), limits);
        var routes = new Routes()
                .get("/health", request -> health())
                .get("/health/live", request -> of(OK, PLAIN, "live\n"))
                .get("/health/ready", request -> ready())
                .get("/metrics", request -> of(OK, FIGURES, figures.scrape()))
                .problems(problem ->
                        of(problem.status(), PLAIN, problem.titleEn() + "; there are /health and /metrics\n"));
        server = HttpServer.open(settings, routes, Ticker.system());
    }

    private WebResponse health() {
        var now = health.get();
        return of(now.serving() ? OK : UNAVAILABLE, PLAIN, now.text() + "\n");
    }

    private WebResponse ready() {
        var now = health.get();
        var reasons = now.text()
                .lines()
                .filter(line -> !line.isBlank())
                .map(MonitorServer::quoted)
                .collect(Collectors.joining(",", "[", "]"));
        return of(
                now.serving() ? OK : UNAVAILABLE,
                JSON,
                "{\"ready\":" + now.serving() + ",\"reasons\":" + reasons + "}\n");
    }

    /** As JSON writes a text (RFC 8259 §7). */
    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }

    private static WebResponse of(int status, String type, String text) {
        return WebResponse.of(status, type, text.getBytes(StandardCharsets.UTF_8));
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
     * Shows what does not change, as labels.
     *
     * @param name without the end that Prometheus gives it, {@code _info}
     */
    public void info(String name, String help, Map<String, String> labels) {
        Collector collector = () -> InfoSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                        .labels(labels(labels))
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
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
