package cn.smspay.cli;

import java.time.Duration;

/** Rests between pieces of long work, for those who run it: what does the work is handed how to rest. */
public final class Rest {
    private Rest() {}

    /** Waits so long, or until the thread is interrupted, which it is then still. */
    public static void take(Duration time) {
        try {
            Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
