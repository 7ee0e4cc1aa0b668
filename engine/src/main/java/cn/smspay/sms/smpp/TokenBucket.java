package cn.smspay.sms.smpp;

import java.util.concurrent.atomic.AtomicLong;

/**
 * At most so many a second, with a tenth of a second's worth at once. Thread-safe and lock-free: it keeps only the time at
 * which the next one would be due if they were evenly spaced.
 */
final class TokenBucket {
    private final long nanosPerToken;
    private final long burstNanos;
    private final AtomicLong nextDue = new AtomicLong(Long.MIN_VALUE / 2);

    /** @param perSecond 0 for no cap */
    TokenBucket(int perSecond) {
        this.nanosPerToken = perSecond == 0 ? 0 : 1_000_000_000L / perSecond;
        this.burstNanos = Math.max(nanosPerToken, 100_000_000L);
    }

    boolean take(long nowMillis) {
        if (nanosPerToken == 0) {
            return true;
        }
        long now = nowMillis * 1_000_000L;
        while (true) {
            long due = nextDue.get();
            long next = Math.max(due, now) + nanosPerToken;
            if (next > now + burstNanos) {
                return false;
            }
            if (nextDue.compareAndSet(due, next)) {
                return true;
            }
        }
    }

    int available(long nowMillis) {
        if (nanosPerToken == 0) {
            return Integer.MAX_VALUE;
        }
        long now = nowMillis * 1_000_000L;
        return (int) ((now + burstNanos - Math.max(nextDue.get(), now)) / nanosPerToken);
    }
}
