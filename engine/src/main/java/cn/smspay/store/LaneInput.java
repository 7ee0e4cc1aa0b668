package cn.smspay.store;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One input on its way through a lane. Belongs to the lane's thread, but for its slow work. */
final class LaneInput<T> {
    private final Job<T> job;
    private final Route route;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Map<Task<?>, Object> slowResults = new ConcurrentHashMap<>();
    private @Nullable Task<?> task;
    private boolean worked;
    private @Nullable RuntimeException workFailure;

    LaneInput(Job<T> job) {
        this.job = job;
        this.route = job.route();
    }

    Route route() {
        return route;
    }

    CompletableFuture<T> result() {
        return result;
    }

    void load(Reads reads) {
        job.load(reads);
    }

    /** Slow work that it waits for; null if it only waits for its turn. */
    void waitFor(@Nullable Task<?> wanted) {
        task = wanted;
    }

    boolean waitsForWork() {
        return task != null;
    }

    /** Whether its slow work was done, or given up: others of its route may wait for it. */
    boolean isWorked() {
        return worked;
    }

    void giveUpWork() {
        worked = true;
    }

    /** Does the slow work, on another thread; a failure of it is met by the next attempt. */
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

    /** Runs the input; a failure of the input itself is a result, not the batch's failure. */
    Outcome<T> attempt(Tx tx) {
        try {
            if (workFailure != null) {
                throw workFailure;
            }
            var value = tx.attempt(slowResults, () -> job.run(tx));
            return new Outcome<>(this, value, null);
        } catch (NotYet | Tx.Spoiled e) {
            throw e;
        } catch (StoreFault e) {
            throw e;
        } catch (RuntimeException e) {
            return new Outcome<>(this, null, e);
        }
    }

    /** What came of one input. */
    record Outcome<T>(
            LaneInput<T> input, @Nullable T value, @Nullable RuntimeException failure) {
        /** Once it is durable. */
        void tell() {
            if (failure != null) {
                input.result.completeExceptionally(failure);
            } else {
                input.result.complete(value);
            }
        }
    }
}
