package cn.smspay.tools.bench;

import cn.smspay.base.svg.LogPlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Latency of replies at rates that are given from outside, one after the other on one warm engine. */
final class BenchRates {
    private static final double SETTLE_SECONDS = 2;

    /**
     * @param rate conversations begun per second
     * @param p50Millis from when the text was due to its reply's submit_sm, as the others
     * @param refused texts that were refused and sent again
     * @param kept whether the engine kept up; if not, no higher rate was tried
     */
    record Row(
            int rate,
            double p50Millis,
            double p99Millis,
            double p999Millis,
            double maxMillis,
            long refused,
            boolean kept) {}

    private BenchRates() {}

    static List<Row> measure(BenchLoad load, List<Integer> rates, int seconds) {
        var rows = new ArrayList<Row>();
        for (int rate : rates) {
            boolean kept = load.openLoop(rate, SETTLE_SECONDS) && load.drain(BenchBed.DRAIN_SECONDS);
            long refused = load.refusals().total();
            load.measure(true);
            // What is under way at the end counts too: it is the slowest.
            kept = load.openLoop(rate, seconds) & load.drain(BenchBed.DRAIN_SECONDS) & kept;
            load.measure(false);
            rows.add(new Row(
                    rate,
                    load.replyMillis(0.5),
                    load.replyMillis(0.99),
                    load.replyMillis(0.999),
                    load.replyMillis(1),
                    load.refusals().total() - refused,
                    kept));
            if (!kept) {
                break;
            }
        }
        return rows;
    }

    static String table(List<Row> rows) {
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "%8s %10s %10s %10s %10s %9s%n",
                "rate",
                "p50 ms",
                "p99 ms",
                "p99.9 ms",
                "max ms",
                "refused"));
        for (Row row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "%8d %10.2f %10.2f %10.2f %10.2f %9d%s%n",
                    row.rate(),
                    row.p50Millis(),
                    row.p99Millis(),
                    row.p999Millis(),
                    row.maxMillis(),
                    row.refused(),
                    row.kept() ? "" : "  not kept up with"));
        }
        return text.toString();
    }

    static String picture(List<Row> rows, String conditions) {
        return LogPlot.svg(
                new LogPlot.Labels(
                        "Latency of replies",
                        conditions,
                        "conversations begun per second",
                        "from deliver_sm due to submit_sm (ms)"),
                List.of(
                        curve("maximum", rows, Row::maxMillis),
                        curve("99.9 %", rows, Row::p999Millis),
                        curve("99 %", rows, Row::p99Millis),
                        curve("median", rows, Row::p50Millis)));
    }

    private static LogPlot.Curve curve(String name, List<Row> rows, ToDoubleFunction<Row> value) {
        return LogPlot.Curve.of(name, rows, Row::rate, value);
    }
}
