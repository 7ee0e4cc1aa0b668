package cn.smspay.voice.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class G711Test {
    /** Values of ITU-T G.711 tables 1 and 2, scaled to 16 bits. */
    @ParameterizedTest
    @CsvSource({"8, D5", "-8, 55", "32256, AA", "-32256, 2A", "4032, 9A", "-1008, 7A"})
    void codesAlawAsTheStandardDoes(int sample, String code) {
        byte expected = (byte) Integer.parseInt(code, 16);

        assertEquals(sample, G711.linearOfAlaw(expected));
        assertEquals(expected, G711.alaw(sample));
    }

    @ParameterizedTest
    @CsvSource({"0, FF", "32124, 80", "-32124, 00", "8, FE", "-8, 7E"})
    void codesUlawAsTheStandardDoes(int sample, String code) {
        byte expected = (byte) Integer.parseInt(code, 16);

        assertEquals(sample, G711.linearOfUlaw(expected));
        assertEquals(expected, G711.ulaw(sample));
    }

    @Test
    void readsBackEveryCodeItWrites() {
        for (int code = 0; code < 256; code++) {
            assertEquals((byte) code, G711.alaw(G711.linearOfAlaw((byte) code)));
            short linear = G711.linearOfUlaw((byte) code);
            // µ-law has two zeros.
            assertEquals(linear, G711.linearOfUlaw(G711.ulaw(linear)));
        }
    }

    @Test
    void staysCloseToEverySample() {
        for (int sample = -32768; sample < 32768; sample++) {
            int near = Math.max(16, Math.abs(sample) / 28);
            assertTrue(Math.abs(G711.linearOfAlaw(G711.alaw(sample)) - sample) <= Math.max(near, 520), "A " + sample);
            assertTrue(Math.abs(G711.linearOfUlaw(G711.ulaw(sample)) - sample) <= Math.max(near, 650), "µ " + sample);
        }
    }

    @Test
    void changesTheLawWithoutGoingFarFromTheSound() {
        for (int code = 0; code < 256; code++) {
            int before = G711.linearOfAlaw((byte) code);
            int after = G711.linearOfUlaw(G711.ulawOfAlaw((byte) code));
            assertTrue(
                    Math.abs(before - after) <= Math.max(16, Math.abs(before) / 16),
                    code + ": " + before + " " + after);
        }
    }
}
