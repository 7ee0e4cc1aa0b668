package cn.smspay.app;

import cn.smspay.simulator.SmscSettings;
import cn.smspay.simulator.SmscSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long the service is away when it is started again. */
@Command(
        name = "start",
        description = {
            "Starts an engine again and again on a full database, after a clean stop and after kill -9, and prints the time",
            "from the start of its process until it is bound to the SMSC, and its memory then."
        },
        mixinStandardHelpOptions = true)
final class BenchStartCommand implements Callable<Integer> {
    @Option(
            names = "--accounts",
            defaultValue = "1000000",
            description = "Accounts in the database (default: ${DEFAULT-VALUE}).")
    private long accounts;

    @Option(
            names = "--dialogues",
            defaultValue = "100000",
            description = "Conversations that wait for an answer (default: ${DEFAULT-VALUE}).")
    private long dialogues;

    @Option(names = "--rounds", defaultValue = "5", description = "Starts of each kind (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--jvm", paramLabel = "OPTIONS", defaultValue = "-Xmx320m -XX:+UseParallelGC", split = " ")
    private List<String> jvm = List.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keeps the database here, to use it again; a new temporary one if left out.")
    private @Nullable Path data;

    /** One start. */
    private record Start(long millis, long residentMegabytes) {}

    @Override
    public Integer call() throws Exception {
        System.out.printf(
                "%d processors, Java %s %s; %,d accounts, %,d open dialogues%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                String.join(" ", jvm),
                accounts,
                dialogues);
        var folder = data == null ? Files.createTempDirectory("smspay-bench") : data;
        var local = LocalConfig.smsc();
        try (var smsc = SmscSimulator.start(
                new SmscSettings(local.systemId(), local.password(), 0, 100, true), Clock.systemUTC())) {
            start(folder, smsc.port(), false);
            print("after a clean stop", folder, smsc.port(), false);
            print("after kill -9", folder, smsc.port(), true);
        }
        return Main.DONE;
    }

    private void print(String what, Path folder, int port, boolean kill) throws Exception {
        if (kill) {
            start(folder, port, true);
        }
        var starts = new ArrayList<Start>();
        for (int i = 0; i < rounds; i++) {
            starts.add(start(folder, port, kill));
        }
        var millis = starts.stream().mapToLong(Start::millis).sorted().toArray();
        System.out.printf(
                "%-20s bound after %,d ms (median of %s), %d MB resident%n",
                what,
                millis[millis.length / 2],
                Arrays.toString(millis),
                starts.get(starts.size() - 1).residentMegabytes());
    }

    private Start start(Path folder, int port, boolean kill) throws Exception {
        long begun = System.nanoTime();
        var engine = BenchProcess.start(
                folder,
                jvm,
                List.of("bench", "engine", "--port=" + port, "--accounts=" + accounts, "--dialogues=" + dialogues));
        engine.await("bound", line -> {});
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        long resident = BenchFigures.read(engine.ask("figures")).residentMegabytes();
        if (kill) {
            engine.kill();
        } else {
            engine.close();
        }
        return new Start(millis, resident);
    }
}
