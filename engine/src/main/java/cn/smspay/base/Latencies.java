package cn.smspay.base;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/** Lengths of time, told apart to a thousandth of each. Thread-safe; recording never waits. */
public final class Latencies {
    private static final int DIGITS = 3;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private final ConcurrentHistogram lengths;
    private final LongAdder nanos = new LongAdder();

    /** @param most what is longer is counted as this long */
    public Latencies(Duration most) {
        lengths = new ConcurrentHistogram(most.toNanos(), DIGITS);
    }

    /** @param length in nanoseconds; what is below 0 counts as 0 */
    public void add(long length) {
        lengths.recordValue(Math.max(0, Math.min(length, lengths.getHighestTrackableValue())));
        nanos.add(length);
    }

    /** All lengths together, in seconds. */
    public double sumSeconds() {
        return nanos.sum() / NANOS_PER_SECOND;
    }

    /**
     * How many lengths were in each class.
     *
     * @param boundsSeconds the upper bounds of the classes, ascending; what is above the last one is a class of its own
     */
    public List<Long> counts(List<Double> boundsSeconds) {
        var classes = new ArrayList<Long>();
        long from = 0;
        for (double bound : boundsSeconds) {
            long to = Math.round(bound * NANOS_PER_SECOND);
            classes.add(between(from, to));
            from = to + 1;
        }
        classes.add(between(from, lengths.getHighestTrackableValue()));
        return classes;
    }

    private long between(long from, long to) {
        return from > lengths.getHighestTrackableValue() ? 0 : lengths.getCountBetweenValues(from, to);
    }

    /** Forgets everything so far. */
    public void clear() {
        lengths.reset();
        nanos.reset();
    }

    public long count() {
        return lengths.getTotalCount();
    }

    /** The milliseconds that this part of the lengths, 0 to 1, does not exceed; 0 without any. */
    public double millis(double part) {
        return count() == 0 ? 0 : lengths.getValueAtPercentile(part * 100) / NANOS_PER_MILLI;
    }
}
