package cn.smspay.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long readings leave the machine to others. */
final class PaceTest {
    @Test
    void restsAfterEachStepAsLongAsItTook() {
        var now = new AtomicLong(1_000);
        var rests = new ArrayList<Duration>();
        var steps = List.of(2_000_000L, 500L, 0L).iterator();
        var pace = Pace.beside(now::get, rests::add);

        pace.each(() -> {
            now.addAndGet(steps.next());
            return steps.hasNext();
        });

        assertEquals(List.of(Duration.ofMillis(2), Duration.ofNanos(500), Duration.ZERO), rests);
        assertFalse(pace.isAlone());
    }

    @Test
    void whoHasTheMachineAloneDoesNotRest() {
        assertTrue(Pace.ALONE.isAlone());
    }
}
