package cn.smspay.sms.smpp;

/**
 * How much of the window to use after an SMSC has said that it is too much: half of it and a pause, then one more for each
 * windowful that was taken. Confined to one thread.
 */
final class SlowDown {
    /** Refusals of what was under way together count once. */
    private static final long PAUSE_MILLIS = 1_000;

    private final int full;
    private int window;
    private int takenInARow;
    private long pausedUntil = Long.MIN_VALUE;

    SlowDown(int full) {
        this.full = full;
        this.window = full;
    }

    void refused(long now) {
        takenInARow = 0;
        if (now >= pausedUntil) {
            window = Math.max(1, window / 2);
            pausedUntil = now + PAUSE_MILLIS;
        }
    }

    void taken() {
        if (window < full && ++takenInARow >= window) {
            window++;
            takenInARow = 0;
        }
    }

    int window() {
        return window;
    }

    long pausedUntil() {
        return pausedUntil;
    }
}
