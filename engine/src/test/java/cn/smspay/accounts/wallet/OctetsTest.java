package cn.smspay.accounts.wallet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OctetsTest {
    @ParameterizedTest
    @CsvSource({"'', false", "0, true", "0123456789, true", "12 3, false", "１, false", "-1, false"})
    void digitsAreAscii(String text, boolean are) {
        assertEquals(are, Octets.areDigits(text));
        assertEquals(are, Octets.areDigits(text, text.length()));
        assertEquals(false, Octets.areDigits(text, text.length() + 1));
    }

    @Test
    void bcdHasTwoDigitsAnOctet() {
        assertArrayEquals(new byte[] {0x20, 0x09, 0x11, (byte) 0x99}, Octets.bcd("20091199"));
        assertArrayEquals(new byte[0], Octets.bcd(""));
    }
}
