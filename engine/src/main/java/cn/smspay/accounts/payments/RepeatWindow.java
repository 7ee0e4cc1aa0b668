package cn.smspay.accounts.payments;

import java.time.Duration;

/** The window in which the same command again is taken for a repetition (R 3.0.5 level 2). */
final class RepeatWindow {
    private RepeatWindow() {}

    /** Whole seconds until the window closes, at least 1. */
    static int secondsLeft(Duration window, Duration age) {
        return Math.toIntExact(Math.max(1, (window.minus(age).toMillis() + 999) / 1000));
    }
}
