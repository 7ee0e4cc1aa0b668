package cn.smspay.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In which order inputs are taken, how much of what waits, and who waits behind whom. */
final class LaneQueueTest {
    /** Batches of three, one guest in each, four guests waiting. */
    private final LaneQueue queue = new LaneQueue(Limits.SMALL, 5);

    private final Map<LaneInput<?>, String> names = new HashMap<>();

    @Test
    void whatIsReadyGoesFirstThenAShareOfTheDoorsThenTheTelephones() {
        queue.offer(input("call"));
        queue.guest(input("door"));
        queue.guest(input("second door"));
        queue.ready(input("end of a connection"));

        assertEquals(List.of("end of a connection", "door", "call"), next());
        assertEquals(List.of("second door"), next());
        assertEquals(List.of(), next());
    }

    @Test
    void aBatchTakesNoMoreThanItsMeasure() {
        for (String name : List.of("a", "b", "c", "d")) {
            queue.ready(input(name));
        }

        assertEquals(List.of("a", "b", "c"), next());
        assertEquals(List.of("d"), next());
    }

    @Test
    void whatFindsNoRoomIsRefused() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            assertTrue(queue.guest(input("door " + i)));
        }
        assertFalse(queue.guest(input("one door too many")));
        // One place is the nudge's, which wakes a lane that waits for telephones.
        for (int i = 0; i < 4; i++) {
            assertTrue(queue.offer(input("call " + i)));
        }
        assertFalse(queue.offer(input("one call too many")));
        assertFalse(queue.offer(input("nor one that waits"), 1));
    }

    @Test
    void whatIsTakenWhileWaitingIsNotLost() throws InterruptedException {
        queue.offer(input("call"));
        queue.await(1);

        assertEquals(List.of("call"), next());
    }

    @Test
    void aDoorWakesALaneThatWaitsForTelephonesOnce() throws InterruptedException {
        queue.guest(input("door"));
        queue.await(Long.MAX_VALUE);
        assertEquals(List.of("door"), next());

        // The nudge is gone, and the next one comes again.
        queue.ready(input("result"));
        assertEquals(List.of("result"), next());
        queue.guest(input("later door"));
        assertEquals(List.of("later door"), next());
    }

    @Test
    void laterInputsOfARouteWaitForTheFirstsSlowWork() {
        var first = input("first", "kt");
        first.waitFor(() -> "hash");
        assertTrue(queue.hold(first));

        queue.offer(input("second", "kt"));
        queue.offer(input("other", "cx"));
        assertEquals(List.of("other"), next());

        var third = input("third", "kt");
        assertFalse(queue.hold(third), "it waits for its turn");

        queue.letOthersGo(first);
        assertEquals(List.of(), next(), "its work is not done");

        first.work();
        queue.ready(first);
        assertEquals(List.of("first"), next());
        queue.letOthersGo(first);
        assertEquals(List.of("second", "third"), next());
    }

    @Test
    void theFirstMayWantSlowWorkAgain() {
        var first = input("first", "kt");
        first.waitFor(() -> "hash");
        queue.hold(first);
        queue.offer(input("second", "kt"));
        assertEquals(List.of(), next());

        first.work();
        first.waitFor(() -> "another hash");
        assertTrue(queue.hold(first));
        first.work();
        queue.letOthersGo(first);

        assertEquals(List.of("second"), next());
    }

    private List<String> next() {
        var batch = new ArrayList<LaneInput<?>>();
        queue.fill(batch);
        return batch.stream().map(names::get).toList();
    }

    private LaneInput<?> input(String name) {
        return input(name, name);
    }

    private LaneInput<?> input(String name, String about) {
        var input = new LaneInput<>(Job.of(about, tx -> name));
        names.put(input, name);
        return input;
    }
}
