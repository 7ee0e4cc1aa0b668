package cn.smspay.base;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.HdrHistogram.ConcurrentHistogram;

/** Lengths of time by the half hour in which they ended, for a day; from the start on only. Thread-safe. */
public final class HalfHours {
    /** How many are kept. */
    public static final int KEPT = 48;

    public static final Duration LENGTH = Duration.ofMinutes(30);
    /** A hundredth is enough to look at. */
    private static final int DIGITS = 2;

    private final long most;
    private final ConcurrentSkipListMap<Long, ConcurrentHistogram> millis = new ConcurrentSkipListMap<>();

    /** @param most what is longer is counted as this long */
    public HalfHours(Duration most) {
        this.most = most.toMillis();
    }

    /** @param now when it ended */
    public void add(Duration length, Instant now) {
        long number = number(now);
        millis.computeIfAbsent(number, any -> new ConcurrentHistogram(most, DIGITS))
                .recordValue(Math.max(0, Math.min(most, length.toMillis())));
        // The newest that is kept decides: a clock that is set back does not drop what it has not reached.
        millis.headMap(millis.lastKey() - KEPT, true).clear();
    }

    private static long number(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), LENGTH.toMillis());
    }

    /**
     * The milliseconds that this part of the lengths, 0 to 1, did not exceed, by half hours.
     *
     * @param first the beginning of the first
     * @return {@link #KEPT} numbers; -1 for a half hour without any
     */
    public List<Long> millis(double part, Instant first) {
        var found = new ArrayList<Long>();
        for (int i = 0; i < KEPT; i++) {
            var lengths = millis.get(number(first) + i);
            found.add(lengths == null ? -1L : lengths.getValueAtPercentile(part * 100));
        }
        return found;
    }
}
