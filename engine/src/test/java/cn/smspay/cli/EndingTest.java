package cn.smspay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class EndingTest {
    private final CompletableFuture<Integer> halted = new CompletableFuture<>();
    private final Ending ending = new Ending(halted::complete);

    @Test
    void afterAFaultTheProcessIsEndedAlthoughItsPartsNeverClose() throws Exception {
        ending.fault("the disk");

        ending.await();
        assertTrue(ending.isFault());
        assertEquals(3, halted.get(10, TimeUnit.SECONDS));
        assertTrue(Ending.LAST_WORDS.toMillis() < 1_000, "within a second");
    }

    @Test
    void afterAFaultWhosePartsCloseInTimeTheProcessEndsByItself() throws Exception {
        ending.fault("the disk");
        ending.ended();

        assertEquals(3, ending.code());
        assertFalse(halted.completeOnTimeout(-1, 2 * Ending.LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)
                .get()
                .equals(3));
    }

    @Test
    void withoutAFaultTheCodeIsZero() {
        assertFalse(ending.isFault());
        assertEquals(0, ending.code());
    }
}
