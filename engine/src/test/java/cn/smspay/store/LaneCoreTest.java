package cn.smspay.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.store.sqlite.StoreSettings;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lane's steps in every order that threads might take, without threads: the seed is the schedule. */
final class LaneCoreTest {
    private static final Table<String, Counted> COUNTED = Table.sparse("series", String.class, Counted.class, 100);
    private static final int HISTORIES = 40;
    private static final int INPUTS = 60;

    @TempDir
    private Path folder;

    record Counted(String name, long last) {}

    /** Stands for a password's hash. */
    private record Hash(int of) implements Task<Integer> {
        @Override
        public Integer compute() {
            return of * 31;
        }
    }

    /** What an input may do besides counting. */
    private enum Kind {
        PLAIN,
        SLOW,
        TWICE_SLOW,
        FAILS,
        SPOILS,
        BAD_READ
    }

    private final class History {
        private final Random random;
        private final Store store;
        private final Deque<Runnable> slow = new ArrayDeque<>();
        private final LaneCore core;
        private final List<String> trace = new ArrayList<>();
        /** What each key's inputs have told, in order. */
        private final TreeMap<String, List<Integer>> told = new TreeMap<>();

        private final TreeMap<String, Integer> counted = new TreeMap<>();
        private int offered;

        History(String name, long seed, Limits limits) {
            random = new Random(seed);
            store = Store.open(StoreSettings.engine(folder.resolve(name + ".db")), limits, UnaryOperator.identity());
            core = new LaneCore(store, limits, 8, slow::add);
        }

        List<String> play() {
            try (store) {
                while (offered < INPUTS || core.unfinished() > 0) {
                    step(random.nextInt(5));
                }
                assertFalse(core.step() || core.tellStep(), "something was left");
                counted.forEach((key, count) -> assertEquals(
                        count.longValue(),
                        store.<Long>write(
                                tx -> tx.find(COUNTED, key).map(Counted::last).orElse(0L)),
                        "effects of " + key));
                return trace;
            }
        }

        private void step(int what) {
            switch (what) {
                case 0, 1 -> offer();
                case 2 -> trace.add("step " + core.step());
                case 3 -> trace.add("tell " + core.tellStep());
                default -> {
                    if (!slow.isEmpty()) {
                        // Any thread of the pool may be the first.
                        for (int i = random.nextInt(slow.size()); i > 0; i--) {
                            slow.add(slow.remove());
                        }
                        slow.remove().run();
                        trace.add("slow");
                    }
                }
            }
        }

        private void offer() {
            if (offered >= INPUTS) {
                return;
            }
            var key = "k" + random.nextInt(4);
            var kind = Kind.values()[random.nextInt(Kind.values().length)];
            int number = offered++;
            var job = new Input(key, number, kind);
            boolean insists = random.nextInt(10) == 0;
            var result = insists ? core.insist(job) : core.offer(job).orElse(null);
            if (result == null) {
                trace.add("full " + number);
                return;
            }
            if (kind != Kind.FAILS && kind != Kind.SPOILS) {
                counted.merge(key, 1, Integer::sum);
            }
            var order = told.computeIfAbsent(key, k -> new ArrayList<>());
            result.whenComplete((value, fault) -> {
                trace.add(key + ' ' + number + ' ' + (fault == null ? value : "failed"));
                assertEquals(kind == Kind.FAILS || kind == Kind.SPOILS, fault != null);
                // What is never refused may overtake what waits for room.
                assertTrue(
                        insists || order.stream().allMatch(before -> before < number),
                        () -> number + " was told after " + order);
                if (!insists) {
                    order.add(number);
                }
            });
        }
    }

    private record Input(String name, int number, Kind kind) implements Job<Long> {
        @Override
        public Route route() {
            return Route.about(name);
        }

        @Override
        public void load(Reads ahead) {
            ahead.want(COUNTED, name);
            if (kind == Kind.BAD_READ) {
                throw new IllegalStateException("a value that cannot be read");
            }
        }

        @Override
        public Long run(Tx tx) {
            if (kind == Kind.SLOW || kind == Kind.TWICE_SLOW) {
                int hash = tx.slow(new Hash(number));
                if (kind == Kind.TWICE_SLOW) {
                    tx.slow(new Hash(hash));
                }
            }
            long next = tx.find(COUNTED, name).map(Counted::last).orElse(0L) + 1;
            tx.put(COUNTED, new Counted(name, next));
            if (kind == Kind.SPOILS) {
                tx.query(sql -> sql.execute("update series set last = last"));
            }
            if (kind == Kind.SPOILS || kind == Kind.FAILS) {
                throw new IllegalArgumentException("on purpose");
            }
            return next;
        }
    }

    @Test
    void everyInputHasItsEffectOnceAndInItsOrderWhateverTheSchedule() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            new History("s" + seed, seed, seed % 2 == 0 ? Limits.SMALL : Limits.USUAL).play();
        }
    }

    @Test
    void aSeedIsTheWholeHistory() {
        var once = new History("a", 7, Limits.SMALL).play();
        var again = new History("b", 7, Limits.SMALL).play();
        var other = new History("c", 8, Limits.SMALL).play();

        assertEquals(once, again);
        assertNotEquals(once, other);
    }

    @Test
    void aFloodOfGuestsTakesAShareOfABatchAndWhatDoesNotFitIsRefused() {
        var limits = new Limits(4, 1, 2, 6, 10, 10, 10, 16, List.of(1), 10);
        try (var store = Store.open(StoreSettings.engine(folder.resolve("g.db")), limits, UnaryOperator.identity())) {
            var core = new LaneCore(store, limits, 100, Runnable::run);
            var order = new ArrayList<String>();
            int taken = 0;
            for (int i = 0; i < 5; i++) {
                assertTrue(core.offer(told(order, "phone " + i)).isPresent());
            }
            for (int i = 0; i < 9; i++) {
                var name = "guest " + i;
                taken += core.guest(told(order, name)).isPresent() ? 1 : 0;
            }
            assertEquals(limits.guestsWaiting(), taken, "the doors' own queue is bounded, the telephones' has room");

            core.step();
            core.tellStep();
            assertEquals(List.of("guest 0", "guest 1", "phone 0", "phone 1"), order);
            core.step();
            core.tellStep();
            assertEquals(List.of("guest 2", "guest 3", "phone 2", "phone 3"), order.subList(4, 8));
            while (core.step() || core.tellStep()) {
                // Until nothing is left.
            }
            assertEquals(11, order.size());
            assertEquals(0, core.unfinished());
        }
    }

    private static Job<Boolean> told(List<String> order, String name) {
        return Job.of(name, tx -> order.add(name));
    }

    @Test
    void nobodyIsToldBeforeTheDiskHasIt() {
        var syncs = new ArrayList<String>();
        try (var store = Store.open(StoreSettings.engine(folder.resolve("d.db")), Limits.SMALL, disk -> () -> {
            syncs.add("sync");
            disk.force();
        })) {
            var core = new LaneCore(store, Limits.SMALL, 8, Runnable::run);
            var result = core.offer(new Input("k", 1, Kind.PLAIN)).orElseThrow();
            syncs.clear();
            assertTrue(core.step());

            assertFalse(result.isDone());
            assertFalse(core.step(), "one batch ahead of the disk is all that these limits allow");
            assertTrue(core.tellStep());
            assertTrue(result.isDone());
            assertEquals(List.of("sync"), syncs);
        }
    }
}
