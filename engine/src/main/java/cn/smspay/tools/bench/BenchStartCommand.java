package cn.smspay.tools.bench;

import cn.smspay.cli.Exit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private final BenchEngineOptions process = new BenchEngineOptions();

    /** One start. */
    private record Start(long millis, long residentMegabytes) {}

    @Override
    public Integer call() throws Exception {
        if (rounds < 1) {
            throw new Exit.Refused("--rounds is a number from 1, not " + rounds);
        }
        System.out.printf(
                Locale.ROOT,
                "%s %s; %,d accounts, %,d open dialogues%n",
                BenchReport.machine(),
                String.join(" ", process.jvm()),
                accounts,
                dialogues);
        var stock = new BenchStock(accounts, 0, 0, dialogues, 0);
        try (var folder = process.folder();
                var smsc = BenchLoadOptions.smsc(0)) {
            stock.provide(folder.path(), process.jvm());
            start(folder.path(), smsc.port(), false);
            print("after a clean stop", folder.path(), smsc.port(), false);
            print("after kill -9", folder.path(), smsc.port(), true);
        }
        return Exit.DONE;
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
                Locale.ROOT,
                "%-20s bound after %,d ms (median of %s), %d MB resident%n",
                what,
                millis[millis.length / 2],
                Arrays.toString(millis),
                starts.get(starts.size() - 1).residentMegabytes());
    }

    private Start start(Path folder, int port, boolean kill) throws Exception {
        long begun = System.nanoTime();
        var engine = BenchProcess.start(folder, process.jvm(), List.of("bench", "engine", "--port=" + port));
        engine.await("bound", line -> {});
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        long resident = engine.ask("figures", BenchFigures.class).residentMegabytes();
        if (kill) {
            engine.kill();
        } else {
            engine.close();
        }
        return new Start(millis, resident);
    }
}
