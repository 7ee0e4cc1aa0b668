package cn.smspay.tools.bench;

import cn.smspay.engine.LocalConfig;
import cn.smspay.outside.simulator.SmscSettings;
import cn.smspay.outside.simulator.SmscSimulator;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command can be told that drives an engine with SMS conversations: the load, the engine's process, and how results are given. */
final class BenchLoadOptions {
    /** Unanswered {@code deliver_sm} per connection: no real SMSC allows fewer. */
    private static final int SMSC_WINDOW_LEAST = 100;

    @Option(
            names = "--mix",
            defaultValue = "balance",
            description = "balance, menu or money (default: ${DEFAULT-VALUE}).")
    private BenchLoad.Mix mix = BenchLoad.Mix.BALANCE;

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
            description = "Which replies ask for a delivery receipt: none, secrets, all (default: ${DEFAULT-VALUE}).")
    private String receipts = "none";

    @Mixin
    private final BenchStoreOptions store = new BenchStoreOptions();

    @Mixin
    private final BenchEngineOptions engine = new BenchEngineOptions();

    @Mixin
    private final BenchReport report = new BenchReport();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    BenchEngineOptions engine() {
        return engine;
    }

    BenchReport report() {
        return report;
    }

    /** Where the command writes its results. */
    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    BenchLoad.Mix mix() {
        return mix;
    }

    String mixName() {
        return mix.name().toLowerCase(Locale.ROOT);
    }

    int window() {
        return window;
    }

    int binds() {
        return binds;
    }

    BenchStoreOptions store() {
        return store;
    }

    /** For the engine's process. */
    List<String> arguments() {
        var arguments = new ArrayList<>(List.of("--binds=" + binds, "--receipts=" + receipts));
        arguments.addAll(store.arguments());
        return arguments;
    }

    void describe(Map<String, Object> result) {
        result.put("mix", mixName());
        result.put("window", window);
        result.put("binds", binds);
        result.put("receipts", receipts);
        store.describe(result);
    }

    SmscSimulator smsc() {
        return smsc(window);
    }

    /** @param unanswered how many {@code deliver_sm} may wait for their response on each connection */
    static SmscSimulator smsc(int unanswered) {
        var local = LocalConfig.smsc();
        return SmscSimulator.start(
                new SmscSettings(local.systemId(), local.password(), 0, Math.max(SMSC_WINDOW_LEAST, unanswered), true),
                Clock.systemUTC());
    }
}
