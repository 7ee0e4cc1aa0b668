package cn.smspay.base.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every cell of the national language tables, against the tables as the specification prints them. Holds {@link IndicTables} to its rules.
 */
final class NationalTablesTest {
    private static final int ESCAPE = 0x1b;
    private static final int SEPTETS = 128;

    static List<String> tables() throws IOException {
        try (var file = NationalTablesTest.class.getResourceAsStream("national-tables.txt")) {
            assertNotNull(file);
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    private static String read(int locking, int single, int... septets) {
        var octets = new byte[septets.length];
        for (int i = 0; i < septets.length; i++) {
            octets[i] = (byte) septets[i];
        }
        return new Writing(Alphabet.GSM, locking, single).decode(octets);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void readsEveryCell(String table) {
        var words = table.split(" ");
        assertEquals(2 + SEPTETS, words.length);
        int language = Integer.parseInt(words[0]);
        boolean locking = words[1].equals("locking");
        for (int septet = 0; septet < SEPTETS; septet++) {
            var code = words[2 + septet];
            if (septet == ESCAPE) {
                continue;
            }
            // A closing NUL would be no text, so something stands behind.
            var found = locking ? read(language, 0, septet, '!') : read(0, language, ESCAPE, septet, '!');
            var none = locking ? " " : read(0, 0, septet, '!').replaceFirst("!$", "");
            var wanted = code.equals("-") ? none : String.valueOf((char) Integer.parseInt(code, 16));
            assertEquals(wanted + "!", found, table.substring(0, 12) + " at " + Integer.toHexString(septet));
        }
    }

    @Test
    void bothShiftsTogetherAndWhatHasNoPlaceInTheSecondIsReadByTheFirst() {
        assertEquals("क१अ", read(6, 6, 0x15, ESCAPE, 0x1d, 0x03));
        assertEquals("k", read(6, 6, ESCAPE, 'k'));
        assertEquals("€", read(13, 13, ESCAPE, 0x65));
    }

    @Test
    void anEscapeBehindAnEscapeIsOneSpaceInEveryLanguage() {
        for (int language = 0; language <= 14; language++) {
            assertEquals("0 0", read(language, language, '0', ESCAPE, ESCAPE, '0'));
        }
    }

    @Test
    void whatHasNoTableIsReadByTheDefaultOnes() {
        for (int language : new int[] {0, 14, 15, 255}) {
            assertEquals("@{", read(language, language, 0, ESCAPE, 0x28));
        }
        assertEquals("@", read(2, 0, 0, '!').substring(0, 1), "Spanish has no locking table");
    }
}
