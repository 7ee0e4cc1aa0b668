package cn.smspay.sms.smpp;

import cn.smspay.base.Msisdn;
import io.netty.util.collection.IntObjectHashMap;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The submissions that wait for their answer, by sequence number, and those that waited too long. Confined to one thread.
 */
final class Window {
    /** A late answer is seconds late, not hours: more would only hold memory. */
    private static final int OVERDUE_MAX = 10_000;

    private final IntObjectHashMap<Submission> waiting = new IntObjectHashMap<>();
    /** In the order of sending, which is that of their deadlines; settled ones are skipped when they come up. */
    private final ArrayDeque<Submission> byDeadline = new ArrayDeque<>();

    private final Map<Integer, Submission> overdue = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Submission> eldest) {
            return size() > OVERDUE_MAX;
        }
    };

    void add(Submission submission) {
        waiting.put(submission.sequence, submission);
        byDeadline.add(submission);
    }

    /** Whom a submission that waits is for. */
    Optional<Msisdn> recipient(int sequence) {
        return Optional.ofNullable(waiting.get(sequence)).map(submission -> submission.segment.to());
    }

    @Nullable
    Submission answered(int sequence) {
        var found = waiting.remove(sequence);
        dropSettledHead();
        return found;
    }

    Optional<Submission> answeredLate(int sequence) {
        return Optional.ofNullable(overdue.remove(sequence));
    }

    void expire(long now, Consumer<Submission> onExpired) {
        Submission first;
        while ((first = byDeadline.peek()) != null && (first.settled() || first.deadline <= now)) {
            byDeadline.remove();
            if (!first.settled() && waiting.remove(first.sequence) != null) {
                overdue.put(first.sequence, first);
                onExpired.accept(first);
            }
        }
    }

    Collection<Submission> clear() {
        var left = java.util.List.copyOf(waiting.values());
        waiting.clear();
        byDeadline.clear();
        return left;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    private void dropSettledHead() {
        Submission first;
        while ((first = byDeadline.peek()) != null && first.settled()) {
            byDeadline.remove();
        }
    }
}
