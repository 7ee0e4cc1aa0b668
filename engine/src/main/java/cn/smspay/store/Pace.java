package cn.smspay.store;

import cn.smspay.base.MonotonicClock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * How those who read much of a database for long share the machine with others: charge records for a billing file, for an index
 * of a day. In a tool they have it to themselves; in an engine subscribers wait for answers meanwhile, so that they read one
 * short step after the other there and rest after each as long as it took. Thread-safe.
 */
public final class Pace {
    /** Nobody waits: as fast as all processors can. */
    public static final Pace ALONE = new Pace(() -> 0, rest -> {});

    private final MonotonicClock nanos;
    private final Consumer<Duration> rest;

    private Pace(MonotonicClock nanos, Consumer<Duration> rest) {
        this.nanos = nanos;
        this.rest = rest;
    }

    /** @param rest waits so long */
    public static Pace beside(MonotonicClock nanos, Consumer<Duration> rest) {
        return new Pace(nanos, rest);
    }

    /** Whether nobody else wants the machine. */
    public boolean isAlone() {
        return this == ALONE;
    }

    /**
     * Takes steps until one answers false, and rests after each.
     *
     * @param step some milliseconds of work; false if it was the last one
     */
    public void each(BooleanSupplier step) {
        boolean more = true;
        while (more) {
            long began = nanos.nanos();
            more = step.getAsBoolean();
            rest.accept(Duration.ofNanos(nanos.nanos() - began));
        }
    }
}
