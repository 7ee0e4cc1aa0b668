package cn.smspay.tools.bench;

import cn.smspay.base.svg.LogPlot;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The same load at different numbers of accounts. */
final class BenchSizes {
    /**
     * @param cpuMicrosPerUplink processor time of the engine's process per message
     * @param p50Millis from deliver_sm to the reply's submit_sm, as the other
     * @param residentMegabytes memory of the engine's process at the end
     * @param databaseMegabytes with its write-ahead log
     * @param fillSeconds how long filling took, be it in this run or in an earlier one
     */
    record Row(
            long accounts,
            long uplinksPerSecond,
            double cpuMicrosPerUplink,
            double p50Millis,
            double p99Millis,
            long residentMegabytes,
            double databaseMegabytes,
            double fillSeconds,
            BenchCheck check) {}

    private BenchSizes() {}

    /** Processor time per message at the largest number of accounts over that at the smallest. */
    static double cpuRatio(List<Row> rows) {
        var order = Comparator.comparingLong(Row::accounts);
        double most = rows.stream().max(order).orElseThrow().cpuMicrosPerUplink();
        double least = rows.stream().min(order).orElseThrow().cpuMicrosPerUplink();
        return least == 0 ? 0 : most / least;
    }

    static String table(List<Row> rows) {
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "%10s %10s %10s %9s %9s %8s %9s %8s%n",
                "accounts",
                "uplinks/s",
                "CPU us/up",
                "p50 ms",
                "p99 ms",
                "RSS MB",
                "disk MB",
                "fill s"));
        for (Row row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "%10d %10d %10.1f %9.2f %9.2f %8d %9.0f %8.1f%s%n",
                    row.accounts(),
                    row.uplinksPerSecond(),
                    row.cpuMicrosPerUplink(),
                    row.p50Millis(),
                    row.p99Millis(),
                    row.residentMegabytes(),
                    row.databaseMegabytes(),
                    row.fillSeconds(),
                    row.check().isGood() ? "" : "  wrong in the end: " + row.check()));
        }
        return text.toString();
    }

    static String picture(List<Row> rows, String conditions) {
        return LogPlot.svg(
                new LogPlot.Labels(
                        "Cost and latency of a message",
                        conditions,
                        "accounts, as a power of ten",
                        "processor time (us), time to reply (ms)"),
                List.of(
                        curve("CPU us", rows, Row::cpuMicrosPerUplink),
                        curve("99 % ms", rows, Row::p99Millis),
                        curve("median ms", rows, Row::p50Millis)));
    }

    private static LogPlot.Curve curve(String name, List<Row> rows, ToDoubleFunction<Row> value) {
        return LogPlot.Curve.of(name, rows, row -> Math.log10(row.accounts()), value);
    }
}
