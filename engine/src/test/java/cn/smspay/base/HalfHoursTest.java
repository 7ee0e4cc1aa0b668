package cn.smspay.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class HalfHoursTest {
    private static final Instant NOON = Instant.parse("2009-11-02T04:00:00Z");

    private final HalfHours waits = new HalfHours(Duration.ofMinutes(10));

    @Test
    void tellsWhatNineteenOfTwentyDidNotExceedAndNothingWhereNothingWas() {
        for (int i = 1; i <= 20; i++) {
            waits.add(Duration.ofMillis(i), NOON.plusSeconds(i));
        }
        waits.add(Duration.ofHours(1), NOON.plus(HalfHours.LENGTH));

        var told = waits.millis(0.95, NOON.minus(HalfHours.LENGTH));

        assertEquals(HalfHours.KEPT, told.size());
        assertEquals(-1, told.get(0));
        assertEquals(19, told.get(1));
        assertTrue(told.get(2) >= 600_000 && told.get(2) < 610_000, "what is longer than is told apart: " + told.get(2));
        assertEquals(-1, told.get(3));
    }

    @Test
    void forgetsWhatIsOlderThanADay() {
        waits.add(Duration.ofMillis(7), NOON);
        waits.add(Duration.ofMillis(8), NOON.plus(Duration.ofHours(24)));

        assertEquals(-1, waits.millis(0.95, NOON).get(0));
        assertEquals(8, waits.millis(0.95, NOON.plus(Duration.ofHours(24))).get(0));
    }
}
