package cn.smspay.tools.bench;

import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command can be told that drives an engine: the load, the engine's process, and how results are given. */
final class BenchOptions {
    @Mixin
    private final BenchLoadOptions load = new BenchLoadOptions();

    @Mixin
    private final BenchEngineOptions engine = new BenchEngineOptions();

    @Mixin
    private final BenchReport report = new BenchReport();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    BenchLoadOptions load() {
        return load;
    }

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
}
