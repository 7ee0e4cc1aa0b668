package cn.smspay.tools.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Another command of the program that works on the engine's database while the engine is measured, again and again until that
 * is over. One use.
 */
final class BenchBeside implements AutoCloseable {
    /** Recharge cards that an import brings: it takes longer than most measurements. */
    private static final int CARDS = 1_000_000;

    private static final long LOOK_MILLIS = 50;

    private static final List<String> JVM = List.of("-Xmx256m");

    /** What works beside the engine. */
    enum SideWork {
        IMPORT,
        EXPORT,
        VERIFY,
        /** No command but a merchant's program: {@link BenchOrders}. */
        ORDERS
    }

    private final SideWork work;
    private final Path data;
    private final Path scratch;
    private final Thread thread;
    private volatile boolean ending;
    private volatile int runs;
    private volatile int failures;

    /** @param scratch an empty folder for what it reads and writes */
    private BenchBeside(SideWork work, Path data, Path scratch) {
        this.work = work;
        this.data = data;
        this.scratch = scratch;
        this.thread = new Thread(this::run, "beside");
        thread.setDaemon(true);
    }

    static BenchBeside start(SideWork work, Path data, Path scratch) throws IOException {
        var beside = new BenchBeside(work, data, scratch);
        if (work == SideWork.IMPORT) {
            BenchReport.progress("writing " + CARDS + " recharge cards to import");
            writeCards(beside.cards(), CARDS);
        }
        beside.thread.start();
        return beside;
    }

    private Path cards() {
        return scratch.resolve("cards.csv");
    }

    /** None of them is one that the money mix uses. */
    static void writeCards(Path file, int cards) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            out.write("password,serial,face,issuer,expiry,state\n");
            for (int card = 0; card < cards; card++) {
                out.write(String.format(Locale.ROOT, "189%015d,0922218%010d,10,HUNAN,2099-12-31,ACTIVE%n", card, card));
            }
        }
    }

    private List<String> command() {
        return switch (work) {
            case IMPORT -> List.of("import", "RECHARGE_CARDS", cards().toString(), "--data", data.toString());
            case EXPORT -> List.of("billing", "close", "--data", data.toString(), "--out", scratch.toString());
            case ORDERS -> throw new IllegalStateException("orders are no command");
            case VERIFY -> List.of("ledger", "verify", "--data", data.toString());
        };
    }

    private void run() {
        try {
            while (!ending) {
                var process = BenchProcess.program(JVM, command())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                while (!ending && !process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    // It has not ended yet, and is not to.
                }
                if (process.isAlive()) {
                    process.destroyForcibly().waitFor();
                } else {
                    runs++;
                    failures += process.exitValue() == 0 ? 0 : 1;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it has done; call it when it has ended. */
    void describe(Map<String, Object> result) {
        result.put("beside", work.name().toLowerCase(Locale.ROOT));
        result.put("besideRuns", runs);
        result.put("besideFailures", failures);
    }

    /** Ends it as a crash does, and waits for that. */
    @Override
    public void close() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
