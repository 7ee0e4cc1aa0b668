package cn.smspay.voice.call;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a call waits for, on the loop of its sound: its next deadline, the ACK, the end of its last word. */
final class CallTimers {
    /** Silence between the goodbye and the end, because a phone throws away what still waits to be played. */
    private static final Duration TAIL = Duration.ofMillis(200);

    private final EventLoop loop;
    private @Nullable Future<?> deadline;
    private @Nullable Future<?> ack;

    CallTimers(EventLoop loop) {
        this.loop = loop;
    }

    /** In place of the deadline before; none if nothing is due. */
    void deadline(Optional<Duration> due, Runnable passed) {
        stop(deadline);
        deadline = due.map(length -> in(length.isNegative() ? Duration.ZERO : length, passed))
                .orElse(null);
    }

    void ack(Duration patience, Runnable missing) {
        ack = in(patience, missing);
    }

    void acknowledged() {
        stop(ack);
    }

    void afterTail(Runnable work) {
        in(TAIL, work);
    }

    private Future<?> in(Duration length, Runnable work) {
        return loop.schedule(work, length.toNanos(), TimeUnit.NANOSECONDS);
    }

    void stop() {
        stop(deadline);
        stop(ack);
    }

    private static void stop(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
