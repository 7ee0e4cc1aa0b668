package cn.smspay.base.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SmsLengthTest {
    @ParameterizedTest
    @CsvSource({
        "0, true, 1",
        "160, true, 1",
        "161, true, 2",
        "306, true, 2",
        "307, true, 3",
        "70, false, 1",
        "71, false, 2",
        "134, false, 2",
        "135, false, 3"
    })
    void countsWholeMessagesAndParts(int length, boolean gsm, int segments) {
        assertEquals(segments, SmsLength.segments(length, gsm));
    }

    @ParameterizedTest
    @CsvSource({"YE, true, 0", "'a@b', true, 0", "'€[1]', true, 3", "余额, false, 0", "'a`b', false, 0", "'', true, 0"})
    void knowsTheAlphabetAndWhatCountsTwice(String text, boolean gsm, int escapes) {
        assertEquals(gsm, SmsLength.isGsm(text));
        assertEquals(escapes, SmsLength.escapes(text));
    }
}
