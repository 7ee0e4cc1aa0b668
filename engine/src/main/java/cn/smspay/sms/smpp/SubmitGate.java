package cn.smspay.sms.smpp;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether one more {@code submit_sm} may go by a connection. Any thread asks, without a lock; the session's thread sets the
 * limits.
 */
final class SubmitGate {
    private final TokenBucket bucket;
    private final AtomicInteger inside = new AtomicInteger();
    private volatile int window;
    private volatile long pausedUntil = Long.MIN_VALUE;
    private volatile boolean bound;
    private volatile boolean writable = true;

    SubmitGate(SmppBindSettings.Pace pace) {
        this.bucket = new TokenBucket(pace.submitsPerSecond());
        this.window = pace.window();
    }

    /** Takes a place in the window; {@link #leave} gives it back. */
    boolean enter(long now) {
        if (!open(now)) {
            return false;
        }
        if (inside.incrementAndGet() > window || !bucket.take(now)) {
            inside.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        inside.decrementAndGet();
    }

    int room(long now) {
        return open(now) ? Math.max(0, Math.min(window - inside.get(), bucket.available(now))) : 0;
    }

    int inside() {
        return inside.get();
    }

    private boolean open(long now) {
        return bound && writable && now >= pausedUntil;
    }

    void bound(boolean now) {
        bound = now;
    }

    void writable(boolean now) {
        writable = now;
    }

    void limit(SlowDown slow) {
        window = slow.window();
        pausedUntil = slow.pausedUntil();
    }
}
