package cn.smspay.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LatenciesTest {
    private static final double THOUSANDTH = 0.001;

    private final Latencies lengths = new Latencies(Duration.ofSeconds(1));

    @Test
    void sortsLengthsIntoClassesForMonitoring() {
        for (long millis : new long[] {1, 4, 6, 90, 700, 3_000}) {
            lengths.add(millis * 1_000_000 + 50_000);
        }

        assertEquals(List.of(2L, 1L, 1L, 2L), lengths.counts(List.of(0.005, 0.01, 0.5)));
        assertEquals(List.of(5L, 1L), lengths.counts(List.of(0.8)));
        assertEquals(List.of(6L, 0L), lengths.counts(List.of(2.0)));
        assertEquals(3.8013, lengths.sumSeconds(), 1e-9);
    }

    @Test
    void tellsWhichLengthAPartDoesNotExceed() {
        assertEquals(0, lengths.millis(0.5));
        for (int millis = 1; millis <= 100; millis++) {
            lengths.add(millis * 1_000_000L);
        }

        assertEquals(50, lengths.millis(0.5), 50 * THOUSANDTH);
        assertEquals(99, lengths.millis(0.99), 99 * THOUSANDTH);
        assertEquals(100, lengths.millis(1), 100 * THOUSANDTH);
    }

    @Test
    void countsWhatIsTooLongAsTheLongestAndWhatIsBelowNothingAsNothing() {
        lengths.add(Duration.ofHours(1).toNanos());
        lengths.add(-5);

        assertEquals(2, lengths.count());
        assertEquals(1000, lengths.millis(1), 1000 * THOUSANDTH);
        assertEquals(0, lengths.millis(0.5), THOUSANDTH);
        lengths.clear();
        assertEquals(0, lengths.count());
    }
}
