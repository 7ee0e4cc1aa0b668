package cn.smspay.billing;

import cn.smspay.store.Store;
import cn.smspay.store.StoreSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;

/** Prints how fast records are stored and exported; run by hand: {@code ExportBenchmark [records]}. */
final class ExportBenchmark {
    private static final int BATCH = 256;

    private ExportBenchmark() {}

    public static void main(String[] args) throws IOException {
        int records = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        var folder = Files.createTempDirectory("billing-benchmark");
        try (var store = Store.open(StoreSettings.engine(folder.resolve("smspay.db")))) {
            var start = Instant.parse("2009-11-02T01:00:00Z");
            measure("store", records, () -> fill(store, records, start));
            for (var formats : java.util.List.of(Set.of(Format.CSV), Set.of(Format.CDR), Set.of(Format.JSONL))) {
                var settings = BillingSettings.standard().withFormats(formats);
                var out = Files.createDirectory(folder.resolve("out-" + formats));
                measure(
                        "export " + formats,
                        records,
                        () -> new BillingFiles(store, settings, out)
                                .close(start.plusSeconds(40_000), CloseReason.HAND, Progress.SILENT));
            }
        } finally {
            delete(folder);
        }
    }

    static void fill(Store store, int records, Instant start) {
        var billing = new Billing();
        for (int done = 0; done < records; done += BATCH) {
            int from = done;
            store.write(tx -> {
                for (int i = from; i < Math.min(records, from + BATCH); i++) {
                    billing.record(tx, Uplinks.uplink(i + 1, start.plusMillis(i / 50L)));
                }
                return from;
            });
        }
    }

    private static void measure(String what, int records, Runnable work) {
        var threads = ManagementFactory.getThreadMXBean();
        long begin = System.nanoTime();
        long cpu = threads.getCurrentThreadCpuTime();
        work.run();
        double cpuSeconds = (threads.getCurrentThreadCpuTime() - cpu) / 1e9;
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.gc();
        var runtime = Runtime.getRuntime();
        System.out.printf(
                "%-16s %,d records in %.2f s: %,.0f/s, of one processor %,.0f/s, heap %d MiB%n",
                what,
                records,
                seconds,
                records / seconds,
                records / cpuSeconds,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
