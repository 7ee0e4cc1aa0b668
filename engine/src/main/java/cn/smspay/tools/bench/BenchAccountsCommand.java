package cn.smspay.tools.bench;

import cn.smspay.cli.Exit;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a message costs when there are more accounts. */
@Command(
        name = "accounts",
        description = {
            "Fills a database with each number of accounts, drives an engine on it as bench sms does, as fast as",
            "conversations end, and prints throughput, latency, cost and memory at each; first, how many times as much",
            "processor time a message costs at the largest number as at the smallest. With --data, the databases are kept",
            "in folders named by their number of accounts."
        },
        mixinStandardHelpOptions = true)
final class BenchAccountsCommand implements Callable<Integer> {
    @Option(
            names = "--sizes",
            paramLabel = "N,N,…",
            split = ",",
            defaultValue = "10000,100000,1000000,10000000",
            description = "Numbers of accounts (default: ${DEFAULT-VALUE}).")
    private List<Long> sizes = List.of();

    @Option(
            names = "--seconds",
            defaultValue = "20",
            description = "How long to measure at each (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description = {
                "Load before measuring begins, at each (default: ${DEFAULT-VALUE}). With less, compiling the engine's code",
                "counts as a cost of messages."
            })
    private int warmUp;

    @Mixin
    private final BenchLoadOptions told = new BenchLoadOptions();

    @Override
    public Integer call() throws Exception {
        for (long size : sizes) {
            if (size < told.window()) {
                throw told.wrong(
                        "--sizes wants numbers from --window upwards, because an account has one conversation at once;"
                                + " " + size + " is less than " + told.window());
            }
        }
        var rows = new ArrayList<BenchSizes.Row>();
        for (long size : sizes) {
            // One after the other is deleted if it is temporary: the largest takes many gigabytes.
            try (var folder = told.engine().folder()) {
                rows.add(measure(folder.path().resolve(Long.toString(size)), size));
            }
        }
        var result = new LinkedHashMap<String, Object>();
        result.put("cpuRatio", BenchSizes.cpuRatio(rows));
        result.put("sizes", rows);
        told.describe(result);
        result.put("seconds", seconds);
        result.put("warmUpSeconds", warmUp);
        told.report().print(told.out(), result, Map.of("sizes", BenchSizes.table(rows)));
        told.report()
                .draw(() -> BenchSizes.picture(
                        rows,
                        String.format(
                                Locale.ROOT,
                                "%s, window of %d, %d connections, %s",
                                told.mixName(),
                                told.window(),
                                told.binds(),
                                BenchReport.machine())));
        return rows.stream().allMatch(row -> row.check().isGood()) ? Exit.DONE : Exit.WRONG;
    }

    private BenchSizes.Row measure(Path folder, long size) throws IOException {
        var stock = BenchStock.of(told.mix(), size);
        double fillSeconds = stock.provide(folder, told.engine().jvm()).fillSeconds();
        try (var bed = BenchBed.engine(folder, told.engine().jvm(), told, stock, told.smsc())) {
            var load = bed.load();
            BenchReport.progress(String.format(Locale.ROOT, "%,d accounts: warming up", size));
            load.closedLoop(told.window(), warmUp);
            BenchReport.progress(String.format(Locale.ROOT, "%,d accounts: measuring", size));
            var measured = BenchMeasurement.of(
                    load,
                    time -> {
                        load.closedLoop(told.window(), time);
                        return true;
                    },
                    seconds,
                    bed::figures);
            return new BenchSizes.Row(
                    size,
                    measured.uplinksPerSecond(),
                    measured.engineCpuMicrosPerUplink(),
                    load.replyMillis(0.5),
                    load.replyMillis(0.99),
                    measured.after().residentMegabytes(),
                    BenchState.databaseMegabytes(folder.resolve(StoreSettings.FILE)),
                    fillSeconds,
                    bed.check());
        }
    }
}
