package cn.smspay.tools.transcript;

import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One thread that knows how much was given to it and is not done. A pool's own figures leave out what has just been taken from
 * its queue.
 */
final class CountedThread extends ScheduledThreadPoolExecutor {
    private final AtomicLong given = new AtomicLong();
    private final AtomicLong done = new AtomicLong();

    CountedThread(String name) {
        super(1, work -> {
            var thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
        given.incrementAndGet();
        return super.schedule(work, delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
        given.incrementAndGet();
        return super.schedule(work, delay, unit);
    }

    @Override
    protected void afterExecute(Runnable work, @Nullable Throwable fault) {
        super.afterExecute(work, fault);
        done.incrementAndGet();
    }

    /** So much was given to it since it began. */
    long given() {
        return given.get();
    }

    /** Whether all that was given to it, by this count, is done. */
    boolean hasDone(long count) {
        return done.get() >= count;
    }
}
