package cn.smspay.store;

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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a {@link Lane} does, in steps: {@link #step} runs one batch, {@link #tellStep} waits for the disk and tells of all that
 * was committed before. Who calls them, and in which order, is the schedule: threads in an engine, a seed in a test. Inputs are
 * handed in by any thread; {@code step} belongs to one, {@code tellStep} to one.
 */
final class LaneCore {
    private static final Logger LOG = LoggerFactory.getLogger(LaneCore.class);

    /** Of a batch that stands in another transaction's way; with one writer that is rare, and never lasts. */
    private static final int TRIES = 5;

    private final Store store;
    private final Limits limits;
    private final Executor slow;
    private final BlockingQueue<Entry<?>> queue;
    /** What the doors bring: a batch takes a share of it, so that no flood of theirs holds up the telephones. */
    private final BlockingQueue<Entry<?>> guests;
    /** Whether {@link #queue} holds a nudge, which tells a lane that waits there of what goes before it. */
    private final AtomicBoolean nudged = new AtomicBoolean();
    /** What goes before the queue: entries whose slow work is done, and those that are never refused. */
    private final BlockingQueue<Entry<?>> ready = new LinkedBlockingQueue<>();
    /** Later inputs of a route whose first input waits for slow work. Used by {@link #step} only. */
    private final Map<Route, Deque<Entry<?>>> held = new HashMap<>();

    private final List<Entry<?>> batch = new ArrayList<>();
    /** Only while a batch is filled. */
    private final List<Entry<?>> arrived = new ArrayList<>();
    /** A batch that failed as one and is to be run input by input, once all before it is told. */
    private final List<Entry<?>> singly = new ArrayList<>();

    private @Nullable Entry<?> first;
    /** No input: see {@link #nudged}. */
    private final Entry<?> nudge = new Entry<>(Job.of("nudge", tx -> true));

    private final BlockingQueue<Batch> committed = new LinkedBlockingQueue<>();
    private @Nullable Batch firstCommitted;
    /** Committed batches that nobody has been told of: the writer is not to run far ahead of the disk. */
    private final Semaphore ahead;

    private final AtomicInteger unfinished = new AtomicInteger();
    private final LongAdder batches = new LongAdder();
    private final LongAdder inputs = new LongAdder();
    private volatile boolean closing;

    /**
     * @param capacity inputs that may wait; more are refused
     * @param slow where slow work is done
     */
    LaneCore(Store store, Limits limits, int capacity, Executor slow) {
        this.store = store;
        this.limits = limits;
        this.slow = slow;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.guests = new ArrayBlockingQueue<>(Math.min(capacity, limits.guestsWaiting()));
        this.ahead = new Semaphore(limits.ahead());
    }

    <T> Optional<CompletableFuture<T>> offer(Job<T> job) {
        var entry = new Entry<>(job);
        unfinished.incrementAndGet();
        if (closing || !queue.offer(entry)) {
            unfinished.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(entry.result);
    }

    /** Queues what came by a door; empty if enough of that waits. */
    <T> Optional<CompletableFuture<T>> guest(Job<T> job) {
        var entry = new Entry<>(job);
        unfinished.incrementAndGet();
        if (closing || !guests.offer(entry)) {
            unfinished.decrementAndGet();
            return Optional.empty();
        }
        nudge();
        return Optional.of(entry.result);
    }

    private void nudge() {
        if (queue.isEmpty() && nudged.compareAndSet(false, true) && !queue.offer(nudge)) {
            nudged.set(false);
        }
    }

    /** Waits so long for room at most; empty if there was none. */
    <T> Optional<CompletableFuture<T>> offer(Job<T> job, long waitMillis) throws InterruptedException {
        var entry = new Entry<>(job);
        unfinished.incrementAndGet();
        if (!queue.offer(entry, waitMillis, TimeUnit.MILLISECONDS)) {
            unfinished.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(entry.result);
    }

    <T> CompletableFuture<T> insist(Job<T> job) {
        var entry = new Entry<>(job);
        unfinished.incrementAndGet();
        ready.add(entry);
        nudge();
        return entry.result;
    }

    long batches() {
        return batches.sum();
    }

    long inputs() {
        return inputs.sum();
    }

    int unfinished() {
        return unfinished.get();
    }

    void close() {
        closing = true;
    }

    /** Whether it takes nothing more and has finished what it had. */
    boolean isFinished() {
        return closing && unfinished.get() == 0;
    }

    /** Waits until there may be something for {@link #step}, some milliseconds at most. */
    void await(long millis) throws InterruptedException {
        if (!mayRun()) {
            if (ahead.tryAcquire(permitsToRun(), millis, TimeUnit.MILLISECONDS)) {
                ahead.release(permitsToRun());
            }
        } else if (first == null && ready.isEmpty() && guests.isEmpty() && singly.isEmpty()) {
            first = queue.poll(millis, TimeUnit.MILLISECONDS);
        }
    }

    /** Waits until there is something for {@link #tellStep}. */
    void awaitCommitted() throws InterruptedException {
        if (firstCommitted == null) {
            firstCommitted = committed.take();
        }
    }

    private boolean mayRun() {
        return ahead.availablePermits() >= permitsToRun();
    }

    private int permitsToRun() {
        return singly.isEmpty() ? 1 : limits.ahead();
    }

    /** Runs what waits, up to one batch. False if nothing waits, or if too much is not on the disk yet. */
    boolean step() {
        if (!mayRun()) {
            return false;
        }
        if (!singly.isEmpty()) {
            runSingly();
            return true;
        }
        fill();
        if (batch.isEmpty()) {
            return false;
        }
        try {
            run();
        } catch (RuntimeException e) {
            LOG.error("a batch failed", e);
            batch.forEach(entry -> fail(entry, e));
        } catch (Error e) {
            batch.forEach(entry -> fail(entry, e));
            throw e;
        }
        batch.clear();
        return true;
    }

    private void fill() {
        Entry<?> next;
        while (batch.size() < limits.batch() && (next = ready.poll()) != null) {
            if (next.worked) {
                batch.add(next);
            } else {
                admit(next);
            }
        }
        guests.drainTo(arrived, Math.min(limits.guests(), limits.batch() - batch.size()));
        admitArrived();
        if (first != null && batch.size() < limits.batch()) {
            admit(first);
            first = null;
        }
        if (first == null) {
            queue.drainTo(arrived, limits.batch() - batch.size());
            admitArrived();
        }
    }

    private void admitArrived() {
        arrived.forEach(this::admit);
        arrived.clear();
    }

    private void admit(Entry<?> entry) {
        if (entry == nudge) {
            nudged.set(false);
            return;
        }
        var waiting = held.get(entry.route);
        if (waiting != null) {
            waiting.add(entry);
        } else {
            batch.add(entry);
        }
    }

    private void run() {
        var setAside = new ArrayList<Entry<?>>();
        batches.increment();
        inputs.add(batch.size());
        ahead.acquireUninterruptibly();
        try {
            var done = again(() -> {
                setAside.clear();
                return store.commit(tx -> runAll(tx, setAside));
            });
            done.result().forEach(FinishedJob::letOthersGo);
            committed.add(new Batch(done.result(), done.followUps()));
        } catch (Tx.Spoiled e) {
            ahead.release();
            setAside.clear();
            singly.addAll(batch);
        } catch (StoreFault e) {
            ahead.release();
            setAside.clear();
            if (e.outcome() == StoreFault.CommitState.ABORTED && batch.size() > 1) {
                singly.addAll(batch);
            } else {
                batch.forEach(entry -> fail(entry, e));
            }
        } catch (RuntimeException | Error e) {
            ahead.release();
            throw e;
        }
        setAside.forEach(this::workFirst);
    }

    /** What only stood in another transaction's way is run once more: nothing of it is stored. */
    private static <T> T again(Supplier<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return work.get();
            } catch (StoreFault e) {
                if (!e.isPassing() || tries == TRIES) {
                    throw e;
                }
                LOG.info("a batch stood in another transaction's way and is run again: {}", e.getMessage());
            }
        }
    }

    /** A committed transaction and what is to be done once it is durable. */
    private record Batch(List<FinishedJob<?>> done, List<Runnable> followUps) {}

    /** Waits for the disk and tells of every batch committed before; false if there is none. */
    boolean tellStep() {
        var all = new ArrayList<Batch>();
        if (firstCommitted != null) {
            all.add(firstCommitted);
            firstCommitted = null;
        }
        committed.drainTo(all);
        if (all.isEmpty()) {
            return false;
        }
        try {
            store.sync();
            all.forEach(LaneCore::tell);
        } catch (StoreFault e) {
            all.forEach(each -> each.done().forEach(done -> done.entry().result.completeExceptionally(e)));
        }
        all.forEach(each -> unfinished.addAndGet(-each.done().size()));
        ahead.release(all.size());
        return true;
    }

    private static void tell(Batch batch) {
        for (var followUp : batch.followUps()) {
            try {
                followUp.run();
            } catch (RuntimeException e) {
                LOG.error("what follows a transaction failed", e);
            }
        }
        batch.done().forEach(FinishedJob::tell);
    }

    private List<FinishedJob<?>> runAll(Tx tx, List<Entry<?>> setAside) {
        readAhead(tx);
        var done = new ArrayList<FinishedJob<?>>();
        Set<Route> waiting = new HashSet<>();
        for (var entry : batch) {
            if (waiting.contains(entry.route)) {
                entry.task = null;
                setAside.add(entry);
                continue;
            }
            try {
                done.add(entry.attempt(tx));
            } catch (NotYet e) {
                entry.task = e.task();
                setAside.add(entry);
                waiting.add(entry.route);
            }
        }
        return done;
    }

    /** Only saves time: a row that cannot be read is met again by the input that needs it, and harms no other. */
    private void readAhead(Tx tx) {
        var reads = new Reads();
        try {
            for (var entry : batch) {
                entry.job.load(reads);
            }
            reads.fetch(tx);
        } catch (StoreFault e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.debug("reading ahead for {} inputs failed; each reads for itself", batch.size(), e);
        }
    }

    /** Nobody overtakes the batches before: they are told already. */
    private void runSingly() {
        var setAside = new ArrayList<Entry<?>>();
        Set<Route> waiting = new HashSet<>();
        for (var entry : singly) {
            if (waiting.contains(entry.route)) {
                entry.task = null;
                setAside.add(entry);
                continue;
            }
            var task = runAlone(entry);
            if (task != null) {
                entry.task = task;
                setAside.add(entry);
                waiting.add(entry.route);
            }
        }
        singly.clear();
        setAside.forEach(this::workFirst);
    }

    /** @return the slow work that it waits for, if it does */
    private @Nullable Task<?> runAlone(Entry<?> entry) {
        try {
            var done = again(() -> store.write(tx -> entry.attempt(tx)));
            done.letOthersGo();
            done.tell();
            unfinished.decrementAndGet();
        } catch (NotYet e) {
            return e.task();
        } catch (Tx.Spoiled e) {
            if (e.getCause() instanceof NotYet notYet) {
                return notYet.task();
            }
            fail(entry, e.getCause() == null ? e : e.getCause());
        } catch (RuntimeException e) {
            fail(entry, e);
        }
        return null;
    }

    /** The first input of a route that wants slow work starts it; later ones queue behind. */
    private void workFirst(Entry<?> entry) {
        var behind = held.get(entry.route);
        if (entry.task == null && behind != null) {
            behind.add(entry);
            return;
        }
        held.putIfAbsent(entry.route, new ArrayDeque<>());
        try {
            slow.execute(() -> {
                entry.work();
                ready.add(entry);
                nudge();
            });
        } catch (RejectedExecutionException e) {
            entry.worked = true;
            fail(entry, e);
        }
    }

    private void fail(Entry<?> entry, Throwable reason) {
        letOthersGo(entry);
        entry.result.completeExceptionally(reason);
        unfinished.decrementAndGet();
    }

    /** Later inputs of the same route may run now. */
    private void letOthersGo(Entry<?> entry) {
        if (entry.worked) {
            var behind = held.remove(entry.route);
            if (behind != null) {
                ready.addAll(behind);
            }
        }
    }

    private final class Entry<T> {
        private final Job<T> job;
        private final Route route;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final Map<Task<?>, Object> slowResults = new ConcurrentHashMap<>();
        private @Nullable Task<?> task;
        private boolean worked;
        private @Nullable RuntimeException workFailure;

        Entry(Job<T> job) {
            this.job = job;
            this.route = job.route();
        }

        /** Runs the input; a failure of the input itself is a result, not the batch's failure. */
        FinishedJob<T> attempt(Tx tx) {
            try {
                if (workFailure != null) {
                    throw workFailure;
                }
                var value = tx.attempt(slowResults, () -> job.run(tx));
                return new FinishedJob<>(this, value, null);
            } catch (NotYet | Tx.Spoiled e) {
                throw e;
            } catch (StoreFault e) {
                throw e;
            } catch (RuntimeException e) {
                return new FinishedJob<>(this, null, e);
            }
        }

        LaneCore lane() {
            return LaneCore.this;
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

    private record FinishedJob<T>(
            LaneCore.Entry<T> entry,
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
