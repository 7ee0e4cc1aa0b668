package cn.smspay.tools.bench;

import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Load over real SMPP: the generator is this process, the engine is another. */
@Command(
        name = "sms",
        description = {
            "Drives an engine in a process of its own with SMS conversations over SMPP on 127.0.0.1, fully durable,",
            "and prints throughput, latency and cost; first, how they compare with others under the same load."
        },
        mixinStandardHelpOptions = true)
final class BenchSmsCommand implements Callable<Integer> {
    private static final double ECHO_SECONDS = 5;
    private static final int UCS2 = 8;

    @Mixin
    private final BenchLoadOptions told = new BenchLoadOptions();

    @Option(names = "--seconds", defaultValue = "20", description = "How long to measure (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--accounts",
            defaultValue = "10000",
            description = "Accounts in the database (default: ${DEFAULT-VALUE}).")
    private long accounts;

    @Option(
            names = "--rate",
            defaultValue = "0",
            description = "Conversations begun per second; 0: as fast as they end.")
    private int rate;

    @Option(
            names = "--echo",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Compares with the bare echo of the same SMPP pipeline (default: yes).")
    private boolean echo;

    @Option(
            names = "--kannel",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = {
                "Compares with Kannel if bearerbox and smsbox are installed (default: yes): the same load and a reply of",
                "the same length, fetched by HTTP from this process; set up for speed, with nothing on disk."
            })
    private boolean kannel;

    @Option(
            names = "--rates",
            paramLabel = "N,N,…",
            split = ",",
            description = {
                "Begins so many conversations a second, at each of these rates for --seconds, whatever has become of the",
                "others, and prints the latency at each. Compares with nothing."
            })
    private List<Integer> rates = List.of();

    @Option(
            names = "--burst",
            paramLabel = "RATE[:SECONDS]",
            converter = BenchBurst.Reader.class,
            description = {
                "Begins so many conversations a second for so long (10 s if left out) on a warm engine, from an SMSC that",
                "sends on without waiting for responses and sends again what was refused; prints how long the engine needs",
                "to work it off, and what was refused, how, and whether anything was lost. Compares with nothing."
            })
    private @Nullable BenchBurst burst;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description =
                    "Load before measuring begins; Java compiles what is hot for about so long (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--disk",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = {
                "After a balance mix, compares with the bare durable write of the same rows, and with that together with",
                "the bare reading of what the engine reads (default: yes)."
            })
    private boolean disk;

    @Option(
            names = "--beside",
            paramLabel = "WORK",
            description = {
                "While the engine is measured, lets another command of this program work on its database, again and again: one",
                "of ${COMPLETION-CANDIDATES} (a million recharge cards; charge records into files; the proof of the books);",
                "or, with ORDERS, lets a merchant's program make orders over the partners' door and prints their latency too."
            })
    private BenchBeside.@Nullable SideWork beside;

    @Option(
            names = "--order-rate",
            paramLabel = "N",
            defaultValue = "500",
            description = "Orders a second of --beside ORDERS (default: ${DEFAULT-VALUE}).")
    private int orderRate;

    @Override
    public Integer call() throws Exception {
        if (beside != null && burst != null) {
            throw told.wrong("--beside does not go with --burst");
        }
        if (burst != null && burst.accountsLeast() > accounts) {
            throw told.wrong("--burst " + burst + " wants at least --accounts " + burst.accountsLeast());
        }
        try (var folder = told.engine().folder()) {
            if (burst != null) {
                return burst(folder.path(), burst);
            }
            return rates.isEmpty() ? compare(folder.path()) : rates(folder.path());
        }
    }

    private int compare(Path folder) throws Exception {
        var others = new LinkedHashMap<String, Object>();
        if (echo) {
            others.put("echoUplinksPerSecond", echo(folder));
        }
        if (kannel && BenchKannel.isInstalled()) {
            kannel().forEach((name, value) ->
                    others.put("kannel" + Character.toUpperCase(name.charAt(0)) + name.substring(1), value));
        } else if (kannel) {
            System.err.println("Kannel is not installed (bearerbox, smsbox): not compared.");
        }
        var engine = new LinkedHashMap<String, Object>();
        int exitCode = engine(folder, engine);
        if (disk && !told.store().isOnServer() && told.mix() == BenchLoad.Mix.BALANCE) {
            others.putAll(disk(folder, engine.get("inputsPerBatch")));
        }
        var result = ratios(engine, others);
        result.putAll(others);
        result.putAll(engine);
        print(result, Map.of());
        return exitCode;
    }

