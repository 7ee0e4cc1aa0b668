package cn.smspay.tools.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command can be told that drives an engine: the load, the engine's process, and how results are given. */
final class BenchOptions {
    @Mixin
    private final BenchLoadOptions load = new BenchLoadOptions();

    @Mixin
    private final OfEngine engine = new OfEngine();

    @Mixin
    private final BenchReport report = new BenchReport();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    BenchLoadOptions load() {
        return load;
    }

    OfEngine engine() {
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

    /** What also a command can be told that only measures an engine in a process of its own. */
    static final class OfEngine {
        @Option(
                names = "--jvm",
                paramLabel = "OPTIONS",
                defaultValue = "-Xmx320m -XX:+UseParallelGC",
                split = " ",
                description = "Options of the engine's JVM (default: ${DEFAULT-VALUE}).")
        private List<String> jvm = List.of();

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Keeps the database here, to use it again; a temporary one if left out.")
        private @Nullable Path data;

        List<String> jvm() {
            return jvm;
        }

        BenchFolder folder() {
            return BenchFolder.of(data);
        }
    }
}
