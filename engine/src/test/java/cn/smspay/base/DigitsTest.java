package cn.smspay.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DigitsTest {
    @ParameterizedTest
    @CsvSource({
        "'', 0, 3, true",
        "'', 1, 3, false",
        "0, 1, 3, true",
        "123, 1, 3, true",
        "1234, 1, 3, false",
        "12a, 1, 3, false",
        "-12, 1, 3, false",
        "１２, 1, 3, false",
        "' 1', 1, 3, false",
        "/0:, 1, 3, false"
    })
    void areAsciiDigitsOfTheRightLength(String text, int least, int most, boolean are) {
        assertEquals(are, Digits.are(text, least, most));
    }
}
