package cn.smspay.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.store.sqlite.StoreSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LaneTest {
    record Note(long id, String text) {}

    private static final Table<Long, Note> NOTE = Table.cached("note", long.class, Note.class, 10);

    /** Slow work that waits to be let go. */
    private record Slow(CountDownLatch gate, int answer) implements Task<Integer> {
        @Override
        public Integer compute() {
            try {
                assertTrue(gate.await(10, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return answer;
        }
    }

    @TempDir
    private Path folder;

    private Store store;
    private Lane lane;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.engine(folder.resolve("t.db")));
        store.write(tx -> tx.query(sql -> sql.execute("create table note (id INTEGER PRIMARY KEY, text TEXT)")));
        lane = new Lane(store, 1000, 2);
    }

    @AfterEach
    void close() {
        lane.close();
        store.close();
    }

    private static <T> T wait(CompletableFuture<T> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }

    @Test
    void nobodyHearsOfAnInputBeforeTheDiskWasWaitedFor() throws Exception {
        long before = store.syncs();

        long heard = wait(lane.submit(Job.of("x", tx -> {
                    tx.add(NOTE, new Note(1, "a"));
                    return 0L;
                }))
                .thenApply(nothing -> store.syncs()));

        assertTrue(heard > before, heard + " waits, " + before + " before");
    }

    @Test
    void anInputThatFailsIsUndoneAloneAndTheOthersAreKept() throws Exception {
        var gate = new CountDownLatch(1);
        var holder = lane.submit(Job.of("x", tx -> {
            try {
                return gate.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        var before = lane.submit(Job.of("a", tx -> write(tx, "a")));
        var poison = lane.submit(Job.of("b", tx -> {
            write(tx, "b");
            throw new IllegalStateException("poison");
        }));
        var after = lane.submit(Job.of("c", tx -> write(tx, "c")));

        gate.countDown();

        wait(holder);
        assertEquals(1, wait(before));
        assertEquals(2, wait(after));
        assertThrows(ExecutionException.class, () -> wait(poison));
        assertEquals(List.of("a", "c"), texts());
    }

    @Test
    void anInputThatFailsAfterItReachedTheDatabaseIsUndoneAloneToo() throws Exception {
        var poison = lane.submit(Job.of("b", tx -> {
            write(tx, "b");
            tx.query(sql -> sql.execute("select 1"));
            throw new IllegalStateException("poison");
        }));
        var after = lane.submit(Job.of("c", tx -> write(tx, "c")));

        assertThrows(ExecutionException.class, () -> wait(poison));
        wait(after);
        assertEquals(List.of("c"), texts());
    }

    @Test
    void slowWorkHoldsUpOnlyItsOwnKeyAndKeepsTheOrderThere() throws Exception {
        var gate = new CountDownLatch(1);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        var first = lane.submit(Job.of("a", tx -> {
            write(tx, "half");
            int answer = tx.slow(new Slow(gate, 42));
            order.add("a1");
            return answer;
        }));
        var second = lane.submit(Job.of("a", tx -> order.add("a2")));
        var third = lane.submit(Job.of("a", tx -> order.add("a3")));
        var other = lane.submit(Job.of("b", tx -> order.add("b")));

        wait(other);
        gate.countDown();

        assertEquals(42, wait(first));
        wait(second);
        wait(third);
        assertEquals(List.of("b", "a1", "a2", "a3"), order);
        assertEquals(List.of("half"), texts());
    }

    @Test
    void oneInputMayWantSeveralPiecesOfSlowWork() throws Exception {
        var open = new CountDownLatch(0);

        int sum = wait(lane.submit(Job.of("a", tx -> tx.slow(new Slow(open, 1)) + tx.slow(new Slow(open, 2)))));

        assertEquals(3, sum);
    }

    @Test
    void slowWorkThatFailsFailsItsInputAndFreesItsKey() throws Exception {
        var failing = lane.submit(Job.of("a", tx -> tx.slow(new Broken())));
        var next = lane.submit(Job.of("a", tx -> "fine"));

        assertThrows(ExecutionException.class, () -> wait(failing));
        assertEquals("fine", wait(next));
    }

    private record Broken() implements Task<Integer> {
        @Override
        public Integer compute() {
            throw new IllegalStateException("broken");
        }
    }

    @Test
    void refusesWhatDoesNotFit() throws Exception {
        var gate = new CountDownLatch(1);
        var small = new Lane(store, 2, 1);
        var running = new CountDownLatch(1);
        var holder = small.submit(Job.of("x", tx -> {
            running.countDown();
            try {
                return gate.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        assertTrue(running.await(10, TimeUnit.SECONDS));
        small.submit(Job.of("a", tx -> 1));
        small.submit(Job.of("b", tx -> 1));

        var refused = small.offer(Job.of("c", tx -> 1));

        assertEquals(Optional.empty(), refused);
        gate.countDown();
        wait(holder);
        small.close();
    }

    @Test
    void whoIsToldOfOneInputMayQueueTheNextHoweverFullTheLaneIs() throws Exception {
        try (var small = new Lane(store, 2, 1)) {
            var next = small.submit(Job.of("a", tx -> 1)).thenCompose(done -> {
                // On the lane's own thread: nothing is told before this returns, so that the queue fills and stays full.
                while (small.offer(Job.of("filling", tx -> 1)).isPresent()) {
                    Thread.onSpinWait();
                }
                return small.submit(Job.of("a", tx -> 2));
            });

            assertEquals(2, wait(next));
        }
    }

    @Test
    void aGuestFindsAnIdleLaneAwake() throws Exception {
        for (int i = 0; i < 20; i++) {
            int number = i;
            assertEquals(i, wait(lane.guest(Job.of("g", tx -> number)).orElseThrow()));
        }
        assertEquals("fine", wait(lane.offer(Job.of("p", tx -> "fine")).orElseThrow()));
    }

    @Test
    void finishesWhatItHasBeforeItCloses() throws Exception {
        var results = new ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < 500; i++) {
            int text = i;
            results.add(lane.submit(Job.of(i % 7, tx -> write(tx, "n" + text))));
        }

        lane.close();

        for (var result : results) {
            assertTrue(result.isDone());
            result.get();
        }
        assertEquals(500, texts().size());
        assertEquals(Optional.empty(), lane.offer(Job.of("late", tx -> 1)));
    }

    private static Integer write(Tx tx, String text) {
        long id = tx.next("note");
        tx.add(NOTE, new Note(id, text));
        return (int) id;
    }

    private List<String> texts() {
        return store.read(sql -> sql.createQuery("select text from note order by id")
                .mapTo(String.class)
                .list());
    }
}
