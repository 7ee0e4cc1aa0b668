package cn.smspay.books.outbox;

import cn.smspay.base.Msisdn;
import java.time.Instant;

/**
 * Numbers that were written to lately, in a fixed place of memory: of two that fall into one slot the newer one is kept. Not
 * thread-safe.
 */
final class RecentNumbers {
    /** 2 MB; what is forgotten costs no more than one receipt of a message nobody knows, taken for a text. */
    static final int SLOTS = 1 << 17;

    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int HIGH_BITS = Long.SIZE - Integer.numberOfTrailingZeros(SLOTS);

    private final long[] numbers = new long[SLOTS];
    private final long[] times = new long[SLOTS];

    void remember(Msisdn number, Instant at) {
        int slot = slot(number.number());
        long millis = at.toEpochMilli();
        if (numbers[slot] == 0 || millis >= times[slot]) {
            numbers[slot] = number.number();
            times[slot] = millis;
        }
    }

    boolean isRemembered(Msisdn number, Instant since) {
        int slot = slot(number.number());
        return numbers[slot] == number.number() && times[slot] >= since.toEpochMilli();
    }

    private static int slot(long number) {
        return (int) ((number * SPREAD) >>> HIGH_BITS);
    }
}
