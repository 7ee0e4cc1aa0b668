package cn.smspay.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ThreadsTest {
    private final CompletableFuture<Throwable> told = new CompletableFuture<>();

    private Thread watched(String name, Runnable work) {
        var thread = Threads.daemon(name, work);
        thread.setUncaughtExceptionHandler((dead, fault) -> told.complete(fault));
        return thread;
    }

    @Test
    void repeatedWorkSurvivesAnException() throws Exception {
        var rounds = new AtomicInteger();
        var three = new CountDownLatch(3);
        var timer = Executors.newSingleThreadScheduledExecutor(work -> watched("timer", work));
        timer.scheduleWithFixedDelay(
                Threads.lasting("the test", () -> {
                    three.countDown();
                    throw new IllegalStateException("round " + rounds.incrementAndGet());
                }),
                0,
                1,
                TimeUnit.MILLISECONDS);

        assertTrue(three.await(10, TimeUnit.SECONDS));
        assertTrue(!told.isDone(), "nobody has died");
        timer.shutdownNow();
    }

    @Test
    void anErrorInRepeatedWorkIsToldAsTheDeathOfItsThread() throws Exception {
        var timer = Executors.newSingleThreadScheduledExecutor(work -> watched("timer", work));
        timer.scheduleWithFixedDelay(
                Threads.lasting("the test", () -> {
                    throw new OutOfMemoryError("no more");
                }),
                0,
                1,
                TimeUnit.MILLISECONDS);

        assertInstanceOf(OutOfMemoryError.class, told.get(10, TimeUnit.SECONDS));
        timer.shutdownNow();
    }

    @Test
    void anErrorInsideAnExceptionIsFoundAndAnExceptionAloneIsNot() throws Exception {
        var error = new StackOverflowError();
        var thread = watched("loop", () -> {
            Threads.check(new IllegalStateException("harmless"));
            Threads.check(new IllegalStateException(new IllegalArgumentException(error)));
        });
        thread.start();

        assertEquals(error, told.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aLoopThatEndsBeforeItIsToldToIsTold() throws Exception {
        Threads.unending(work -> watched("loop", work), () -> false)
                .newThread(() -> {})
                .start();

        assertInstanceOf(IllegalStateException.class, told.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aLoopThatEndsBecauseItIsToldToIsNot() throws Exception {
        var thread = Threads.unending(work -> watched("loop", work), () -> true).newThread(() -> {});
        thread.start();
        thread.join();

        assertTrue(!told.isDone());
    }
}
