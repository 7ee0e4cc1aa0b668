package cn.smspay.engine;

import cn.smspay.base.Threads;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Work that has to be done every so often and in time: how late it was is known. Thread-safe. */
final class Ticks {
    private final long everyMillis;
    private final LongSupplier millis;
    private final Runnable work;
    /** When the next was to begin. */
    private long due;

    private final AtomicLong worst = new AtomicLong();

    Ticks(long everyMillis, LongSupplier millis, Runnable work) {
        this.everyMillis = everyMillis;
        this.millis = millis;
        this.work = work;
        this.due = millis.getAsLong() + everyMillis;
    }

    void scheduleOn(ScheduledExecutorService timer) {
        due = millis.getAsLong() + everyMillis;
        timer.scheduleWithFixedDelay(
                Threads.lasting("the tick", this::tick), everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    void tick() {
        long late = millis.getAsLong() - due;
        worst.accumulateAndGet(late, Math::max);
        try {
            work.run();
        } finally {
            due = millis.getAsLong() + everyMillis;
        }
    }

    /** The greatest lateness since it was last asked for, in milliseconds. */
    long worstMillis() {
        return Math.max(0, worst.getAndSet(0));
    }
}
