package cn.smspay.voice.rtp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Lengths of time, counted in buckets of a tenth of a millisecond. Thread-safe. */
public final class Histogram {
    private static final long BUCKET_NANOS = 100_000;

    private final AtomicLongArray counts;
    private final LongAdder nanos = new LongAdder();

    /** @param most what is longer is counted as this long */
    public Histogram(Duration most) {
        counts = new AtomicLongArray((int) (most.toNanos() / BUCKET_NANOS) + 1);
    }

    /** For how far the gaps between packets are from 20 ms. */
    public static Histogram ofPacing() {
        return new Histogram(Duration.ofMillis(100));
    }

    /** Takes note of the gap between two packets. */
    public void gap(long nanos) {
        add(Math.abs(nanos - MediaLoops.FRAME_NANOS));
    }

    public void add(long length) {
        counts.incrementAndGet((int) Math.max(0, Math.min(length / BUCKET_NANOS, counts.length() - 1)));
        nanos.add(length);
    }

    /** All lengths together, in seconds. */
    public double sumSeconds() {
        return nanos.sum() / 1e9;
    }

    /**
     * How many lengths were in each class, to a tenth of a millisecond.
     *
     * @param boundsSeconds the upper bounds of the classes, ascending; what is above the last one is a class of its own
     */
    public List<Long> counts(List<Double> boundsSeconds) {
        var classes = new ArrayList<Long>();
        int next = 0;
        for (double bound : boundsSeconds) {
            int end = (int) Math.min(counts.length() - 1, Math.round(bound * 1e9 / BUCKET_NANOS));
            classes.add(sum(next, end));
            next = end;
        }
        classes.add(sum(next, counts.length()));
        return classes;
    }

    private long sum(int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    /** Forgets everything so far. */
    public void clear() {
        for (int i = 0; i < counts.length(); i++) {
            counts.set(i, 0);
        }
        nanos.reset();
    }

    public long count() {
        return sum(0, counts.length());
    }

    /** The milliseconds that this part of the lengths, 0 to 1, does not exceed; 0 without any. */
    public double millis(double part) {
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