    private int rates(Path folder) throws Exception {
        try (var bed = bed(folder, told.smsc())) {
            bed.load().closedLoop(told.window(), warmUp);
            bed.load().drain(BenchBed.DRAIN_SECONDS);
            var result = new LinkedHashMap<String, Object>();
            var rows = beside(bed, folder, result, () -> BenchRates.measure(bed.load(), rates, seconds));
            var check = bed.check();
            result.put("rates", rows);
            check.describe(result);
            print(result, Map.of("rates", BenchRates.table(rows)));
            told.report().draw(() -> BenchRates.picture(rows, conditions()));
            return check.exitCode();
        }
    }

    private interface Measuring<T> {
        T measure() throws IOException;
    }

    /** Measures while something else works on the database in this folder, if something is to. */
    private <T> T beside(BenchBed bed, Path folder, Map<String, Object> result, Measuring<T> measuring)
            throws IOException {
        if (beside == null) {
            return measuring.measure();
        }
        if (beside == BenchBeside.SideWork.ORDERS) {
            var orders = BenchOrders.start(bed.door(), orderRate);
            try (orders) {
                // What the door runs is compiled by then, as the rest is.
                if (rates.isEmpty()) {
                    press(bed.load(), warmUp);
                } else {
                    bed.load().openLoop(rates.get(0), warmUp);
                    bed.load().drain(BenchBed.DRAIN_SECONDS);
                }
                orders.measure();
                return measuring.measure();
            } finally {
                orders.describe(result);
            }
        }
        try (var scratch = BenchFolder.of(null)) {
            var work = BenchBeside.start(beside, folder, scratch.path());
            try (work) {
                return measuring.measure();
            } finally {
                work.describe(result);
            }
        }
    }

    private int burst(Path folder, BenchBurst much) throws Exception {
        // Such an SMSC never waits: otherwise it would keep to itself what the engine has no room for.
        try (var bed = bed(folder, BenchLoadOptions.smsc(much.rate()))) {
            bed.load().closedLoop(told.window(), warmUp);
            bed.load().drain(BenchBed.DRAIN_SECONDS);
            var result = much.measure(bed.load());
            result.put("residentMegabytes", bed.figures().residentMegabytes());
            var check = bed.check();
            check.describe(result);
            print(result, Map.of());
            return check.exitCode();
        }
    }

    private String conditions() {
        return String.format(
                Locale.ROOT,
                "%s, %d accounts, %d connections, %d s at each rate, %s",
                told.mixName(),
                accounts,
                told.binds(),
                seconds,
                BenchReport.machine());
    }

    private BenchStock stock() {
        return BenchStock.of(told.mix(), accounts);
    }

    private BenchBed bed(Path folder, SmscSimulator smsc) throws IOException {
        told.store().note(folder);
        stock().provide(folder, told.engine().jvm());
        return BenchBed.engine(folder, told.engine().jvm(), told, stock(), smsc, beside == BenchBeside.SideWork.ORDERS);
    }

    /** Messages a second of the bare pipeline. */
    private Object echo(Path folder) throws IOException {
        try (var bed = BenchBed.echo(folder, told.engine().jvm(), told, stock())) {
            press(bed.load(), warmUp);
            var measured = BenchMeasurement.of(
                    bed.load(), time -> press(bed.load(), time), Math.min(ECHO_SECONDS, seconds), bed::figures);
            bed.load().drain(BenchBed.DRAIN_SECONDS);
            return measured.uplinksPerSecond();
        }
    }

    /** @return the exit code */
    private int engine(Path folder, Map<String, Object> result) throws IOException {
        try (var bed = bed(folder, told.smsc())) {
            press(bed.load(), warmUp);
            var measured = beside(
                    bed,
                    folder,
                    result,
                    () -> BenchMeasurement.of(bed.load(), time -> press(bed.load(), time), seconds, bed::figures));
            result.putAll(measured.table());
            result.put("rateKept", measured.kept());
            result.put("refused", bed.load().refusals().total());
            var before = measured.before();
            var after = measured.after();
            long batches = Math.max(1, after.batches() - before.batches());
            result.put("inputsPerBatch", (after.inputs() - before.inputs()) / batches);
            result.put("diskWaitsPerSecond", Math.round((after.syncs() - before.syncs()) / measured.seconds()));
            result.put("commitsPerSecond", Math.round(batches / measured.seconds()));
            result.put(
                    "writtenBytesPerUplink",
                    (after.writtenBytes() - before.writtenBytes()) / Math.max(1, after.accepted() - before.accepted()));
            result.put("residentMegabytes", after.residentMegabytes());
            result.put("anonymousMegabytes", after.anonymousMegabytes());
            result.put("boundMillis", bed.boundMillis());
            var check = bed.check();
            check.describe(result);
            return check.exitCode();
        }
    }

