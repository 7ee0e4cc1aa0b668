package cn.smspay.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Half of the window and a pause, then one more for each windowful taken. */
final class SlowDownTest {
    private final SlowDown slow = new SlowDown(8);

    @Test
    void refusalsOfWhatWasUnderWayCountOnce() {
        slow.refused(10_000);
        slow.refused(10_001);
        slow.refused(10_999);
        assertEquals(4, slow.window());
        assertEquals(11_000, slow.pausedUntil());

        slow.refused(11_000);
        assertEquals(2, slow.window());
    }

    @Test
    void neverStopsAltogether() {
        for (int second = 0; second < 10; second++) {
            slow.refused(second * 1_000L);
        }
        assertEquals(1, slow.window());
    }

    @Test
    void growsByOneForEachWindowfulAndNotBeyondTheWhole() {
        slow.refused(0);
        for (int i = 0; i < 4; i++) {
            assertEquals(4, slow.window());
            slow.taken();
        }
        assertEquals(5, slow.window());
        slow.taken();
        slow.refused(500);
        assertEquals(5, slow.window(), "within the pause nothing changes but what was taken in a row");

        for (int i = 0; i < 100; i++) {
            slow.taken();
        }
        assertEquals(8, slow.window());
    }
}
