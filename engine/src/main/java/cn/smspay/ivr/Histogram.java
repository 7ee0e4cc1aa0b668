package cn.smspay.ivr;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/** Lengths of time, counted in buckets of a tenth of a millisecond. Thread-safe. */
final class Histogram {
    private static final long BUCKET_NANOS = 100_000;

    private final AtomicLongArray counts;

    /** @param most what is longer is counted as this long */
    Histogram(Duration most) {
        counts = new AtomicLongArray((int) (most.toNanos() / BUCKET_NANOS) + 1);
    }

    /** For how far the gaps between packets are from 20 ms. */
    static Histogram ofPacing() {
        return new Histogram(Duration.ofMillis(100));
    }

    /** Takes note of the gap between two packets. */
    void gap(long nanos) {
        add(Math.abs(nanos - MediaLoops.FRAME_NANOS));
    }

    void add(long nanos) {
        counts.incrementAndGet((int) Math.max(0, Math.min(nanos / BUCKET_NANOS, counts.length() - 1)));
    }

    /** Forgets everything so far. */
    void clear() {
        for (int i = 0; i < counts.length(); i++) {
            counts.set(i, 0);
        }
    }

    long count() {
        long sum = 0;
        for (int i = 0; i < counts.length(); i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    /** The milliseconds that this part of the lengths, 0 to 1, does not exceed; 0 without any. */
    double millis(double part) {
        long rank = Math.max(1, (long) Math.ceil(part * count()));
        long sum = 0;
        for (int i = 0; i < counts.length(); i++) {
            sum += counts.get(i);
            if (sum >= rank) {
                return (i + 1) * BUCKET_NANOS / 1e6;
            }
        }
        return 0;
    }
}