    /** The same load on Kannel; fails if it answers anything but what the engine would. */
    private Map<String, Object> kannel() throws Exception {
        var expected = BenchEcho.TEXT.getBytes(StandardCharsets.UTF_16BE);
        var different = new AtomicLong();
        try (var smsc = told.smsc();
                var gateway = BenchKannel.start(smsc.port(), told.binds(), told.window(), BenchEcho.TEXT)) {
            smsc.onDownlink(reply -> {
                if (reply.dataCoding() != UCS2 || !Arrays.equals(reply.octets(), expected)) {
                    different.incrementAndGet();
                }
            });
            gateway.awaitBinds(smsc, told.binds());
            var load = new BenchLoad(smsc, BenchLoad.Mix.BALANCE, accounts, 0);
            press(load, warmUp);
            var measured = BenchMeasurement.of(load, time -> press(load, time), seconds, gateway::figures)
                    .table();
            boolean drained = load.drain(BenchBed.DRAIN_SECONDS);
            if (different.get() > 0) {
                throw new IllegalStateException(different + " answers of Kannel are not the text in UCS-2");
            }
            var result = new LinkedHashMap<String, Object>();
            for (var name : List.of("uplinksPerSecond", "p50Millis", "p99Millis")) {
                result.put(name, measured.get(name));
            }
            result.put("cpuMicrosPerUplink", measured.get("engineCpuMicrosPerUplink"));
            result.put("drained", drained);
            return result;
        }
    }

    /** The rows of this run once more, in batches of the same size, by nothing but SQLite. */
    private Map<String, Object> disk(Path folder, @Nullable Object batch) throws Exception {
        int size = batch instanceof Long n ? Math.toIntExact(Math.max(1, n)) : 1;
        var database = folder.resolve(StoreSettings.FILE);
        try (var scratch = BenchFolder.of(null);
                var limit = new BenchDisk(database, scratch.path(), size);
                var reads = new BenchReads(database, accounts, told.store().mapMegabytes())) {
            var result = new LinkedHashMap<String, Object>();
            result.put("diskUplinksPerSecond", Math.round(limit.uplinksPerSecond(ECHO_SECONDS, messages -> {})));
            result.put("diskWithReadsUplinksPerSecond", Math.round(limit.uplinksPerSecond(ECHO_SECONDS, reads::read)));
            return result;
        }
    }

    /** The engine's figures over those of the others. */
    private static Map<String, Object> ratios(Map<String, Object> engine, Map<String, Object> others) {
        var result = new LinkedHashMap<String, Object>();
        ratio(result, "timesKannel", engine.get("uplinksPerSecond"), others.get("kannelUplinksPerSecond"));
        ratio(result, "p50OfKannel", engine.get("p50Millis"), others.get("kannelP50Millis"));
        ratio(result, "p99OfKannel", engine.get("p99Millis"), others.get("kannelP99Millis"));
        ratio(result, "cpuOfKannel", engine.get("engineCpuMicrosPerUplink"), others.get("kannelCpuMicrosPerUplink"));
        ratio(result, "shareOfDisk", engine.get("uplinksPerSecond"), others.get("diskUplinksPerSecond"));
        ratio(
                result,
                "shareOfDiskWithReads",
                engine.get("uplinksPerSecond"),
                others.get("diskWithReadsUplinksPerSecond"));
        ratio(result, "shareOfEcho", engine.get("uplinksPerSecond"), others.get("echoUplinksPerSecond"));
        return result;
    }

    private static void ratio(Map<String, Object> result, String name, @Nullable Object ours, @Nullable Object theirs) {
        if (ours instanceof Number a && theirs instanceof Number b && b.doubleValue() > 0) {
            result.put(name, Math.round(100 * a.doubleValue() / b.doubleValue()) / 100.0);
        }
    }

    private boolean press(BenchLoad load, double time) {
        if (rate > 0) {
            // What is under way at the end counts too: it is the slowest.
            return load.openLoop(rate, time) & load.drain(BenchBed.DRAIN_SECONDS);
        }
        load.closedLoop(told.window(), time);
        return true;
    }

    private void print(Map<String, Object> result, Map<String, String> tables) {
        told.describe(result);
        result.put("accounts", accounts);
        result.put("rate", rate);
        told.report().print(told.out(), result, tables);
    }
}
