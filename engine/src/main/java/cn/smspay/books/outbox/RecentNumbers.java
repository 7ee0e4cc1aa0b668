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

    private final int highBits;
    /** Each number with its time behind it: every answer comes here, and what lies side by side is fetched at once. */
    private final long[] slots;

    RecentNumbers() {
        this(SLOTS);
    }

    /** @param count of numbers, a power of two */
    RecentNumbers(int count) {
        this.highBits = Long.SIZE - Integer.numberOfTrailingZeros(count);
        this.slots = new long[2 * count];
    }

    void remember(Msisdn msisdn, Instant at) {
        long number = msisdn.number();
        int slot = slot(number);
        long millis = at.toEpochMilli();
        if (slots[slot] == 0 || millis >= slots[slot + 1]) {
            slots[slot] = number;
            slots[slot + 1] = millis;
        }
    }

    boolean isRemembered(Msisdn msisdn, Instant since) {
        long number = msisdn.number();
        int slot = slot(number);
        return slots[slot] == number && slots[slot + 1] >= since.toEpochMilli();
    }

    private int slot(long number) {
        return 2 * (int) ((number * SPREAD) >>> highBits);
    }
}
