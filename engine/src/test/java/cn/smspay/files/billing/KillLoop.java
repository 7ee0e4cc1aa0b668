package cn.smspay.files.billing;

import cn.smspay.books.charge.Billing;
import cn.smspay.books.charge.Charges;
import cn.smspay.books.charge.Tariff;
import cn.smspay.files.format.CloseReason;
import cn.smspay.files.format.Format;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/**
 * Lets a process that records and exports die, again and again, and checks after each death that nothing is lost, doubled
 * or changed. By hand: {@code KillLoop FOLDER ROUNDS SEED}; a round takes a third of a second.
 */
final class KillLoop {
    private static final Instant START = Instant.parse("2009-11-02T01:00:00Z");
    private static final int HALTED = 77;
    private static final int KILLED = 128 + 9;
    /** More points than the first export passes. */
    private static final int POINTS = 300;
    /** From before the database is open to well within the work. */
    private static final int MILLIS_MAX = 1_500;
    /** Rounds on one database; then a new one, so that a check stays short. */
    private static final int ROUNDS_EACH = 20;

    /** How the process dies. */
    enum Death {
        /** By SIGKILL, at a random moment. */
        KILLED_ANYWHERE,
        /** By SIGKILL, while it waits at a point. */
        KILLED_AT_A_POINT,
        /** By itself at a point, without any tidying up. */
        HALTED_AT_A_POINT
    }

    private final Path folder;
    private final Random random;
    private final Map<Death, Integer> deaths = new EnumMap<>(Death.class);
    /** Digest of every announced file: it must not change any more. */
    private final Map<String, String> announced = new HashMap<>();

    /** Files that were found to be written again as they were. */
    private final Set<String> compared = new HashSet<>();

    private KillLoop(Path folder, long seed) {
        this.folder = folder;
        this.random = new Random(seed);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args[1].contains("_")) {
            work(Path.of(args[0]), Death.valueOf(args[1]), Long.parseLong(args[2]));
            return;
        }
        System.out.println(run(Path.of(args[0]), Integer.parseInt(args[1]), Long.parseLong(args[2])));
    }

    /** The process that dies. */
    private static void work(Path folder, Death death, long point) {
        var points = new KillPoints(point, () -> {
            if (death == Death.HALTED_AT_A_POINT) {
                Runtime.getRuntime().halt(HALTED);
            }
            System.out.println("here");
            while (true) {
                LockSupport.park();
            }
        });
        var store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)));
        var files = new BillingFiles(store, settings(), folder.resolve("out"), points, points);
        for (int i = 0; ; i++) {
            Uplinks.record(store, new Billing(), 40, START.plusSeconds(i));
            files.close(START.plusSeconds(i), CloseReason.HAND, ExportProgress.SILENT);
        }
    }

    private static BillingSettings settings() {
        return BillingWorld.settings(Set.of(Format.values()), 15, 1_000_000_000, true);
    }

    /** @return what happened, how often */
    static String run(Path folder, int rounds, long seed) throws IOException, InterruptedException {
        var loop = new KillLoop(folder, seed);
        for (int round = 0; round < rounds; round++) {
            if (round % ROUNDS_EACH == 0) {
                loop.clear();
            }
            try {
                loop.round();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + round + ": " + e.getMessage(), e);
            }
        }
        return rounds + " deaths survived, seed " + seed + ": " + loop.deaths;
    }

    private void clear() throws IOException {
        if (Files.exists(folder)) {
            try (var all = Files.walk(folder)) {
                for (var path : all.sorted(Comparator.reverseOrder())
                        .filter(p -> !p.equals(folder))
                        .toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(folder.resolve("out"));
        announced.clear();
        compared.clear();
    }

    private void round() throws IOException, InterruptedException {
        var death = Death.values()[random.nextInt(Death.values().length)];
        die(death, 1 + random.nextInt(POINTS), random.nextInt(MILLIS_MAX));
        deaths.merge(death, 1, Integer::sum);
        checkWhatIsAnnounced();
        check();
        checkWhatIsAnnounced();
    }

    private void die(Death death, int point, int millis) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KillLoop.class.getName(),
                        folder.toString(),
                        death.name(),
                        Integer.toString(death == Death.KILLED_ANYWHERE ? 0 : point))
                .redirectErrorStream(true)
                .start();
        var said = new ArrayList<String>();
        if (death == Death.KILLED_ANYWHERE) {
            process.waitFor(millis, TimeUnit.MILLISECONDS);
        } else {
            process.inputReader(StandardCharsets.UTF_8)
                    .lines()
                    .takeWhile(line -> !line.equals("here"))
                    .forEach(said::add);
        }
        if (death != Death.HALTED_AT_A_POINT) {
            process.destroyForcibly();
        }
        int exit = process.waitFor();
        require(exit == (death == Death.HALTED_AT_A_POINT ? HALTED : KILLED), death + " ended with " + exit + said);
    }

    /** What has a checksum file is whole, at once, and stays as it was. */
    private void checkWhatIsAnnounced() throws IOException {
        var out = folder.resolve("out");
        try (var list = Files.newDirectoryStream(out, "n1-*" + Publisher.CHECKSUM)) {
            for (var checksum : list) {
                var line = Files.readString(checksum);
                var name = checksum.getFileName().toString().replace(Publisher.CHECKSUM, "");
                require(
                        line.equals(FileDigest.of(out.resolve(name)).sha256() + "  " + name + "\n"),
                        name + " is announced and not whole");
                var before = announced.putIfAbsent(name, line);
                require(before == null || before.equals(line), name + " has changed");
            }
        }
    }

    private void check() throws IOException {
        try (var world = new BillingWorld(folder)) {
            var files = world.files(settings());
            files.close(START.plusSeconds(80_000), CloseReason.HAND, ExportProgress.SILENT);
            require(files.verify().isEmpty(), files.verify().toString());
            var differences = new Reconciliation(world.store, Tariff.SERVICE).of(Optional.empty());
            require(differences.isEmpty(), differences.toString());
            var all = LongStream.rangeClosed(1, new Charges(world.store).all().last())
                    .boxed()
                    .toList();
            require(world.deliveredNumbers().equals(all), "delivered " + world.deliveredNumbers() + " of " + all);
            require(
                    world.names().stream().noneMatch(n -> n.endsWith(".part")),
                    world.names().toString());
            compareWithReexport(files);
        }
    }

    private void compareWithReexport(BillingFiles files) throws IOException {
        var again = Files.createDirectories(folder.resolve("again"));
        for (var file : files.list()) {
            for (var format : List.of(Format.values())) {
                if (compared.add(file.name(format))) {
                    var copy = files.reexport(file.key().sequence(), format, again);
                    var name = copy.getFileName();
                    require(
                            Files.mismatch(copy, folder.resolve("out").resolve(name)) < 0,
                            name + " is not written again as it was");
                    Files.delete(copy);
                }
            }
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
