package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.engine.GiveUps.Day;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From when on many give up. */
final class GiveUpsTest {
    @ParameterizedTest
    @CsvSource({
        "9, 20, 0, 100, false",
        "10, 200, 0, 100, true",
        "10, 1000, 4, 100, false",
        "12, 1000, 4, 100, true",
        // At noon three times as many of those who came: no need to wait for the evening.
        "15, 50, 10, 100, true",
        "14, 50, 10, 100, false",
        "10, 30, 0, 0, true"
    })
    void threeTimesAsManyOrAsLargeAShareButNeverAFewPeople(
            long gaveUp, long messages, long gaveUpBefore, long messagesBefore, boolean isMany) {
        assertEquals(isMany, GiveUps.isMany(new Day(messages, gaveUp), new Day(messagesBefore, gaveUpBefore)));
    }
}
