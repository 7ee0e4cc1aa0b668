package cn.smspay.web.monitor;

import cn.smspay.base.Threads;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
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
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * What an operator's monitoring asks: {@code GET /health} answers 200 while the engine can serve and 503 otherwise, with the
 * reason and a line for everything else that is not in order; {@code GET /metrics} answers in Prometheus' text format. Nothing
 * here changes anything.
 *
 * <p>Whoever can reach the port may be nobody's friend: a connection asks once and is closed after a while whether it has asked
 * or not, and when there are too many the oldest goes, so that half a request holds up nobody.
 */
public final class Door implements AutoCloseable {
    /** Long enough for a monitor behind a slow line. */
    private static final Duration LIFE = Duration.ofSeconds(10);

    private static final int CONNECTIONS_MAX = 50;
    private static final int LINE_MAX = 1_024;
    private static final int HEADERS_MAX = 8_192;
    private static final int BODY_MAX = 1_024;

    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, Threads.unending(new DefaultThreadFactory("http", true), this::isClosing), NioIoHandler.newFactory());
    /** Figures look at the disk, which may hang. */
    private final ThreadPoolExecutor worker = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(CONNECTIONS_MAX),
            Threads.named("http-answers"),
            new ThreadPoolExecutor.DiscardPolicy());
    /** Oldest first; used by the one loop only. */
    private final Deque<Channel> connections = new ArrayDeque<>();

    private final PrometheusMeterRegistry figures = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Supplier<Health> health;
    private final Duration life;
    private final Channel listener;
    private volatile boolean closing;

    /** How the engine is, in a word or sentence. */
    public record Health(boolean serving, String text) {}

    /**
     * Opens the door.
     *
     * @param port 0 to let the system choose
     * @throws IOException if the address cannot be listened on
     */
    public Door(String host, int port, Supplier<Health> health) throws IOException {
        this(host, port, health, LIFE);
    }

    /** @param life of a connection */
    Door(String host, int port, Supplier<Health> health, Duration life) throws IOException {
        this.health = health;
        this.life = life;
        var bind = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new Entrance())
                .bind(host, port)
                .awaitUninterruptibly();
        if (!bind.isSuccess()) {
            shutDown();
            throw new IOException(String.valueOf(bind.cause().getMessage()), bind.cause());
        }
        listener = bind.channel();
    }

    /** Bounds what a connection may ask, how long it may take, and how many there are. */
    private final class Entrance extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel channel) {
            if (connections.size() >= CONNECTIONS_MAX) {
                connections.removeFirst().close();
            }
            connections.addLast(channel);
            var end = channel.eventLoop().schedule(() -> channel.close(), life.toMillis(), TimeUnit.MILLISECONDS);
            channel.closeFuture().addListener(closed -> {
                end.cancel(false);
                connections.remove(channel);
            });
            channel.pipeline()
                    .addLast(new HttpServerCodec(LINE_MAX, HEADERS_MAX, BODY_MAX))
                    .addLast(new HttpObjectAggregator(BODY_MAX, true))
                    .addLast(new MonitorHandler(worker, health, figures::scrape));
        }
    }

    private boolean isClosing() {
        return closing;
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
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    private void shutDown() {
        closing = true;
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        worker.shutdownNow();
    }

    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        shutDown();
    }
}
