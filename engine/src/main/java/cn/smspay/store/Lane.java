package cn.smspay.store;

import cn.smspay.base.Threads;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs inputs in batches, one transaction for each batch: whatever has queued meanwhile is the next batch, so an idle lane
 * answers at once and a busy one commits hundreds of inputs with one fsync. While one batch is on its way to the disk the
 * next one is run; nobody hears of a batch before it is durable. Thread-safe.
 *
 * <p>An input that throws is undone alone and does not hold up the others. An input that asks for slow work
 * ({@link Tx#slow}) is set aside, and with it the later inputs of the same key, until the pool has done that work.
 *
 * <p>These are the threads; what they do is {@link LaneCore}.
 */
public final class Lane implements AutoCloseable {
    private static final long IDLE_MILLIS = 5;
    private static final long ROOM_MILLIS = 100;

    private final LaneCore core;
    private final Runner runner;

    /** Who takes the steps of the lane. */
    private interface Runner {
        /** Something was queued. */
        void queued();

        /** Whether the caller takes the steps itself: it would wait for itself. */
        boolean isCaller();

        boolean isAlive();

        void close();
    }

    /**
     * @param capacity inputs that may wait; more are refused
     * @param slowThreads threads for slow work
     */
    public Lane(Store store, int capacity, int slowThreads) {
        this(store, Limits.USUAL, capacity, slowThreads);
    }

    /** The same with other limits. */
    public Lane(Store store, Limits limits, int capacity, int slowThreads) {
        var pool = Executors.newFixedThreadPool(slowThreads, Threads.named("slow"));
        this.core = new LaneCore(store, limits, capacity, pool);
        this.runner = new OwnThreads(core, pool);
    }

    private Lane(Store store, int capacity) {
        this.core = new LaneCore(store, Limits.USUAL, capacity, Runnable::run);
        this.runner = new Callers(core);
    }

    /**
     * One without threads: whoever queues something runs it at once, slow work included. For tools where nothing happens
     * meanwhile; a handing over from thread to thread costs more there than the work.
     *
     * @param capacity inputs that may wait; more are refused
     */
    public static Lane ofCallers(Store store, int capacity) {
        return new Lane(store, capacity);
    }

    /**
     * Queues an input. The result is there when its transaction is durable.
     *
     * @return empty if the lane is full or closing: nothing was queued, the caller may try again later
     */
    public <T> Optional<CompletableFuture<T>> offer(Job<T> job) {
        var queued = core.offer(job);
        runner.queued();
        return queued;
    }

    /**
     * Queues what came by a door: of those a batch takes a share only, and only so many wait, so that they cost the telephones a
     * bounded time.
     *
     * @return empty if enough of them wait: nothing was queued, the caller may try again later
     */
    public <T> Optional<CompletableFuture<T>> guest(Job<T> job) {
        var queued = core.guest(job);
        runner.queued();
        return queued;
    }

    /**
     * Queues an input of our own, which waits for room rather than being refused. What is queued by those who were just told of
     * another one, on the lane's own thread, does not wait: it would wait for itself.
     */
    public <T> CompletableFuture<T> submit(Job<T> job) {
        if (runner.isCaller()) {
            return insist(job);
        }
        try {
            while (true) {
                var queued = core.offer(job, ROOM_MILLIS);
                if (queued.isPresent()) {
                    runner.queued();
                    return queued.get();
                }
                if (!runner.isAlive()) {
                    throw new RejectedExecutionException("the lane has stopped");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException(e);
        }
    }

    /**
     * Queues an input of our own that must not be lost and cannot wait, beside the room for others: for what is rare, such as
     * the end of a connection.
     */
    public <T> CompletableFuture<T> insist(Job<T> job) {
        var queued = core.insist(job);
        runner.queued();
        return queued;
    }

    /** Transactions so far, failed ones included. */
    public long batches() {
        return core.batches();
    }

    /** Inputs that were run in them, those run twice counted twice. */
    public long inputs() {
        return core.inputs();
    }

    /** Inputs that are queued, set aside or running. */
    public int unfinished() {
        return core.unfinished();
    }

    /** Takes nothing more, finishes what it has, and ends. */
    @Override
    public void close() {
        core.close();
        runner.close();
    }

    /** One thread runs batches, another waits for the disk and then tells of them in their order. */
    private static final class OwnThreads implements Runner {
        private final LaneCore core;
        private final ExecutorService pool;
        private final Thread thread;
        private final Thread notifier;

        OwnThreads(LaneCore core, ExecutorService pool) {
            this.core = core;
            this.pool = pool;
            this.thread = Threads.daemon("lane", this::run);
            this.notifier = Threads.daemon("durable", this::tell);
            thread.start();
            notifier.start();
        }

        @Override
        public void queued() {
            // The core wakes its thread.
        }

        @Override
        public boolean isCaller() {
            var caller = Thread.currentThread();
            return caller == notifier || caller == thread;
        }

        @Override
        public boolean isAlive() {
            return thread.isAlive();
        }

        private void run() {
            try {
                while (!core.isFinished()) {
                    if (!core.step()) {
                        core.await(IDLE_MILLIS);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void tell() {
            try {
                while (true) {
                    core.awaitCommitted();
                    core.tellStep();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            try {
                thread.join(Duration.ofSeconds(30).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            notifier.interrupt();
            pool.shutdownNow();
        }
    }

    /** Whoever queues something goes on until nothing waits; what is queued meanwhile on its own thread is run in its turn. */
    private static final class Callers implements Runner {
        private final LaneCore core;
        private final ReentrantLock turn = new ReentrantLock();

        Callers(LaneCore core) {
            this.core = core;
        }

        @Override
        public void queued() {
            if (turn.isHeldByCurrentThread()) {
                return;
            }
            turn.lock();
            try {
                boolean more;
                do {
                    boolean ran = core.step();
                    more = core.tellStep() || ran;
                } while (more);
            } finally {
                turn.unlock();
            }
        }

        @Override
        public boolean isCaller() {
            return turn.isHeldByCurrentThread();
        }

        @Override
        public boolean isAlive() {
            return true;
        }

        @Override
        public void close() {
            queued();
        }
    }
}
