package cn.smspay.build;

import cn.smspay.base.text.SegmenterJmh;
import cn.smspay.base.vault.VaultJmh;
import cn.smspay.books.ledger.LedgerJmh;
import cn.smspay.files.format.RecordJmh;
import cn.smspay.store.TableJmh;
import cn.smspay.talk.dialogue.DialogueJmh;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures the hot parts one by one, each in a JVM of its own, and prints a table. Not a test of the ordinary build:
 * {@code mvn -q -Pjmh test}, or {@code mvn -q -Pjmh test -Djmh=Ledger} for the classes with that word in their names.
 */
final class JmhRun {
    private static final List<Class<?>> CLASSES = List.of(
            DialogueJmh.class, SegmenterJmh.class, VaultJmh.class, LedgerJmh.class, RecordJmh.class, TableJmh.class);

    @Test
    void printsATable() throws RunnerException {
        var wanted = System.getProperty("jmh", "");
        System.out.printf("%-34s %14s %12s %12s%n", "", "ns", "± (99.9%)", "bytes");
        for (Class<?> type : CLASSES) {
            if (type.getSimpleName().contains(wanted)) {
                run(type).forEach(JmhRun::print);
            }
        }
    }

    private static Collection<RunResult> run(Class<?> type) throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(type.getName().replace(".", "\\.") + "\\.")
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .warmupIterations(5)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(1))
                        .forks(1)
                        .jvmArgs(
                                "-Xmx1g",
                                "-Dsmspay.root=" + System.getProperty("smspay.root", ".."),
                                "-Dorg.sqlite.tmpdir=" + System.getProperty("org.sqlite.tmpdir", "target"))
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
    }

    private static void print(RunResult result) {
        var name = result.getParams().getBenchmark().replaceFirst(".*\\.(\\w+)Jmh\\.", "$1.");
        var time = result.getPrimaryResult();
        var bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
        System.out.printf(
                "%-34s %,14.1f %,12.1f %,12.0f%n",
                name, time.getScore(), time.getScoreError(), bytes == null ? Double.NaN : bytes.getScore());
    }
}
