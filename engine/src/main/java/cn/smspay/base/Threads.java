package cn.smspay.base;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that the process cannot do without. One that ends by a fault is told to its uncaught handler, which a serving process
 * answers by ending itself: a process of which a part is dead answers its health check and serves nobody.
 */
public final class Threads {
    private static final Logger LOG = LoggerFactory.getLogger(Threads.class);
    /** Long enough for somebody who asks for one thing after the other. */
    private static final long REST_SECONDS = 10;

    private Threads() {}

    /** Makes daemons of this name. */
    public static ThreadFactory named(String name) {
        return work -> daemon(name, work);
    }

    /** A daemon that has not been started. */
    public static Thread daemon(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** One daemon of this name that works off what it is given in its order, and ends while there is nothing for a while. */
    public static ThreadPoolExecutor resting(String name) {
        var pool =
                new ThreadPoolExecutor(1, 1, REST_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /**
     * Makes threads that run until they are told to end: one that returns before is told to its uncaught handler.
     * For loops of libraries that keep to themselves what they died of.
     *
     * @param maker makes the threads themselves
     * @param closing whether they have been told to end
     */
    public static ThreadFactory unending(ThreadFactory maker, BooleanSupplier closing) {
        return work -> maker.newThread(() -> {
            work.run();
            if (!closing.getAsBoolean()) {
                died(new IllegalStateException("a loop has ended that nobody told to end"));
            }
        });
    }

    /**
     * Work that a scheduler or an executor repeats: an exception is logged and the next round comes all the same, an error
     * ends the thread as far as its uncaught handler can tell. Executors keep either to themselves otherwise and never come
     * again.
     *
     * @param what names the work in the log
     */
    public static Runnable lasting(String what, Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.error("{} failed; it goes on", what, e);
            } catch (Error e) {
                died(e);
            }
        };
    }

    /** Passes on a fault if it is an error; nobody can go on after one of those. */
    public static void check(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof Error) {
                died(cause);
                return;
            }
        }
    }

    /** Tells the uncaught handler of this thread what it died of, for code whose caller would keep that to itself. */
    public static void died(Throwable fault) {
        var thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, fault);
    }
}
