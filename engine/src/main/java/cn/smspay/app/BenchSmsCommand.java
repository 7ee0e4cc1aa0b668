package cn.smspay.app;

import cn.smspay.simulator.SmscSettings;
import cn.smspay.simulator.SmscSimulator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Load over real SMPP: the generator is this process, the engine is another. */
@Command(
        name = "sms",
        description = {
            "Drives an engine in a process of its own with SMS conversations over SMPP on 127.0.0.1, fully durable,",
            "and prints throughput, latency and cost. Compares with the bare echo of the same SMPP pipeline."
        },
        mixinStandardHelpOptions = true)
final class BenchSmsCommand implements Callable<Integer> {
    private static final double WARM_UP_SECONDS = 5;

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

    @Option(names = "--no-echo", description = "Leaves the comparison with the bare echo out.")
    private boolean noEcho;

    @Option(names = "--json", description = "Prints one JSON object instead of the table.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        var folder = data == null ? Files.createTempDirectory("smspay-bench") : data;
        var echo = noEcho ? Map.<String, Object>of() : run(folder, true);
        var result = new LinkedHashMap<String, Object>();
        if (!noEcho) {
            result.put("echoUplinksPerSecond", echo.get("uplinksPerSecond"));
        }
        result.putAll(run(folder, false));
        print(result);
        return "clean".equals(result.get("verify")) && Boolean.TRUE.equals(result.get("drained"))
                ? Main.DONE
                : Main.WRONG;
    }

    private Map<String, Object> run(Path folder, boolean echo) throws Exception {
        var local = LocalConfig.smsc();
        var settings = new SmscSettings(local.systemId(), local.password(), 0, Math.max(100, window), true);
        try (var smsc = SmscSimulator.start(settings, Clock.systemUTC());
                var engine = BenchProcess.start(folder, jvm, arguments(smsc.port(), echo))) {
            var boundMillis = engine.await("bound", this::progress);
            while (smsc.receivers() < binds) {
                Thread.onSpinWait();
            }
            var load = new BenchLoad(smsc, echo ? BenchLoad.Mix.BALANCE : mix, accounts, withPassword());
            load(load, WARM_UP_SECONDS);
            var before = BenchFigures.read(engine.ask("figures"));
            long ownBefore = BenchFigures.cpuMillisOfProcess();
            long answered = load.answered.get();
            long replied = load.replied.get();
            long begun = System.nanoTime();
            load.measure(true);
            load(load, echo ? Math.min(5, seconds) : seconds);
            load.measure(false);
            double took = (System.nanoTime() - begun) / 1e9;
            answered = load.answered.get() - answered;
            replied = load.replied.get() - replied;
            var after = BenchFigures.read(engine.ask("figures"));
            var result = new LinkedHashMap<String, Object>();
            result.put("uplinksPerSecond", Math.round(answered / took));
            result.put("repliesPerSecond", Math.round(replied / took));
            result.put("p50Millis", load.replyMillis(0.5));
            result.put("p99Millis", load.replyMillis(0.99));
            result.put("p999Millis", load.replyMillis(0.999));
            result.put("maxMillis", load.replyMillis(1));
            result.put("answerP50Millis", load.answerMillis(0.5));
            result.put("answerP99Millis", load.answerMillis(0.99));
            result.put(
                    "engineCpuMicrosPerUplink",
                    (after.cpuMillis() - before.cpuMillis()) * 1000 / Math.max(1, answered));
            result.put(
                    "generatorCpuMicrosPerUplink",
                    (BenchFigures.cpuMillisOfProcess() - ownBefore) * 1000 / Math.max(1, answered));
            result.put("refused", load.refused.get());
            result.put("drained", load.drain(60));
            if (!echo) {
                long batches = Math.max(1, after.batches() - before.batches());
                result.put("inputsPerBatch", (after.inputs() - before.inputs()) / batches);
                result.put("commitsPerSecond", Math.round(batches / took));
                result.put("residentMegabytes", after.residentMegabytes());
                result.put("boundMillis", Long.valueOf(boundMillis));
                result.put("accepted", BenchFigures.read(engine.ask("figures")).accepted());
                result.put("answered", load.answered.get());
                result.put("verify", engine.ask("verify"));
            }
            return result;
        }
    }

    /** Passwords take milliseconds each to prepare, so only some accounts have one. */
    private long withPassword() {
        return Math.min(accounts, 1_000);
    }

    private void load(BenchLoad load, double time) {
        if (rate > 0) {
            load.openLoop(rate, time);
        } else {
            load.closedLoop(window, time);
        }
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
        result.put("rate", rate);
        result.put("receipts", receipts);
        if (json) {
            System.out.println(new ObjectMapper().writeValueAsString(result));
        } else {
            result.forEach((name, value) -> System.out.printf(
                    "%-30s %s%n", name, value instanceof Double d ? String.format("%.2f", d) : value));
        }
    }
}
