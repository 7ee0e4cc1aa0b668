package cn.smspay.tools.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class BenchBurstTest {
    @ParameterizedTest
    @CsvSource({"20000:10, 20000, 10", "20000, 20000, 10", "500:1, 500, 1"})
    void isRateAndSeconds(String text, int rate, int seconds) {
        assertEquals(new BenchBurst(rate, seconds), new BenchBurst.Reader().convert(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0:10", "10:0", "10:", ":10", "fast", "1000000", "-5", "5:1:1"})
    void isNothingElse(String text) {
        var refused = assertThrows(TypeConversionException.class, () -> new BenchBurst.Reader().convert(text));

        assertTrue(refused.getMessage().contains("RATE:SECONDS, for instance 20000:10"), refused.getMessage());
    }

    @Test
    void wantsTwiceAsManyAccountsAsConversations() {
        assertEquals(400_000, new BenchBurst(20_000, 10).accountsLeast());
    }

    @Test
    void tellsRefusalsAfterWhichAnSmscSendsAgain() {
        var refusals = new BenchRefusals();

        assertTrue(refusals.count(0x58));
        assertTrue(refusals.count(0x58));
        assertTrue(refusals.count(0x14));
        assertTrue(refusals.count(0x64));
        assertFalse(refusals.count(0x08));

        assertEquals(5, refusals.total());
        assertEquals(1, refusals.notRetriable());
        assertEquals(
                Map.of("ESME_RTHROTTLED", 2L, "ESME_RMSGQFUL", 1L, "ESME_RX_T_APPN", 1L, "0x00000008", 1L),
                refusals.byStatus());
    }

    @ParameterizedTest
    @CsvSource({
        "true,  5, 5, 0, 0, 0, clean,      true",
        "false, 5, 5, 0, 0, 0, clean,      false",
        "true,  4, 5, 0, 0, 0, clean,      false",
        "true,  5, 5, 1, 0, 0, clean,      false",
        "true,  5, 5, 0, 1, 0, clean,      false",
        "true,  5, 5, 0, 0, 1, clean,      false",
        "true,  5, 5, 0, 0, 0, 2 findings, false"
    })
    void isGoodOnlyIfNothingIsWrongInTheEnd(
            boolean drained,
            long accepted,
            long answered,
            long lost,
            long unanswered,
            long refusedFinally,
            String verify,
            boolean good) {
        assertEquals(
                good, new BenchCheck(drained, accepted, answered, lost, unanswered, refusedFinally, verify).isGood());
    }
}
