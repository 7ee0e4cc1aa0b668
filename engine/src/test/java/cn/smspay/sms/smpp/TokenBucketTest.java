package cn.smspay.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many may go at once, and how many in a second. */
final class TokenBucketTest {
    /** All that may go at this moment. */
    private static int burst(TokenBucket bucket, long now) {
        int taken = 0;
        while (bucket.take(now)) {
            taken++;
        }
        return taken;
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "9, 1", "10, 1", "19, 1", "20, 2", "50, 5", "1000, 100"})
    void atOnceGoesATenthOfASecondsWorthAndOneAtLeast(int perSecond, int atOnce) {
        var bucket = new TokenBucket(perSecond);

        assertEquals(atOnce, bucket.available(5_000));
        assertEquals(atOnce, burst(bucket, 5_000));
        assertEquals(0, bucket.available(5_000));
    }

    @Test
    void theNextIsDueWhenItsTimeHasComeAndNotAMillisecondBefore() {
        var bucket = new TokenBucket(10);
        assertEquals(1, burst(bucket, 0));

        assertFalse(bucket.take(99));
        assertTrue(bucket.take(100));
        assertFalse(bucket.take(199));
        assertTrue(bucket.take(200));
    }

    @Test
    void whatWasNotUsedInALongTimeIsNotSavedUp() {
        var bucket = new TokenBucket(50);
        burst(bucket, 0);

        assertEquals(5, burst(bucket, 3_600_000));
        assertEquals(5, new TokenBucket(50).available(3_600_000));
    }

    @Test
    void withoutACapEverythingGoes() {
        var bucket = new TokenBucket(0);
        for (int i = 0; i < 1_000; i++) {
            assertTrue(bucket.take(0));
        }

        assertEquals(Integer.MAX_VALUE, bucket.available(0));
    }
}
