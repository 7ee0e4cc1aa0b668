package cn.smspay.sms.smpp;

import cn.smspay.base.Threads;
import io.netty.channel.ChannelHandlerContext;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What other threads want done on a channel's thread: one wake-up serves all that has queued, so that a commit of hundreds
 * of messages costs one thread switch and one flush. Thread-safe.
 */
final class Errands {
    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);
    /** Then the thread looks after its sockets again, enquire_links among them. */
    private static final int AT_ONCE = 1_024;

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean awake = new AtomicBoolean();
    private final Runnable before;
    private final Runnable after;

    /** @param before called on the channel's thread before each round, {@code after} behind it */
    Errands(Runnable before, Runnable after) {
        this.before = before;
        this.after = after;
    }

    void add(Runnable errand, ChannelHandlerContext context) {
        waiting.add(errand);
        wake(context);
    }

    /** Has {@code after} run soon, with or without errands. */
    void wake(ChannelHandlerContext context) {
        if (awake.compareAndSet(false, true)) {
            context.executor().execute(Threads.lasting("what others want done on a link", () -> run(context)));
        }
    }

    /** On the channel's thread. */
    void run(ChannelHandlerContext context) {
        awake.set(false);
        before.run();
        Runnable errand;
        for (int done = 0; done < AT_ONCE && (errand = waiting.poll()) != null; done++) {
            try {
                errand.run();
            } catch (RuntimeException e) {
                LOG.error("our own fault", e);
            }
        }
        after.run();
        if (!waiting.isEmpty()) {
            wake(context);
        }
    }
}
