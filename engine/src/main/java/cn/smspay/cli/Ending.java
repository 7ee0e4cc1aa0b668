package cn.smspay.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a serving process ends: when it is asked to, or by a fault, and then within a second whatever its parts still wait for.
 * Thread-safe.
 */
public final class Ending {
    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);
    /** After a fault the parts have so long to close in order. */
    static final Duration LAST_WORDS = Duration.ofMillis(700);

    private final CountDownLatch wanted = new CountDownLatch(1);
    private final CountDownLatch faulty = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean told = new AtomicBoolean();
    private final IntConsumer halt;

    /** @param halt ends the process with a code, at once */
    Ending(IntConsumer halt) {
        this.halt = halt;
        // Made now: where memory has run out no thread can be made.
        var watch = new Thread(this::haltAfterFault, "ending");
        watch.setDaemon(true);
        watch.start();
    }

    /** For this process: signals and threads that die end it. */
    public static Ending ofProcess() {
        var ending = new Ending(code -> Runtime.getRuntime().halt(code));
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> ending.fault(thread.getName(), fault));
        Runtime.getRuntime().addShutdownHook(new Thread(ending::askedBySignal, "signal"));
        return ending;
    }

    private void askedBySignal() {
        if (ended.getCount() > 0) {
            // To end in order as asked is a success, which the JVM by itself would not report.
            wanted.countDown();
            awaitQuietly(ended);
            halt.accept(code());
        }
    }

    private void fault(String thread, Throwable fault) {
        faulty.countDown();
        wanted.countDown();
        if (told.compareAndSet(false, true)) {
            LOG.error("the thread {} has died: stopping, since nobody does its work now", thread, fault);
        }
    }

    /** Ends the process because of a fault. Any thread. */
    public void fault(String why) {
        faulty.countDown();
        wanted.countDown();
        if (told.compareAndSet(false, true)) {
            LOG.error("stopping: {}", why);
        }
    }

    private void haltAfterFault() {
        awaitQuietly(faulty);
        try {
            if (!ended.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
                halt.accept(Exit.STOPPED);
            }
        } catch (InterruptedException e) {
            halt.accept(Exit.STOPPED);
        }
    }

    /** Returns when the process is to end. */
    public void await() throws InterruptedException {
        wanted.await();
    }

    /** Whether it ends by a fault: nothing is finished any more then. */
    public boolean isFault() {
        return faulty.getCount() == 0;
    }

    /** The exit code. */
    public int code() {
        return isFault() ? Exit.STOPPED : Exit.DONE;
    }

    /** Everything is closed. */
    public void ended() {
        ended.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
