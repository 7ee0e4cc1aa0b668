package cn.smspay.voice.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyEchoesTest {
    /** E: event, I: INFO, T: tones, each with its key; . is half a second, R a new description. */
    @ParameterizedTest
    @CsvSource({
        "E1I1E2I2, 12",
        "I1E1I2E2, 12",
        "E1E1I1I1, 11",
        "E1.I1.E1.I1, 11",
        "I1.E2.E3, 123",
        "E1.....I1, 11",
        "I1RE1, 11",
        "T1T2, 12",
        "T1E1T2E2, 12",
        "E1T1T1, 1",
        "E1T1RT1, 11",
        "E1I1T1, 1",
    })
    void countsEachPressOnceWhateverWaysItComes(String came, String expected) {
        var echoes = new KeyEchoes();
        var heard = new StringBuilder();
        long tick = 0;
        for (int i = 0; i < came.length(); i++) {
            switch (came.charAt(i)) {
                case '.' -> tick += 25;
                case 'R' -> echoes.forget();
                default -> {
                    var way = DtmfKind.values()["-EIT".indexOf(came.charAt(i))];
                    char key = came.charAt(++i);
                    if (echoes.isNew(key, way, tick)) {
                        heard.append(key);
                    }
                }
            }
        }

        assertEquals(expected, heard.toString());
    }
}
