package cn.smspay.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A slice of {@link SendingStorm}; {@code -Dsmspay.storm=10000} makes it a storm. */
@Timeout(600)
final class SendingStormTest {
    private static final int SUBSCRIBERS = Integer.getInteger("smspay.storm", 150);
    /** The end of an answer is looked for every second, and one under way is waited for. */
    private static final long END_LATE_MAX = Duration.ofSeconds(30).toMillis();

    private static final long NEIGHBOUR_WAITS_MAX = Duration.ofSeconds(15).toMillis();

    @ParameterizedTest
    @CsvSource({"1, 5, 1, 1", "1, 20, 1, 2", "2, 20, 2, 3", "2, 50, 1, 4", "10, 50, 2, 5", "10, 0, 1, 6", "1, 50, 2, 7"
    })
    void everyAnswerEndsInItsTimeAndInItsOrder(int window, int rate, int connections, long seed) {
        var plan = new SendingStorm.Plan(SUBSCRIBERS, 3, window, rate, connections, 5, true, 300, seed);

        var report = new SendingStorm(plan).run();

        assertEquals(List.of(), report.faults(), plan.toString());
        assertEquals(
                SUBSCRIBERS * 3,
                report.ends().values().stream().mapToInt(Integer::intValue).sum());
        assertTrue(report.longest() <= SendingStorm.HOUR + END_LATE_MAX, report.toString());
        assertTrue(report.restarts() > 0, report.toString());
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 1", "2, 20, 2", "10, 50, 3"})
    void nobodyWaitsForANeighbourWhoIsNeverTaken(int window, int rate, long seed) {
        var plan = new SendingStorm.Plan(SUBSCRIBERS, 3, window, rate, 1, 20, false, 40, seed);

        var report = new SendingStorm(plan).run();

        assertEquals(List.of(), report.faults(), plan.toString());
        // Where many numbers are refused as too much, the link itself pauses for a second now and then.
        assertTrue(report.longestWait() <= NEIGHBOUR_WAITS_MAX, report.toString());
    }

    @Test
    void aSeedAlwaysGivesTheSameStorm() {
        var plan = new SendingStorm.Plan(40, 3, 2, 20, 2, 5, true, 300, 11);

        assertEquals(new SendingStorm(plan).run(), new SendingStorm(plan).run());
    }
}
