package cn.smspay.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PercentTest {
    @ParameterizedTest
    @CsvSource({
        "a%20b, false, 'a b'",
        "a+b, false, a+b",
        "a+b, true, 'a b'",
        "%E4%BD%99, false, 余",
        "%e4%bd%99, false, 余",
        "%2B%25, true, +%",
        "%, false,",
        "%2, false,",
        "%2G, false,",
        "%E4%BD, false,",
        "%C0%AF, false,",
        "%ED%A0%80, false,",
        "余, false,"
    })
    void isReadStrictlyOrNotAtAll(String text, boolean plusIsBlank, String read) {
        assertEquals(read, Percent.decode(text, plusIsBlank).orElse(null));
    }
}
