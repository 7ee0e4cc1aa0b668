package cn.smspay.base;

/**
 * Nanoseconds from an arbitrary beginning that never go back: for measuring, and for waiting within one call, where threads wait
 * in real time whatever a {@link Ticker} that is turned by hand says. Thread-safe.
 */
@FunctionalInterface
public interface MonotonicClock {
    long nanos();

    /** The machine's own. */
    static MonotonicClock system() {
        return System::nanoTime;
    }
}
