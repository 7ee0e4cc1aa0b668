package cn.smspay.app.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link ActsOfOperators}: how long something is to last, as an operator writes it. */
final class ActsOfOperatorsTest {
    @ParameterizedTest
    @CsvSource({
        "0s, 0",
        "30s, 30",
        "10m, 600",
        "2h, 7200",
        "999999s, 999999",
        "10,",
        "m,",
        "-1s,",
        "1.5h,",
        "10 m,",
        "10M,",
        "1d,",
        "9999999s,",
        "'',",
        "٣s,"
    })
    void aTimeIsDigitsAndAUnit(String written, @Nullable Long seconds) {
        assertEquals(Optional.ofNullable(seconds), ActsOfOperators.seconds(written));
    }
}
