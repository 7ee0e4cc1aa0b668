package cn.smspay.voice.sip;

import cn.smspay.base.MonotonicClock;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what may have to wait for a connection or a name server, away from the threads of signalling: one peer after the
 * other each, so that one who is not there keeps only himself waiting. Thread-safe.
 */
final class Outgoing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);
    /** So many peers may be waited for at once; a peer costs three seconds at most, then it rests. */
    private static final int THREADS_MAX = 64;

    private static final int IDLE_SECONDS = 30;
    /** A peer that could not be reached is not tried again for so long. */
    private static final long REST_NANOS = Duration.ofSeconds(5).toNanos();

    private static final int REMEMBERED = 1000;

    private final MonotonicClock clock;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS_MAX,
            THREADS_MAX,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DefaultThreadFactory("sip-out", true) {
                @Override
                protected Thread newThread(Runnable work, String name) {
                    return new ConnectThread(work, name);
                }
            });
    private final Map<String, Deque<OutgoingMessage>> waiting = new HashMap<>();
    private final Map<String, Long> away = new HashMap<>();

    private record OutgoingMessage(SipThrows work, Runnable failed) {}

    /** The only kind of thread that may open connections. */
    static final class ConnectThread extends Thread {
        ConnectThread(Runnable work, String name) {
            super(work, name);
        }
    }

    Outgoing(MonotonicClock clock) {
        this.clock = clock;
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Sends, some time soon.
     *
     * @param peer whoever has to wait for each other have the same
     * @param failed run instead of or after {@code work} if the peer cannot be reached
     */
    void send(String peer, SipThrows work, Runnable failed) {
        synchronized (this) {
            var queue = waiting.get(peer);
            if (queue != null) {
                queue.add(new OutgoingMessage(work, failed));
                return;
            }
            waiting.put(peer, new ArrayDeque<>(java.util.List.of(new OutgoingMessage(work, failed))));
        }
        if (threads.isShutdown()) {
            failed.run();
        } else {
            threads.execute(() -> serve(peer));
        }
    }

    private void serve(String peer) {
        while (true) {
            OutgoingMessage job;
            boolean rests;
            synchronized (this) {
                var queue = waiting.get(peer);
                if (queue == null || queue.isEmpty()) {
                    waiting.remove(peer);
                    return;
                }
                job = queue.remove();
                var since = away.get(peer);
                rests = since != null && clock.nanos() - since < REST_NANOS;
            }
            if (rests || !sent(peer, job)) {
                job.failed.run();
            }
        }
    }

    private boolean sent(String peer, OutgoingMessage job) {
        try {
            job.work.run();
            return true;
        } catch (SipException | ParseException | InvalidArgumentException | RuntimeException e) {
            LOG.info("cannot send to {}: {}", peer, StackLog.place(e));
            rest(peer);
            return false;
        }
    }

    private synchronized void rest(String peer) {
        if (away.size() >= REMEMBERED) {
            away.clear();
        }
        away.put(peer, clock.nanos());
    }

    /** What is queued goes first, as far as it goes within this time. */
    void drain(Duration patience) {
        threads.shutdown();
        try {
            threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
