package cn.smspay.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.store.FaultyDisk.Kind;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The n-th call to the disk fails, once or for good, for every n: the store stops, or is back to normal, and what was told as
 * done is in what a power cut leaves. {@code -Dsmspay.faults=200} for a longer row of n: a few kinds at a time, because stores
 * that broke keep their files open until the process ends.
 */
final class DiskFaultTest {
    record Note(long id, String text) {}

    private static final Table<Long, Note> NOTE = Table.cached("note", long.class, Note.class, 10);
    private static final int N_MAX = Integer.getInteger("smspay.faults", 50);
    /**
     * The checkpointer looks ten times a second, and each of its calls is one look: all n to 50 would take four minutes of
     * waiting, so only some of them are tried, the last of them too.
     */
    private static final List<Integer> CHECKPOINTS = List.of(1, 2, 3, 10, 50);

    private static final int IN_ONE_GO = 4;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "SYNC, false, true",
        "SYNC, true, true",
        "BEGIN, false, true",
        "BEGIN, true, true",
        "BUSY, false, false",
        "WRITE, false, true",
        "WRITE, true, true",
        "FULL, false, true",
        "FULL, true, true",
        "COMMIT, false, true",
        "COMMIT, true, true",
    })
    void whatWasToldAsDoneIsOnTheDiskWhicheverCallFails(Kind kind, boolean forGood, boolean stops) throws Exception {
        for (int n = 1; n <= N_MAX; n++) {
            run(kind, n, forGood, stops);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CHECKPOINT, false, false",
        "CHECKPOINT, true, false",
        "CHECKPOINT_SYNC, false, true",
        "DAMAGE, false, true",
    })
    void theCheckpointersFaultsStopTheStoreOrAreTriedAgain(Kind kind, boolean forGood, boolean stops) throws Exception {
        for (int n : CHECKPOINTS) {
            run(kind, n, forGood, stops);
        }
    }

    private void run(Kind kind, int n, boolean forGood, boolean stops) throws Exception {
        var what = kind + (forGood ? " from " : " at ") + n;
        var file = Files.createDirectories(folder.resolve(kind + "-" + forGood + "-" + n))
                .resolve("t.db");
        var disk = new FaultyDisk(file);
        var told = new HashSet<Long>();
        try (var store = Store.open(StoreSettings.engine(file), disk::before)) {
            store.write(tx -> tx.query(sql -> sql.execute("create table note (id INTEGER PRIMARY KEY, text TEXT)")));
            var broken = new CountDownLatch(1);
            store.onBroken(broken::countDown);
            try (var lane = new Lane(store, 1000, 1)) {
                disk.fail(kind, n, forGood);
                long id = 0;
                while (disk.fired() == 0 && id < 40_000) {
                    told.addAll(notes(lane, id));
                    id += IN_ONE_GO;
                    if (ofTheCheckpointer(kind)) {
                        Service.moment();
                    }
                }
                assertTrue(disk.fired() > 0, what + " was never reached");
                // What comes after: nothing that is told as done may be lost either.
                told.addAll(notes(lane, id));
                if (stops) {
                    assertTrue(broken.await(10, TimeUnit.SECONDS), what + ": it goes on");
                    assertEquals(Set.of(), notes(lane, id + IN_ONE_GO), what + ": done after the end");
                } else {
                    told.addAll(notes(lane, id + IN_ONE_GO));
                    assertTrue(told.contains(id + IN_ONE_GO), what + ": not back to normal");
                    assertFalse(store.isBroken(), what);
                }
            }
        }
        assertEquals(0, disk.syncsAfterAFailedOne(), what);
        check(what, disk.image(), told);
    }

    private static boolean ofTheCheckpointer(Kind kind) {
        return switch (kind) {
            case CHECKPOINT, CHECKPOINT_SYNC, DAMAGE -> true;
            default -> false;
        };
    }

    /** Queues a few at once and says which are told as done. */
    private static Set<Long> notes(Lane lane, long from) throws InterruptedException {
        var results = new HashMap<Long, CompletableFuture<Boolean>>();
        for (long id = from; id < from + IN_ONE_GO; id++) {
            long own = id;
            results.put(id, lane.submit(Job.of("n" + id, tx -> {
                tx.add(NOTE, new Note(own, "x"));
                return true;
            })));
        }
        var done = new HashSet<Long>();
        for (var result : results.entrySet()) {
            try {
                result.getValue().get(20, TimeUnit.SECONDS);
                done.add(result.getKey());
            } catch (ExecutionException e) {
                // Not told as done: it may be stored or not.
                continue;
            } catch (TimeoutException e) {
                throw new AssertionError("nobody says what came of " + result.getKey(), e);
            }
        }
        return done;
    }

    private void check(String what, FaultyDisk.Image image, Set<Long> told) throws Exception {
        var copy = Files.createTempDirectory(folder, "image").resolve("t.db");
        image.write(copy);
        try (var store = Store.open(StoreSettings.engine(copy))) {
            List<Long> stored = store.read(sql ->
                    sql.createQuery("select id from note").mapTo(Long.class).list());
            var missing = new ArrayList<>(told);
            missing.removeAll(new HashSet<>(stored));
            assertEquals(List.of(), missing, what + ": told as done and lost");
            assertEquals(
                    "ok",
                    store.read(sql -> sql.createQuery("pragma integrity_check")
                            .mapTo(String.class)
                            .one()),
                    what);
        }
    }
}
