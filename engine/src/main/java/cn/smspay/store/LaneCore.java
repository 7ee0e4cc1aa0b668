package cn.smspay.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
    private final LaneQueue queue;

    private final List<LaneInput<?>> batch = new ArrayList<>();
    /** A batch that failed as one and is to be run input by input, once all before it is told. */
    private final List<LaneInput<?>> singly = new ArrayList<>();

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
        this.queue = new LaneQueue(limits, capacity);
        this.ahead = new Semaphore(limits.ahead());
    }

    <T> Optional<CompletableFuture<T>> offer(Job<T> job) {
        var input = new LaneInput<>(job);
        unfinished.incrementAndGet();
        if (closing || !queue.offer(input)) {
            unfinished.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(input.result());
    }

    /** Queues what came by a door; empty if enough of that waits. */
    <T> Optional<CompletableFuture<T>> guest(Job<T> job) {
        var input = new LaneInput<>(job);
        unfinished.incrementAndGet();
        if (closing || !queue.guest(input)) {
            unfinished.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(input.result());
    }

    /** Waits so long for room at most; empty if there was none. */
    <T> Optional<CompletableFuture<T>> offer(Job<T> job, long waitMillis) throws InterruptedException {
        var input = new LaneInput<>(job);
        unfinished.incrementAndGet();
        if (!queue.offer(input, waitMillis)) {
            unfinished.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(input.result());
    }

    <T> CompletableFuture<T> insist(Job<T> job) {
        var input = new LaneInput<>(job);
        unfinished.incrementAndGet();
        queue.ready(input);
        return input.result();
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
        } else if (singly.isEmpty()) {
            queue.await(millis);
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
        queue.fill(batch);
        if (batch.isEmpty()) {
            return false;
        }
        try {
            run();
        } catch (RuntimeException e) {
            LOG.error("a batch failed", e);
            batch.forEach(input -> fail(input, e));
        } catch (Error e) {
            batch.forEach(input -> fail(input, e));
            throw e;
        }
        batch.clear();
        return true;
    }

    private void run() {
        var setAside = new ArrayList<LaneInput<?>>();
        batches.increment();
        inputs.add(batch.size());
        ahead.acquireUninterruptibly();
        try {
            var done = again(() -> {
                setAside.clear();
                return store.commit(tx -> runAll(tx, setAside));
            });
            done.result().forEach(each -> queue.letOthersGo(each.input()));
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
                batch.forEach(input -> fail(input, e));
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
    private record Batch(List<LaneInput.Outcome<?>> done, List<Runnable> followUps) {}

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
            all.forEach(
                    each -> each.done().forEach(done -> done.input().result().completeExceptionally(e)));
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
        batch.done().forEach(LaneInput.Outcome::tell);
    }

    private List<LaneInput.Outcome<?>> runAll(Tx tx, List<LaneInput<?>> setAside) {
        readAhead(tx);
        var done = new ArrayList<LaneInput.Outcome<?>>();
        Set<Route> waiting = new HashSet<>();
        for (var input : batch) {
            if (waiting.contains(input.route())) {
                input.waitFor(null);
                setAside.add(input);
                continue;
            }
            try {
                done.add(input.attempt(tx));
            } catch (NotYet e) {
                input.waitFor(e.task());
                setAside.add(input);
                waiting.add(input.route());
            }
        }
        return done;
    }

    /** Only saves time: a row that cannot be read is met again by the input that needs it, and harms no other. */
    private void readAhead(Tx tx) {
        var reads = new Reads();
        try {
            for (var input : batch) {
                input.load(reads);
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
        var setAside = new ArrayList<LaneInput<?>>();
        Set<Route> waiting = new HashSet<>();
        for (var input : singly) {
            if (waiting.contains(input.route())) {
                input.waitFor(null);
                setAside.add(input);
                continue;
            }
            var task = runAlone(input);
            if (task != null) {
                input.waitFor(task);
                setAside.add(input);
                waiting.add(input.route());
            }
        }
        singly.clear();
        setAside.forEach(this::workFirst);
    }

    /** @return the slow work that it waits for, if it does */
    private @Nullable Task<?> runAlone(LaneInput<?> input) {
        try {
            var done = again(() -> store.write(tx -> input.attempt(tx)));
            queue.letOthersGo(input);
            done.tell();
            unfinished.decrementAndGet();
        } catch (NotYet e) {
            return e.task();
        } catch (Tx.Spoiled e) {
            if (e.getCause() instanceof NotYet notYet) {
                return notYet.task();
            }
            fail(input, e.getCause() == null ? e : e.getCause());
        } catch (RuntimeException e) {
            fail(input, e);
        }
        return null;
    }

    /** The first input of a route that wants slow work starts it; later ones queue behind. */
    private void workFirst(LaneInput<?> input) {
        if (!queue.hold(input)) {
            return;
        }
        try {
            slow.execute(() -> {
                input.work();
                queue.ready(input);
            });
        } catch (RejectedExecutionException e) {
            input.giveUpWork();
            fail(input, e);
        }
    }

    private void fail(LaneInput<?> input, Throwable reason) {
        queue.letOthersGo(input);
        input.result().completeExceptionally(reason);
        unfinished.decrementAndGet();
    }
}
