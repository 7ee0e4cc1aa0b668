package cn.smspay.books.outbox;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Msisdn;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RecentNumbersTest {
    private final RecentNumbers recent = new RecentNumbers();

    private static Msisdn number(long n) {
        return new Msisdn(Long.toString(13_800_000_000L + n));
    }

    @Test
    void remembersTheNewestTime() {
        var noon = Instant.parse("2009-11-02T04:00:00Z");
        recent.remember(number(1), noon);
        recent.remember(number(1), noon.minusSeconds(60));

        assertTrue(recent.isRemembered(number(1), noon));
        assertFalse(recent.isRemembered(number(1), noon.plusMillis(1)));
        assertFalse(recent.isRemembered(number(2), Instant.EPOCH));
    }

    @Test
    void keepsTheNewerOfTwoThatShareAPlace() {
        var noon = Instant.parse("2009-11-02T04:00:00Z");
        int many = 2 * RecentNumbers.SLOTS;
        for (int i = 0; i < many; i++) {
            recent.remember(number(i), noon.plusMillis(i));
        }

        int known = 0;
        for (int i = 0; i < many; i++) {
            known += recent.isRemembered(number(i), noon) ? 1 : 0;
        }
        assertTrue(known > RecentNumbers.SLOTS / 2 && known <= RecentNumbers.SLOTS, "known " + known);
        assertTrue(recent.isRemembered(number(many - 1), noon), "the last one is there");
    }
}
