package cn.smspay.billing;

import cn.smspay.store.Store;
import cn.smspay.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Kills a process that records and exports, at random moments, again and again, and checks after each that nothing is lost
 * or doubled. By hand: {@code KillLoop FOLDER ROUNDS SEED}.
 */
final class KillLoop {
    private static final Instant START = Instant.parse("2009-11-02T01:00:00Z");

    private KillLoop() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 1) {
            work(Path.of(args[0]));
            return;
        }
        int rounds = Integer.parseInt(args[1]);
        run(Path.of(args[0]), rounds, Long.parseLong(args[2]));
        System.out.println(rounds + " kills survived");
    }

    /** The process that gets killed. */
    private static void work(Path folder) {
        var store = Store.open(StoreSettings.engine(folder.resolve("smspay.db")));
        var billing = new Billing();
        var files = new BillingFiles(store, BillingWorld.settings(), folder.resolve("out"));
        for (int i = 0; ; i++) {
            if (i == 2) {
                System.out.println("ready");
            }
            Uplinks.record(store, billing, 40, START);
            files.close(START.plusSeconds(i), CloseReason.HAND, Progress.SILENT);
        }
    }

    static void run(Path folder, int rounds, long seed) throws IOException, InterruptedException {
        var random = new Random(seed);
        Files.createDirectories(folder.resolve("out"));
        for (int round = 0; round < rounds; round++) {
            kill(folder, random.nextInt(1_500));
            check(folder, "seed " + seed + ", round " + round);
        }
    }

    private static void kill(Path folder, int afterMillis) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KillLoop.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        try (var output = process.inputReader()) {
            var line = output.readLine();
            while (line != null && !line.equals("ready")) {
                line = output.readLine();
            }
            if (line == null) {
                throw new AssertionError("the process to be killed did not start");
            }
            process.waitFor(afterMillis, TimeUnit.MILLISECONDS);
            process.destroyForcibly();
            process.waitFor();
        }
    }

    private static void check(Path folder, String where) throws IOException {
        try (var world = new BillingWorld(folder)) {
            world.clock.set("2009-11-02T20:00:00");
            world.closeByHand();
            var findings = world.files().verify();
            var all = new Charges(world.store).all();
            long delivered = world.deliveredNumbers().stream().distinct().count();
            if (!findings.isEmpty()
                    || delivered != all.last()
                    || world.deliveredNumbers().size() != delivered) {
                throw new AssertionError(where + ": " + findings + ", " + delivered + " of " + all.last());
            }
        }
    }
}
