package cn.smspay.tools.bench;

import cn.smspay.base.ConversationId;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.UplinkId;
import cn.smspay.books.charge.Billing;
import cn.smspay.books.charge.Charge;
import cn.smspay.books.charge.Message;
import cn.smspay.books.charge.What;
import cn.smspay.books.charge.Who;
import cn.smspay.cli.Exit;
import cn.smspay.files.billing.BillingFiles;
import cn.smspay.files.billing.BillingSettings;
import cn.smspay.files.billing.ExportProgress;
import cn.smspay.files.format.CloseReason;
import cn.smspay.files.format.Finding;
import cn.smspay.files.format.Format;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How fast charge records are stored, become files, and are checked. */
@Command(
        name = "billing",
        description = {
            "Fills a scratch database with charge records, exports them as CSV and as 3GPP file,"
                    + " verifies all of it and writes the files again byte for byte."
                    + " Prints records per second and processor time of each, medians of several runs."
        },
        mixinStandardHelpOptions = true)
final class BenchBillingCommand implements Callable<Integer> {
    /** A morning of a day that is over. */
    private static final Instant START = Instant.parse("2009-11-02T01:00:00Z");

    private static final Duration CLOSED_AFTER = Duration.ofHours(10);
    private static final int RECORDS_MAX = 10_000_000;

    @Option(names = "--records", defaultValue = "1000000", description = "1 to 10000000 (default: ${DEFAULT-VALUE}).")
    private int records;

    @Option(names = "--runs", defaultValue = "3", description = "Runs on the same records (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--json", description = "Prints one JSON object instead of the table.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
    private final Map<String, List<Double>> cpuSeconds = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private boolean equal = true;

    /** A measured piece of work. */
    private interface MeasuredWork {
        void run() throws IOException;
    }

    @Override
    public Integer call() throws Exception {
        if (records < 1 || records > RECORDS_MAX || runs < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--records wants 1 to " + RECORDS_MAX + ", and --runs at least 1");
        }
        try (var temporary = BenchFolder.of(null)) {
            var folder = temporary.path();
            var filled = folder.resolve("filled.db");
            try (var store = Store.open(StoreSettings.engine(filled))) {
                measure("store", () -> BenchCharges.fill(store, records, START));
            }
            for (int run = 0; run < runs; run++) {
                run(filled, Files.createDirectory(folder.resolve("run-" + run)));
            }
        }
        print();
        findings.forEach(spec.commandLine().getErr()::println);
        return equal && findings.isEmpty() ? Exit.DONE : Exit.WRONG;
    }

    private void run(Path filled, Path folder) throws IOException {
        var database = folder.resolve(StoreSettings.FILE);
        Files.copy(filled, database);
        var out = Files.createDirectory(folder.resolve("out"));
        var again = Files.createDirectory(folder.resolve("again"));
        try (var store = Store.open(StoreSettings.engine(database))) {
            measure(
                    "exportCsv",
                    () -> files(store, out, EnumSet.of(Format.CSV))
                            .close(START.plus(CLOSED_AFTER), CloseReason.HAND, ExportProgress.SILENT));
            var files = files(store, out, EnumSet.of(Format.CSV, Format.CDR));
            measure("exportCdr", () -> files.export(START.plus(CLOSED_AFTER), ExportProgress.SILENT));
            measure("verify", () -> findings.addAll(files.verify()));
            for (var format : List.of(Format.CSV, Format.CDR)) {
                var copies = new ArrayList<Path>();
                measure(
                        "reexport" + capitalised(format),
                        () -> files.list()
                                .forEach(file ->
                                        copies.add(files.reexport(file.key().sequence(), format, again))));
                for (var copy : copies) {
                    equal &= Files.mismatch(copy, out.resolve(copy.getFileName())) < 0;
                }
            }
        }
        BenchFolder.delete(folder);
    }

    private BillingFiles files(Store store, Path out, EnumSet<Format> formats) {
        return new BillingFiles(store, BillingSettings.standard().withFormats(formats), out);
    }

    private static String capitalised(Format format) {
        return format.name().charAt(0) + format.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private void measure(String what, MeasuredWork work) throws IOException {
        long cpuBefore = BenchFigures.cpuMillisOfProcess();
        long begun = System.nanoTime();
        work.run();
        double took = (System.nanoTime() - begun) / 1e9;
        seconds.computeIfAbsent(what, w -> new ArrayList<>()).add(took);
        double cpu = (BenchFigures.cpuMillisOfProcess() - cpuBefore) / 1e3;
        cpuSeconds.computeIfAbsent(what, w -> new ArrayList<>()).add(cpu);
        if (System.console() != null) {
            System.err.printf(Locale.ROOT, "%s %.2f s%n", what, took);
        }
    }

    private void print() throws IOException {
        var result = new LinkedHashMap<String, Object>();
        seconds.forEach((what, all) -> result.put(what + "PerSecond", Math.round(records / median(all))));
        cpuSeconds.forEach(
                (what, all) -> result.put(what + "CpuMicros", Math.round(median(all) * 1e7 / records) / 10.0));
        result.put("records", records);
        result.put("runs", runs);
        result.put("findings", findings.size());
        result.put("writtenAgainEqual", equal);
        result.put("residentMegabytes", BenchFigures.ofProcess().residentMegabytes());
        result.put("heapMostMegabytes", Runtime.getRuntime().maxMemory() >> 20);
        BenchReport.describeMachine(result);
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(new ObjectMapper().writeValueAsString(result));
        } else {
            result.forEach((name, value) -> out.printf(Locale.ROOT, "%-28s %s%n", name, value));
        }
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }

    /** Fills a scratch database with charge records as a busy hour leaves them: fifty a millisecond, all of one day. */
    private static final class BenchCharges {
        /** As many as a busy lane puts into one transaction. */
        private static final int BATCH = 256;

        private static final int PER_MILLISECOND = 50;
        private static final String[] COMMANDS = {"KT", "CX", "HF", "TX", "XH"};
        private static final String[] PROVINCES = {"广东", "北京", "上海", "四川"};

        private BenchCharges() {}

        static void fill(Store store, long records, Instant from) {
            var billing = new Billing();
            for (long done = 0; done < records; done += BATCH) {
                long first = done + 1;
                long last = Math.min(records, done + BATCH);
                store.write(tx -> {
                    for (long id = first; id <= last; id++) {
                        billing.record(tx, charge(id, from.plusMillis(id / PER_MILLISECOND)));
                    }
                    return last;
                });
            }
        }

        /** Every tenth is refused, every hundredth is free. */
        private static Charge charge(long id, Instant at) {
            boolean free = id % 100 == 0;
            return new Charge(
                    new UplinkId(id),
                    at,
                    at.plusMillis(7),
                    new Who(
                            Long.toString(13_800_000_000L + id % 100_000_000),
                            new SubscriptionId(id),
                            "KNOWN",
                            PROVINCES[(int) (id % PROVINCES.length)],
                            "全球通"),
                    new Message(new ServiceNumber("10658888"), "smsc-a", "m" + id, 8, 12, 1, 1, 0),
                    new What(
                            COMMANDS[(int) (id % COMMANDS.length)],
                            "kt",
                            "agree",
                            new ConversationId(id),
                            free ? "OFFNET" : id % 10 == 0 ? "REFUSED:real_name" : "OK"),
                    free ? 0 : 100,
                    null);
        }
    }
}
