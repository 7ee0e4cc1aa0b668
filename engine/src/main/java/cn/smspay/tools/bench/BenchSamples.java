package cn.smspay.tools.bench;

import cn.smspay.base.svg.LogPlot;
import cn.smspay.base.svg.Svg;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What an engine held, and how fast it was, again and again for hours. */
final class BenchSamples {
    private static final double MINUTES = 60;

    private static final List<Figure> FIGURES = List.of(
            new Figure("heapMegabytes", "heap MB", sample -> sample.state().heapMegabytes()),
            new Figure("anonymousMegabytes", "own MB", sample -> sample.state().anonymousMegabytes()),
            new Figure("walMegabytes", "WAL MB", sample -> sample.state().walMegabytes()),
            new Figure("threads", "threads", sample -> sample.state().threads()),
            new Figure("descriptors", "files", sample -> sample.state().descriptors()),
            new Figure("p99Millis", "p99 ms", Sample::p99Millis));

    /**
     * @param hours since the load began
     * @param p99Millis from when a text was due to its reply's submit_sm, of those since the sample before
     */
    record Sample(
            double hours, double p99Millis, @JsonUnwrapped BenchState state) {}

    /** @param label for people, with its unit */
    private record Figure(String name, String label, ToDoubleFunction<Sample> value) {
        List<Svg.Point> points(List<Sample> samples, double perHour) {
            return samples.stream()
                    .map(sample -> new Svg.Point(sample.hours() * perHour, value.applyAsDouble(sample)))
                    .toList();
        }
    }

    private BenchSamples() {}

    static String header() {
        var line = new StringBuilder(String.format(Locale.ROOT, "%8s", "minutes"));
        FIGURES.forEach(figure -> line.append(String.format(Locale.ROOT, " %10s", figure.label())));
        return line.toString();
    }

    static String line(Sample sample) {
        var line = new StringBuilder(String.format(Locale.ROOT, "%8.1f", sample.hours() * MINUTES));
        FIGURES.forEach(figure ->
                line.append(String.format(Locale.ROOT, " %10.1f", figure.value().applyAsDouble(sample))));
        return line.toString();
    }

    /** Of each figure in the second half of the samples: in the first one code is compiled and caches fill. */
    static List<BenchTrend> trends(List<Sample> samples) {
        var later = samples.subList(samples.size() / 2, samples.size());
        return FIGURES.stream()
                .map(figure -> BenchTrend.of(figure.name(), figure.points(later, 1)))
                .toList();
    }

    static String table(List<BenchTrend> trends) {
        var text = new StringBuilder(String.format(
                Locale.ROOT, "%-18s %10s %10s %12s  %s%n", "line through", "begins", "ends", "per hour", "verdict"));
        for (var trend : trends) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-18s %10.2f %10.2f %12.3f  %s%n",
                    trend.name(),
                    trend.first(),
                    trend.last(),
                    trend.perHour(),
                    switch (trend.verdict()) {
                        case STEADY -> "does not grow";
                        case GROWS -> "GROWS";
                        case UNKNOWN -> "too few samples to tell";
                    }));
        }
        return text.toString();
    }

    static String picture(List<Sample> samples, String conditions) {
        return LogPlot.svg(
                new LogPlot.Labels("An engine under load for long", conditions, "minutes", "MB, number, ms"),
                FIGURES.stream()
                        .map(figure -> new LogPlot.Curve(figure.label(), figure.points(samples, MINUTES)))
                        .toList());
    }
}
