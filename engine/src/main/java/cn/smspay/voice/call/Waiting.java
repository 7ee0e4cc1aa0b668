package cn.smspay.voice.call;

import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for something that nobody tells: the last call to end. */
public final class Waiting {
    private static final long LOOK_MILLIS = 50;

    private Waiting() {}

    /** Blocks until it is so, or the time is over. Not to be called from {@code loop}, which only looks. */
    public static void until(BooleanSupplier itIsSo, Duration atMost, EventExecutor loop) {
        var done = new DefaultPromise<Boolean>(loop);
        var look = loop.scheduleAtFixedRate(
                () -> {
                    if (itIsSo.getAsBoolean()) {
                        done.trySuccess(true);
                    }
                },
                0,
                LOOK_MILLIS,
                TimeUnit.MILLISECONDS);
        done.awaitUninterruptibly(atMost.toMillis());
        look.cancel(false);
    }
}
