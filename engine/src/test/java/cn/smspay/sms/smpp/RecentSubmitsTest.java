package cn.smspay.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.Msisdn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One full queue of a number is not a link that is too fast. */
final class RecentSubmitsTest {
    @ParameterizedTest
    @CsvSource({
        // numbers that are refused, refusals of each, others that were taken, whether the link is too fast
        "1, 20, 0, false",
        "2, 10, 0, false",
        "3, 1, 0, true",
        "3, 1, 2, true",
        "3, 1, 3, false",
        "3, 4, 11, true",
        "3, 1, 17, false"
    })
    void moreThanHalfOfAllAndThreeNumbers(int numbers, int each, int taken, boolean tooFast) {
        var recent = new RecentSubmits();
        for (int i = 0; i < taken; i++) {
            recent.taken(number(100 + i));
        }
        for (int n = 0; n < numbers; n++) {
            for (int i = 0; i < each; i++) {
                recent.refused(number(n), true);
            }
        }

        assertEquals(tooFast, recent.linkIsTooFast());
    }

    private static Msisdn number(int n) {
        return new Msisdn(Long.toString(13_800_000_000L + n));
    }
}
