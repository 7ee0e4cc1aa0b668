package cn.smspay.accounts.banks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** After 1, 5, 15 and 60 minutes, then every hour (R 4.14). */
final class LookTimesTest {
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 5", "2, 15", "3, 60", "4, 120", "5, 180", "27, 1500"})
    void comeLessAndLessOften(int looks, long minutes) {
        var redirected = Instant.parse("2009-11-02T01:00:00Z");

        assertEquals(redirected.plus(Duration.ofMinutes(minutes)), LookTimes.next(redirected, looks));
    }
}
