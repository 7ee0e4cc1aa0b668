package cn.smspay.voice.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may follow what in a call's life, every pair. */
final class CallLifeTest {
    @ParameterizedTest
    @CsvSource({
        "INVITED, '- A - - O'",
        "ANSWERED, '- - T - O'",
        "TALKING, '- - - L O'",
        "LEAVING, '- - - - O'",
        "OVER, '- - - - -'",
    })
    void movesOnAndNeverBack(CallLife from, String followers) {
        for (CallLife next : CallLife.values()) {
            boolean allowed =
                    followers.charAt(2 * next.ordinal()) == next.name().charAt(0);
            if (allowed) {
                assertEquals(next, from.to(next));
            } else {
                assertThrows(IllegalStateException.class, () -> from.to(next), from + " to " + next);
            }
        }
    }
}
