package cn.smspay.tools.bench;

import cn.smspay.cli.Exit;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether an engine that runs for long needs ever more of anything. */
@Command(
        name = "soak",
        description = {
            "Drives an engine in a process of its own at a fixed rate for hours. Now and then waits until nothing is under",
            "way and prints what is left in its heap after a collection, its own memory (without mapped files), threads,",
            "open files, the size of the database's log and the time to reply of 99 %% since. In the end prints the slope of",
            "each in the second half of the time, since caches fill in the first. Exit code 1 if one grows, or if ledger,",
            "inbox, records and replies do not agree."
        },
        mixinStandardHelpOptions = true)
final class BenchSoakCommand implements Callable<Integer> {
    private static final double HOUR_SECONDS = 3600;
    private static final double MINUTE_SECONDS = 60;
    /** More than the share of conversations of the money mix that begin with one. */
    private static final double CARDS_PER_CONVERSATION = 0.4;

    @ArgGroup
    private final Duration duration = new Duration();

    @Option(
            names = "--rate",
            defaultValue = "500",
            description = "Conversations begun per second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--accounts",
            defaultValue = "100000",
            description = "Accounts in the database (default: ${DEFAULT-VALUE}).")
    private long accounts;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Load between two samples (default: ${DEFAULT-VALUE}).")
    private int every;

    @Mixin
    private final BenchLoadOptions told = new BenchLoadOptions();

    /** One or the other. */
    private static final class Duration {
        @Option(names = "--hours", paramLabel = "H", description = "How long (default: 1).")
        private @Nullable Double hours;

        @Option(names = "--minutes", paramLabel = "M", description = "How long.")
        private @Nullable Double minutes;

        double seconds() {
            return minutes != null ? minutes * MINUTE_SECONDS : (hours == null ? 1 : hours) * HOUR_SECONDS;
        }
    }

    @Override
    public Integer call() throws Exception {
        long count = every < 1 ? 0 : Math.round(duration.seconds() / every);
        if (count < 1 || rate < 1) {
            throw told.wrong("--rate and --every want at least 1, and --hours or --minutes time for a sample");
        }
        long cards = (long) (CARDS_PER_CONVERSATION * rate * count * every);
        var stock = BenchStock.of(told.mix(), accounts, cards);
        try (var folder = told.engine().folder()) {
            stock.provide(folder.path(), told.engine().jvm());
            try (var bed = BenchBed.engine(folder.path(), told.engine().jvm(), told, stock, told.smsc())) {
                return soak(bed, count);
            }
        }
    }

    private int soak(BenchBed bed, long count) throws IOException {
        var out = told.out();
        var samples = samples(bed, count, out);
        var trends = BenchSamples.trends(samples);
        var check = bed.check();
        var result = new LinkedHashMap<String, Object>();
        if (told.report().json()) {
            result.put("samples", samples);
        }
        result.put("trends", trends);
        result.put("kept", samples.size() == count);
        result.put("refused", bed.load().refusals().total());
        check.describe(result);
        told.describe(result);
        result.put("accounts", accounts);
        result.put("rate", rate);
        result.put("everySeconds", every);
        told.report().print(out, result, Map.of("trends", BenchSamples.table(trends)));
        told.report()
                .draw(() -> BenchSamples.picture(
                        samples,
                        String.format(
                                Locale.ROOT,
                                "%s, %d a second, %d accounts, %s",
                                told.mixName(),
                                rate,
                                accounts,
                                BenchReport.machine())));
        boolean grows = trends.stream().anyMatch(trend -> trend.verdict() == BenchTrend.TrendVerdict.GROWS);
        return grows || samples.size() < count ? Exit.WRONG : check.exitCode();
    }

    /** So many, or fewer if the engine does not keep up. */
    private List<BenchSamples.Sample> samples(BenchBed bed, long count, PrintWriter out) throws IOException {
        var samples = new ArrayList<BenchSamples.Sample>();
        var load = bed.load();
        long begun = System.nanoTime();
        say(out, BenchSamples.header());
        while (samples.size() < count) {
            load.measure(true);
            // What is under way at the end counts too: it is the slowest. The collection of all garbage does not: it
            // is made for the sample only, and nothing is under way meanwhile.
            boolean kept = load.openLoop(rate, every) & load.drain(BenchBed.DRAIN_SECONDS);
            load.measure(false);
            if (!kept && samples.isEmpty()) {
                throw new Exit.Refused(
                        Exit.WRONG, "the engine does not keep up with " + rate + " conversations a second");
            } else if (!kept) {
                break;
            }
            double hours = (System.nanoTime() - begun) / 1e9 / HOUR_SECONDS;
            var sample = new BenchSamples.Sample(hours, load.replyMillis(0.99), bed.state());
            samples.add(sample);
            say(out, BenchSamples.line(sample));
        }
        return samples;
    }

    private void say(PrintWriter out, String line) {
        if (told.report().json()) {
            BenchReport.progress(line);
        } else {
            out.println(line);
            out.flush();
        }
    }
}
