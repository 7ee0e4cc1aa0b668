package cn.smspay.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What waits for its turn in a lane, in the order in which it is run: inputs that wait no longer for slow work and those
 * that are never refused, then a share of what came by a door, then the telephones'. Inputs are handed in by any thread; {@link #fill},
 * {@link #await} and what is said of routes belong to the lane's.
 */
final class LaneQueue {
    private final Limits limits;
    private final BlockingQueue<LaneInput<?>> queue;
    /** What the doors bring: a batch takes a share of it, so that no flood of theirs holds up the telephones. */
    private final BlockingQueue<LaneInput<?>> guests;
    /** Whether {@link #queue} holds a nudge, which tells a lane that waits there of what goes before it. */
    private final AtomicBoolean nudged = new AtomicBoolean();
    /** No input: see {@link #nudged}. */
    private final LaneInput<?> nudge = new LaneInput<>(Job.of("nudge", tx -> true));
    /** What goes before the queue: inputs whose slow work is done, and those that are never refused. */
    private final BlockingQueue<LaneInput<?>> ready = new LinkedBlockingQueue<>();
    /** Later inputs of a route whose first input waits for slow work. */
    private final Map<Route, Deque<LaneInput<?>>> held = new HashMap<>();
    /** Only while a batch is filled. */
    private final List<LaneInput<?>> arrived = new ArrayList<>();

    private @Nullable LaneInput<?> first;

    /** @param capacity inputs that may wait; more are refused */
    LaneQueue(Limits limits, int capacity) {
        this.limits = limits;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.guests = new ArrayBlockingQueue<>(Math.min(capacity, limits.guestsWaiting()));
    }

    /** False if there is no room. */
    boolean offer(LaneInput<?> input) {
        return queue.offer(input);
    }

    /** Waits so long for room at most; false if there was none. */
    boolean offer(LaneInput<?> input, long waitMillis) throws InterruptedException {
        return queue.offer(input, waitMillis, TimeUnit.MILLISECONDS);
    }

    /** Takes what came by a door; false if enough of that waits. */
    boolean guest(LaneInput<?> input) {
        if (!guests.offer(input)) {
            return false;
        }
        nudge();
        return true;
    }

    /** Takes what goes before the others, whatever waits. */
    void ready(LaneInput<?> input) {
        ready.add(input);
        nudge();
    }

    private void nudge() {
        if (queue.isEmpty() && nudged.compareAndSet(false, true) && !queue.offer(nudge)) {
            nudged.set(false);
        }
    }

    /** Waits until there may be something for {@link #fill}, some milliseconds at most. */
    void await(long millis) throws InterruptedException {
        if (first == null && ready.isEmpty() && guests.isEmpty()) {
            first = queue.poll(millis, TimeUnit.MILLISECONDS);
        }
    }

    /** Takes out what is to be run next, up to one batch. */
    void fill(List<LaneInput<?>> batch) {
        LaneInput<?> next;
        while (batch.size() < limits.batch() && (next = ready.poll()) != null) {
            if (next.isWorked()) {
                batch.add(next);
            } else {
                admit(next, batch);
            }
        }
        guests.drainTo(arrived, Math.min(limits.guests(), limits.batch() - batch.size()));
        admitArrived(batch);
        if (first != null && batch.size() < limits.batch()) {
            admit(first, batch);
            first = null;
        }
        if (first == null) {
            queue.drainTo(arrived, limits.batch() - batch.size());
            admitArrived(batch);
        }
    }

    private void admitArrived(List<LaneInput<?>> batch) {
        arrived.forEach(input -> admit(input, batch));
        arrived.clear();
    }

    private void admit(LaneInput<?> input, List<LaneInput<?>> batch) {
        if (input == nudge) {
            nudged.set(false);
            return;
        }
        var waiting = held.get(input.route());
        if (waiting != null) {
            waiting.add(input);
        } else {
            batch.add(input);
        }
    }

    /** Later inputs of this one's route wait from now on. False if it is such a later one itself: it waits now. */
    boolean hold(LaneInput<?> input) {
        var behind = held.get(input.route());
        if (!input.waitsForWork() && behind != null) {
            behind.add(input);
            return false;
        }
        held.putIfAbsent(input.route(), new ArrayDeque<>());
        return true;
    }

    /** Later inputs of the same route may run now. */
    void letOthersGo(LaneInput<?> input) {
        if (input.isWorked()) {
            var behind = held.remove(input.route());
            if (behind != null) {
                ready.addAll(behind);
            }
        }
    }
}
