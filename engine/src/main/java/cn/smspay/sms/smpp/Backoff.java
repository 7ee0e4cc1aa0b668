package cn.smspay.sms.smpp;

import java.util.random.RandomGenerator;

/** How long to wait before connecting again: doubling up to a limit, each time between half and all of it, so that many clients spread. */
final class Backoff {
    private final SmppBindSettings.Timing timing;
    private final RandomGenerator randomness;
    private int failures;

    Backoff(SmppBindSettings.Timing timing, RandomGenerator randomness) {
        this.timing = timing;
        this.randomness = randomness;
    }

    void succeeded() {
        failures = 0;
    }

    long nextMillis() {
        long longest = timing.reconnectMaxMillis();
        long pause = Math.min(longest, (long) timing.reconnectMinMillis() << Math.min(failures, 20));
        failures++;
        return pause / 2 + randomness.nextLong(pause / 2 + 1);
    }
}
