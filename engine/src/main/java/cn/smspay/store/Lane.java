package cn.smspay.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs inputs in batches, one transaction for each batch: whatever has queued meanwhile is the next batch, so an idle lane
 * answers at once and a busy one commits hundreds of inputs with one fsync. While one batch is on its way to the disk the
 * next one is run; nobody hears of a batch before it is durable. Thread-safe.
 *
 * <p>An input that throws is undone alone and does not hold up the others. An input that asks for slow work
 * ({@link Tx#slow}) is set aside, and with it the later inputs of the same key, until the pool has done that work.
 */
public final class Lane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int BATCH_MAX = 256;
    private static final int AHEAD_MAX = 2;

    private final Store store;
    private final BlockingQueue<Entry<?>> queue;
    /** Entries whose slow work is done: they go before the queue. */
    private final BlockingQueue<Entry<?>> ready = new java.util.concurrent.LinkedBlockingQueue<>();
    /** Later inputs of a key whose first input waits for slow work. Used by the lane's thread only. */
    private final Map<Object, Deque<Entry<?>>> held = new HashMap<>();

    /** Only while a batch is filled. */
    private final List<Entry<?>> arrived = new ArrayList<>(BATCH_MAX);

    private final ExecutorService pool;
    private final Thread thread;
    /** Waits for the disk and then tells; batches are told of in their order. */
    private final Thread teller;

    private final BlockingQueue<Batch> committed = new java.util.concurrent.LinkedBlockingQueue<>();
    /** Committed batches that nobody has been told of: the writer is not to run far ahead of the disk. */
    private final Semaphore ahead = new Semaphore(AHEAD_MAX);

    private final java.util.concurrent.atomic.AtomicInteger unfinished =
            new java.util.concurrent.atomic.AtomicInteger();
    private final LongAdder batches = new LongAdder();
    private final LongAdder inputs = new LongAdder();
    private volatile boolean closing;

    /**
     * @param capacity inputs that may wait; more are refused
     * @param slowThreads threads for slow work
     */
    public Lane(Store store, int capacity, int slowThreads) {
        this.store = store;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.pool = Executors.newFixedThreadPool(slowThreads, work -> named(work, "slow"));
        this.thread = named(this::loop, "lane");
        this.teller = named(this::tell, "durable");
        thread.start();
        teller.start();
    }

    private static Thread named(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Queues an input. The result is there when its transaction is durable.
     *
     * @return empty if the lane is full or closing: nothing was queued, the caller may try again later
     */
    public <T> Optional<CompletableFuture<T>> offer(Job<T> job) {
        var entry = new Entry<>(job);
        unfinished.incrementAndGet();
        if (closing || !queue.offer(entry)) {
            unfinished.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(entry.result);
    }

    /** Queues an input of our own, which waits for room rather than being refused. */
    public <T> CompletableFuture<T> submit(Job<T> job) {
        var entry = new Entry<>(job);
        unfinished.incrementAndGet();
        try {
            while (!queue.offer(entry, 100, TimeUnit.MILLISECONDS)) {
                if (!thread.isAlive()) {
                    throw new RejectedExecutionException("the lane has stopped");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException(e);
        }
        return entry.result;
    }

    /** Transactions so far, failed ones included. */
    public long batches() {
        return batches.sum();
    }

    /** Inputs that were run in them, those run twice counted twice. */
    public long inputs() {
        return inputs.sum();
    }

    /** Inputs that are queued, set aside or running. */
    public int unfinished() {
        return unfinished.get();
    }

    private void loop() {
        var batch = new ArrayList<Entry<?>>();
        while (!(closing && unfinished.get() == 0)) {
            try {
                fill(batch);
                if (!batch.isEmpty()) {
                    run(batch);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("a batch failed", e);
                batch.forEach(entry -> fail(entry, e));
            } catch (Error e) {
                batch.forEach(entry -> fail(entry, e));
                throw e;
            }
            batch.clear();
        }
    }

    private void fill(List<Entry<?>> batch) throws InterruptedException {
        Entry<?> next;
        while (batch.size() < BATCH_MAX && (next = ready.poll()) != null) {
            if (next.worked) {
                batch.add(next);
            } else {
                admit(next, batch);
            }
        }
        if (batch.isEmpty()) {
            var first = queue.poll(5, TimeUnit.MILLISECONDS);
            if (first != null) {
                admit(first, batch);
            }
        }
        queue.drainTo(arrived, BATCH_MAX - batch.size());
        arrived.forEach(entry -> admit(entry, batch));
        arrived.clear();
    }

    private void admit(Entry<?> entry, List<Entry<?>> batch) {
        var waiting = held.get(entry.job.key());
        if (waiting != null) {
            waiting.add(entry);
        } else {
            batch.add(entry);
        }
    }

    private void run(List<Entry<?>> batch) throws InterruptedException {
        var setAside = new ArrayList<Entry<?>>();
        batches.increment();
        inputs.add(batch.size());
        ahead.acquire();
        try {
            var done = store.commit(tx -> runAll(tx, batch, setAside));
            done.result().forEach(Done::letOthersGo);
            committed.add(new Batch(done.result(), done.followUps()));
        } catch (Tx.Spoiled e) {
            ahead.release();
            setAside.clear();
            runSingly(batch, setAside);
        } catch (StoreFault e) {
            ahead.release();
            setAside.clear();
            if (e.outcome() == StoreFault.Outcome.ABORTED && batch.size() > 1) {
                runSingly(batch, setAside);
            } else {
                batch.forEach(entry -> fail(entry, e));
            }
        } catch (RuntimeException | Error e) {
            ahead.release();
            throw e;
        }
        setAside.forEach(this::workFirst);
    }

    /** A committed transaction and what is to be done once it is durable. */
    private record Batch(List<Done<?>> done, List<Runnable> followUps) {}

    private void tell() {
        var batches = new ArrayList<Batch>();
        while (true) {
            try {
                batches.add(committed.take());
            } catch (InterruptedException e) {
                return;
            }
            committed.drainTo(batches);
            try {
                store.sync();
                batches.forEach(this::tell);
            } catch (StoreFault e) {
                batches.forEach(batch ->
                        batch.done().forEach(done -> done.entry().result.completeExceptionally(e)));
            }
            batches.forEach(batch -> unfinished.addAndGet(-batch.done().size()));
            ahead.release(batches.size());
            batches.clear();
        }
    }

    private void tell(Batch batch) {
        for (var followUp : batch.followUps()) {
            try {
                followUp.run();
            } catch (RuntimeException e) {
                LOG.error("what follows a transaction failed", e);
            }
        }
        batch.done().forEach(Done::tell);
    }

    private List<Done<?>> runAll(Tx tx, List<Entry<?>> batch, List<Entry<?>> setAside) {
        var ahead = new Reads();
        batch.forEach(entry -> entry.job.load(ahead));
        ahead.fetch(tx);
        var done = new ArrayList<Done<?>>();
        Set<Object> waitingKeys = new HashSet<>();
        for (var entry : batch) {
            if (waitingKeys.contains(entry.job.key())) {
                entry.task = null;
                setAside.add(entry);
                continue;
            }
            try {
                done.add(entry.attempt(tx));
            } catch (NotYet e) {
                entry.task = e.task();
                setAside.add(entry);
                waitingKeys.add(entry.job.key());
            }
        }
        return done;
    }

    private void runSingly(List<Entry<?>> batch, List<Entry<?>> setAside) throws InterruptedException {
        // Nobody overtakes the batches before.
        ahead.acquire(AHEAD_MAX);
        ahead.release(AHEAD_MAX);
        Set<Object> waitingKeys = new HashSet<>();
        for (var entry : batch) {
            if (waitingKeys.contains(entry.job.key())) {
                entry.task = null;
                setAside.add(entry);
                continue;
            }
            try {
                var done = store.write(tx -> entry.attempt(tx));
                done.letOthersGo();
                done.tell();
                unfinished.decrementAndGet();
            } catch (NotYet e) {
                entry.task = e.task();
                setAside.add(entry);
                waitingKeys.add(entry.job.key());
            } catch (Tx.Spoiled e) {
                if (e.getCause() instanceof NotYet notYet) {
                    entry.task = notYet.task();
                    setAside.add(entry);
                    waitingKeys.add(entry.job.key());
                } else {
                    fail(entry, e.getCause() == null ? e : e.getCause());
                }
            } catch (RuntimeException e) {
                fail(entry, e);
            }
        }
    }

    /** The first input of a key that wants slow work starts it; later ones queue behind. */
    private void workFirst(Entry<?> entry) {
        var behind = held.get(entry.job.key());
        if (entry.task == null && behind != null) {
            behind.add(entry);
            return;
        }
        held.putIfAbsent(entry.job.key(), new ArrayDeque<>());
        pool.execute(() -> {
            entry.work();
            ready.add(entry);
        });
    }

    private void fail(Entry<?> entry, Throwable reason) {
        letOthersGo(entry);
        entry.result.completeExceptionally(reason);
        unfinished.decrementAndGet();
    }

    /** Later inputs of the same key may run now. */
    private void letOthersGo(Entry<?> entry) {
        if (entry.worked) {
            var behind = held.remove(entry.job.key());
            if (behind != null) {
                ready.addAll(behind);
            }
        }
    }

    /** Takes nothing more, finishes what it has, and ends. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(Duration.ofSeconds(30).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        teller.interrupt();
        pool.shutdownNow();
    }

    private final class Entry<T> {
        private final Job<T> job;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final Map<Task<?>, Object> slowResults = new java.util.concurrent.ConcurrentHashMap<>();
        private @Nullable Task<?> task;
        private boolean worked;
        private @Nullable RuntimeException workFailure;

        Entry(Job<T> job) {
            this.job = job;
        }

        /** Runs the input; a failure of the input itself is a result, not the batch's failure. */
        Done<T> attempt(Tx tx) {
            try {
                if (workFailure != null) {
                    throw workFailure;
                }
                var value = tx.attempt(slowResults, () -> job.run(tx));
                return new Done<>(this, value, null);
            } catch (NotYet | Tx.Spoiled e) {
                throw e;
            } catch (StoreFault e) {
                throw e;
            } catch (RuntimeException e) {
                return new Done<>(this, null, e);
            }
        }

        Lane lane() {
            return Lane.this;
        }

        void work() {
            worked = true;
            var wanted = task;
            if (wanted != null) {
                try {
                    slowResults.put(wanted, wanted.compute());
                } catch (RuntimeException e) {
                    workFailure = e;
                }
            }
        }
    }

    private record Done<T>(
            Lane.Entry<T> entry,
            @Nullable T value,
            @Nullable RuntimeException failure) {
        /** On the lane's thread, once it is committed. */
        void letOthersGo() {
            entry.lane().letOthersGo(entry);
        }

        /** Once it is durable. */
        void tell() {
            if (failure != null) {
                entry.result.completeExceptionally(failure);
            } else {
                entry.result.complete(value);
            }
        }
    }
}
