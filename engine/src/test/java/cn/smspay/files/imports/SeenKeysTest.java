package cn.smspay.files.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Msisdn;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which keys of a file stand twice, when few of them are held in memory at a time. */
final class SeenKeysTest {
    private static final int HELD = 7;

    @Test
    void findsWhatAMapWouldFindWhereverTheKeysLie() throws IOException {
        var random = new Random(20090101);
        for (int keys : new int[] {0, 1, HELD - 1, HELD, HELD + 1, 500}) {
            var first = new HashMap<String, Integer>();
            var expected = new TreeMap<Integer, Integer>();
            try (var seen = new SeenKeys(HELD)) {
                for (int line = 2; line < keys + 2; line++) {
                    var key = "serial " + random.nextInt(200);
                    seen.add(key, line);
                    var earlier = first.putIfAbsent(key, line);
                    if (earlier != null) {
                        expected.put(line, earlier);
                    }
                }

                assertEquals(expected, repeated(seen), keys + " keys");
            }
        }
    }

    @Test
    void keysOfTwoKindsAreTwoKeys() throws IOException {
        try (var seen = new SeenKeys(HELD)) {
            seen.add("13800000001", 2);
            seen.add(new Msisdn("13800000001"), 3);

            assertEquals(Map.of(), repeated(seen));
        }
    }

    @Test
    void oneLineMayRepeatAnotherWithBothItsKeys() throws IOException {
        try (var seen = new SeenKeys(2)) {
            for (int line = 2; line < 4; line++) {
                seen.add("serial", line);
                seen.add("password", line);
            }
            var told = new int[1];
            seen.repeated((line, first) -> told[0]++);

            assertEquals(2, told[0]);
            assertTrue(repeated(seen).equals(Map.of(3, 2)), "and may be asked again");
        }
    }

    private static Map<Integer, Integer> repeated(SeenKeys seen) throws IOException {
        var found = new TreeMap<Integer, Integer>();
        seen.repeated(found::put);
        return found;
    }
}
