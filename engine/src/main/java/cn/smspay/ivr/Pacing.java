package cn.smspay.ivr;

import java.util.concurrent.atomic.AtomicLongArray;

/** How far the gaps between packets were from 20 ms, as a histogram of tenths of a millisecond. Thread-safe. */
final class Pacing {
    private static final long BUCKET_NANOS = 100_000;
    /** Up to 100 ms; what is beyond lies in the last bucket. */
    private static final int BUCKETS = 1001;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

    /** Takes note of one gap. */
    void gap(long nanos) {
        long off = Math.abs(nanos - MediaLoops.FRAME_NANOS);
        counts.incrementAndGet((int) Math.min(off / BUCKET_NANOS, BUCKETS - 1));
    }

    /** Forgets all gaps so far. */
    void clear() {
        for (int i = 0; i < BUCKETS; i++) {
            counts.set(i, 0);
        }
    }

    long count() {
        long sum = 0;
        for (int i = 0; i < BUCKETS; i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    /** The deviation in milliseconds that this part of the gaps, 0 to 1, does not exceed; 0 without gaps. */
    double millis(double part) {
        long rank = Math.max(1, (long) Math.ceil(part * count()));
        long sum = 0;
        for (int i = 0; i < BUCKETS; i++) {
            sum += counts.get(i);
            if (sum >= rank) {
                return (i + 1) * BUCKET_NANOS / 1e6;
            }
        }
        return 0;
    }
}
