package cn.smspay.tools.bench;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command can be told that measures an engine in a process of its own. */
final class BenchEngineOptions {
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
