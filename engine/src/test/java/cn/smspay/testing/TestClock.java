package cn.smspay.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** A clock that moves only when it is turned, unless it was told to run. Thread-safe. */
public final class TestClock extends Clock {
    public static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private volatile Instant now;
    private volatile long runningSinceNanos;
    private volatile boolean running;

    public TestClock(String local) {
        this.now = LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    }

    public TestClock() {
        this("2009-11-02T09:00:00");
    }

    /** From now on it moves by itself too, for those who wait on real wires. */
    public void run() {
        runningSinceNanos = System.nanoTime();
        running = true;
    }

    public void turn(Duration by) {
        now = now.plus(by);
    }

    public void set(String local) {
        now = LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    }

    @Override
    public Instant instant() {
        return running ? now.plusNanos(System.nanoTime() - runningSinceNanos) : now;
    }

    @Override
    public ZoneId getZone() {
        return SHANGHAI;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
