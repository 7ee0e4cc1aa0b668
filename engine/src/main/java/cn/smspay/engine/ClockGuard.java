package cn.smspay.engine;

import cn.smspay.base.Ticker;
import cn.smspay.books.charge.Charges;
import cn.smspay.store.Job;
import cn.smspay.store.Lane;
import cn.smspay.store.Store;
import cn.smspay.store.Table;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Doubts a wall clock that has jumped by more than a day, against the last record at a start and against the ticker while
 * running: one start under a wrong year must not purge records or open an accounting day that everything later would fall
 * behind. While it doubts, what is final (days, files, purges, redeliveries) goes by the time that was last right, carried on
 * by the ticker; all else goes by the wall. It ends when the clock agrees again or an operator accepts it; and a node that was
 * merely off for some days accepts by itself what has been steady for a while. Thread-safe.
 */
public final class ClockGuard {
    private static final Logger LOG = LoggerFactory.getLogger(ClockGuard.class);
    private static final Duration JUMP = Duration.ofDays(1);
    /** A node that was off for longer than this has had its clock looked at by somebody. */
    private static final Duration OFF_MOST = Duration.ofDays(31);
    /** After a start a time service needs a few minutes to set a clock that is wrong. */
    private static final Duration STEADY = Duration.ofMinutes(10);
    /** By less than this a clock is corrected all the time. */
    private static final Duration CORRECTION = Duration.ofMinutes(1);

    private static final Table<Integer, Mark> MARK = Table.of("clock_mark", int.class, Mark.class);

    record Mark(int id, Instant at) {}

    private final Clock wall;
    private final Ticker ticker;
    /** The last time that was right, and the ticker then. */
    private Instant right;

    private long rightTick;
    /** What the wall would have shown at tick 0, and since when it would have. */
    private Instant beginning;

    private long steadySince;
    private boolean sinceStart;
    private volatile boolean doubted;

    /** Trusts the clock until {@link #compare}. */
    ClockGuard(Clock wall, Ticker ticker) {
        this.wall = wall;
        this.ticker = ticker;
        this.right = wall.instant();
        this.rightTick = ticker.millis();
        this.steadySince = rightTick;
        this.beginning = right.minusMillis(rightTick);
    }

    /** At a start: compares the clock with what the last run has left. */
    synchronized void compare(Store store) {
        lastKnown(store).ifPresent(last -> {
            var now = wall.instant();
            if (differs(now, last)) {
                right = last;
                rightTick = ticker.millis();
                sinceStart = true;
                doubt(now);
            }
        });
    }

    private static Optional<Instant> lastKnown(Store store) {
        return marked(store, "select at from clock_mark")
                .or(() -> Stream.concat(
                                new Charges(store)
                                        .newest().map(record -> record.timing().recordedAt()).stream(),
                                marked(store, "select max(closed_at) from billing_file").stream())
                        .max(Comparator.naturalOrder()));
    }

    private static Optional<Instant> marked(Store store, String query) {
        return store.read(sql -> sql.createQuery(query).mapTo(Long.class).list()).stream()
                .filter(millis -> millis != null && millis > 0)
                .findFirst()
                .map(Instant::ofEpochMilli);
    }

    /** Looks at the clock; call a few times a second. */
    void look() {
        var now = wall.instant();
        long tick = ticker.millis();
        synchronized (this) {
            var would = now.minusMillis(tick);
            if (Duration.between(beginning, would).abs().compareTo(CORRECTION) > 0) {
                steadySince = tick;
            }
            beginning = would;
            var expected = expected(tick);
            if (!differs(now, expected)) {
                trust(now, tick, "agrees again");
            } else if (!doubted) {
                sinceStart = false;
                doubt(now);
            } else if (wasOnlyOff(now, expected, tick)) {
                trust(now, tick, "was steady for " + STEADY.toMinutes() + " minutes after a start");
            }
        }
    }

    private boolean wasOnlyOff(Instant now, Instant expected, long tick) {
        return sinceStart
                && now.isAfter(expected)
                && now.isBefore(expected.plus(OFF_MOST))
                && tick - steadySince >= STEADY.toMillis();
    }

    /** An operator says that the clock is right. */
    synchronized void accept() {
        trust(wall.instant(), ticker.millis(), "was accepted");
    }

    private void trust(Instant now, long tick, String why) {
        right = now;
        rightTick = tick;
        if (doubted) {
            doubted = false;
            LOG.warn("the clock shows {} and {}: it is trusted", now, why);
        }
    }

    private void doubt(Instant now) {
        doubted = true;
        LOG.error(
                "alarm: clock_doubted: the clock shows {}, but {} was expected. Messages are served; nothing is purged and no"
                        + " accounting day is opened until the clock agrees again. If it is right: smspay run --accept-clock",
                now,
                right);
    }

    private Instant expected(long tick) {
        return right.plusMillis(tick - rightTick);
    }

    private static boolean differs(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(JUMP) > 0;
    }

    /** Whether the wall clock is not to be trusted now. */
    public boolean isDoubted() {
        return doubted;
    }

    /** This time of the wall, or while it is doubted the one that was expected. */
    public Instant believed(Instant shown) {
        if (!doubted) {
            return shown;
        }
        synchronized (this) {
            return expected(ticker.millis());
        }
    }

    /** A clock that shows what is believed. */
    Clock clock() {
        return new Believed(wall.getZone());
    }

    private final class Believed extends Clock {
        private final ZoneId zone;

        Believed(ZoneId zone) {
            this.zone = zone;
        }

        @Override
        public Instant instant() {
            return believed(wall.instant());
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new Believed(other);
        }
    }

    /** Writes down that the clock is right, for the next start; not while it is doubted. */
    void mark(Lane lane) {
        if (doubted) {
            return;
        }
        var now = wall.instant();
        lane.insist(Job.of("clock", tx -> {
                    tx.put(MARK, new Mark(1, now));
                    return true;
                }))
                .whenComplete((done, fault) -> warn(fault));
    }

    private static void warn(@Nullable Throwable fault) {
        if (fault != null) {
            LOG.warn("the time could not be written down; a minute later it is tried again", fault);
        }
    }
}
