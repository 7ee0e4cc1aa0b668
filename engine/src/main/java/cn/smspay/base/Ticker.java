package cn.smspay.base;

import java.time.Clock;

/**
 * Milliseconds from an arbitrary beginning that never go back and that nobody can set: for everything that waits. What people
 * see (days, conversations, locks) goes by a {@link Clock}. Thread-safe.
 */
@FunctionalInterface
public interface Ticker {
    long millis();

    /** The machine's own. */
    static Ticker system() {
        var machine = MonotonicClock.system();
        return () -> machine.nanos() / 1_000_000;
    }

    /** The time of a clock that is turned by hand. */
    static Ticker of(Clock clock) {
        return clock::millis;
    }
}
