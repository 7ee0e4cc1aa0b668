package cn.smspay.app;

import cn.smspay.simulator.SmscSettings;
import cn.smspay.simulator.SmscSimulator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
    private static final double WARM_UP_SECONDS = 5;
    private static final double ECHO_SECONDS = 5;
    private static final int UCS2 = 8;

    @Option(
            names = "--mix",
            defaultValue = "balance",
            description = "balance, menu or money (default: ${DEFAULT-VALUE}).")
    private BenchLoad.Mix mix = BenchLoad.Mix.BALANCE;

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
            names = "--window",
            defaultValue = "500",
            description = "Conversations at once (default: ${DEFAULT-VALUE}).")
    private int window;

    @Option(names = "--binds", defaultValue = "2", description = "Connections to the SMSC (default: ${DEFAULT-VALUE}).")
    private int binds;

    @Option(
            names = "--receipts",
            defaultValue = "none",
            description = "Which replies ask for a delivery receipt: none, secrets, all.")
    private String receipts = "none";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keeps the database here, to use it again; a new temporary one if left out.")
    private @Nullable Path data;

    @Option(
            names = "--jvm",
            paramLabel = "OPTIONS",
            defaultValue = "-Xmx320m -XX:+UseParallelGC",
            split = " ",
            description = "Options of the engine's JVM (default: ${DEFAULT-VALUE}).")
    private List<String> jvm = List.of();

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
            names = "--plot",
            paramLabel = "FILE",
            description = "With --rates: writes the latencies as an SVG picture.")
    private @Nullable Path plot;

    @Option(
            names = "--disk",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Compares with the bare durable write of the same rows, after a balance mix (default: yes).")
    private boolean disk;

    @Option(names = "--json", description = "Prints one JSON object instead of the table.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        var folder = data == null ? Files.createTempDirectory("smspay-bench") : data;
        if (!rates.isEmpty()) {
            return rates(folder);
        }
        var others = new LinkedHashMap<String, Object>();
        if (echo) {
            others.put("echoUplinksPerSecond", engine(folder, true).get("uplinksPerSecond"));
        }
        if (kannel && BenchKannel.isInstalled()) {
            kannel().forEach((name, value) ->
                    others.put("kannel" + Character.toUpperCase(name.charAt(0)) + name.substring(1), value));
        } else if (kannel) {
            System.err.println("Kannel is not installed (bearerbox, smsbox): not compared.");
        }
        var engine = engine(folder, false);
        if (disk && mix == BenchLoad.Mix.BALANCE) {
            others.put("diskUplinksPerSecond", disk(folder, engine.get("inputsPerBatch")));
        }
        var result = ratios(engine, others);
        result.putAll(others);
        result.putAll(engine);
        print(result);
        return "clean".equals(result.get("verify")) && Boolean.TRUE.equals(result.get("drained"))
                ? Main.DONE
                : Main.WRONG;
    }

    private int rates(Path folder) throws Exception {
        try (var smsc = smsc();
                var engine = BenchProcess.start(folder, jvm, arguments(smsc.port(), false))) {
            engine.await("bound", this::progress);
            awaitBinds(smsc);
            var load = new BenchLoad(smsc, mix, accounts, withPassword());
            load.closedLoop(window, WARM_UP_SECONDS);
            load.drain(60);
            var rows = BenchRates.measure(load, rates, seconds);
            var result = new LinkedHashMap<String, Object>();
            result.put("rates", rows);
            result.put("verify", engine.ask("verify"));
            if (!json) {
                System.out.println(BenchRates.table(rows));
                result.remove("rates");
            }
            print(result);
            if (plot != null) {
                Files.writeString(plot, BenchRates.picture(rows, conditions()));
            }
            return "clean".equals(result.get("verify")) ? Main.DONE : Main.WRONG;
        }
    }

    private String conditions() {
        return "%s, %d accounts, %d connections, %d s at each rate, %d processors, Java %s"
                .formatted(
                        mix.name().toLowerCase(java.util.Locale.ROOT),
                        accounts,
                        binds,
                        seconds,
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"));
    }

    private Map<String, Object> engine(Path folder, boolean echo) throws Exception {
        try (var smsc = smsc();
                var engine = BenchProcess.start(folder, jvm, arguments(smsc.port(), echo))) {
            var boundMillis = engine.await("bound", this::progress);
            awaitBinds(smsc);
            var load = new BenchLoad(smsc, echo ? BenchLoad.Mix.BALANCE : mix, accounts, withPassword());
            press(load, WARM_UP_SECONDS);
            var measured = BenchMeasurement.of(
                    load,
                    time -> press(load, time),
                    echo ? Math.min(ECHO_SECONDS, seconds) : seconds,
                    () -> BenchFigures.read(engine.ask("figures")));
            var result = measured.table();
            result.put("rateKept", measured.kept());
            result.put("refused", load.refused.get());
            result.put("drained", load.drain(60));
            if (!echo) {
                var before = measured.before();
                var after = measured.after();
                long batches = Math.max(1, after.batches() - before.batches());
                result.put("inputsPerBatch", (after.inputs() - before.inputs()) / batches);
                result.put("diskWaitsPerSecond", Math.round((after.syncs() - before.syncs()) / measured.seconds()));
                result.put("commitsPerSecond", Math.round(batches / measured.seconds()));
                result.put("residentMegabytes", after.residentMegabytes());
                result.put("boundMillis", Long.valueOf(boundMillis));
                result.put("accepted", BenchFigures.read(engine.ask("figures")).accepted());
                result.put("answered", load.answered.get());
                result.put("verify", engine.ask("verify"));
            }
            return result;
        }
    }

    /** The same load on Kannel; fails if it answers anything but what the engine would. */
    private Map<String, Object> kannel() throws Exception {
        var expected = BenchEcho.TEXT.getBytes(StandardCharsets.UTF_16BE);
        var different = new AtomicLong();
        try (var smsc = smsc();
                var gateway = BenchKannel.start(smsc.port(), binds, window, BenchEcho.TEXT)) {
            smsc.onDownlink(reply -> {
                if (reply.dataCoding() != UCS2 || !Arrays.equals(reply.octets(), expected)) {
                    different.incrementAndGet();
                }
            });
            gateway.awaitBinds(smsc, binds);
            var load = new BenchLoad(smsc, BenchLoad.Mix.BALANCE, accounts, withPassword());
            press(load, WARM_UP_SECONDS);
            var measured = BenchMeasurement.of(load, time -> press(load, time), seconds, gateway::figures)
                    .table();
            boolean drained = load.drain(60);
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
    private static long disk(Path folder, @Nullable Object batch) throws Exception {
        try (var limit = new BenchDisk(
                folder.resolve(Engine.DATABASE),
                Files.createTempDirectory("smspay-disk"),
                batch instanceof Long n ? Math.toIntExact(Math.max(1, n)) : 1)) {
            return Math.round(limit.uplinksPerSecond(ECHO_SECONDS));
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
        ratio(result, "shareOfEcho", engine.get("uplinksPerSecond"), others.get("echoUplinksPerSecond"));
        return result;
    }

    private static void ratio(Map<String, Object> result, String name, @Nullable Object ours, @Nullable Object theirs) {
        if (ours instanceof Number a && theirs instanceof Number b && b.doubleValue() > 0) {
            result.put(name, Math.round(100 * a.doubleValue() / b.doubleValue()) / 100.0);
        }
    }

    private SmscSimulator smsc() {
        var local = LocalConfig.smsc();
        return SmscSimulator.start(
                new SmscSettings(local.systemId(), local.password(), 0, Math.max(100, window), true),
                Clock.systemUTC());
    }

    private void awaitBinds(SmscSimulator smsc) {
        while (smsc.receivers() < binds) {
            Thread.onSpinWait();
        }
    }

    /** Passwords take milliseconds each to prepare, so only some accounts have one. */
    private long withPassword() {
        return Math.min(accounts, 1_000);
    }

    private boolean press(BenchLoad load, double time) {
        if (rate > 0) {
            // What is under way at the end counts too: it is the slowest.
            return load.openLoop(rate, time) & load.drain(60);
        }
        load.closedLoop(window, time);
        return true;
    }

    private List<String> arguments(int port, boolean echo) {
        var arguments = new ArrayList<>(List.of(
                "bench",
                "engine",
                "--port=" + port,
                "--accounts=" + accounts,
                "--with-password=" + withPassword(),
                "--binds=" + binds,
                "--receipts=" + receipts));
        if (echo) {
            arguments.add("--echo");
        }
        return arguments;
    }

    private void progress(String line) {
        if (System.console() != null) {
            System.err.print("\r" + line + "   ");
        }
    }

    private void print(Map<String, Object> result) throws Exception {
        result.put("processors", Runtime.getRuntime().availableProcessors());
        result.put("java", System.getProperty("java.version"));
        result.put("mix", mix.name().toLowerCase(java.util.Locale.ROOT));
        result.put("accounts", accounts);
        result.put("window", window);
        result.put("binds", binds);
        result.put("rate", rates.isEmpty() ? rate : rates);
        result.put("receipts", receipts);
        if (json) {
            System.out.println(new ObjectMapper().writeValueAsString(result));
        } else {
            result.forEach((name, value) -> System.out.printf(
                    "%-30s %s%n", name, value instanceof Double d ? String.format("%.2f", d) : value));
        }
    }
}
