package cn.smspay.sms;

import cn.smspay.base.Msisdn;
import cn.smspay.base.OutboxId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Which answer goes next. Answers to one number go one after the other, and so do the parts of one answer; a number that is
 * refused pauses, longer each time, and hinders no other; an answer that can be neither sent nor refused is given up at its
 * end. Knows no threads and no clock: it is told the time, in milliseconds that never go back. Not thread-safe.
 */
final class AnswerQueue {
    /** How long a number pauses after its first, second … refusal that may pass; the last one stays. */
    static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60));

    /** After so long without a submit that was accepted, the first one lets every paused number try at once. */
    static final Duration DROUGHT = Duration.ofSeconds(3);

    /** How often an answer is sent that nobody acknowledges, and the wait between. */
    record Limits(int sendTries, Duration resendAfter) {}

    private final Limits limits;
    private final Map<Msisdn, Number> numbers = new HashMap<>();
    private final Map<OutboxId, Sending> sendings = new LinkedHashMap<>();
    private final Deque<Number> ready = new ArrayDeque<>();
    private final PriorityQueue<Number> paused = new PriorityQueue<>((a, b) -> Long.compare(a.notBefore, b.notBefore));
    private List<Sending> finished = new ArrayList<>();
    private long lastAccepted;

    /** One number: its answers in order, and where it stands. */
    private static final class Number {
        private final Deque<Sending> queue = new ArrayDeque<>();
        private boolean busy;
        private int refusals;
        private long notBefore;
    }

    /** @param now the present, from which the first drought is counted */
    AnswerQueue(Limits limits, long now) {
        this.limits = limits;
        this.lastAccepted = now;
    }

    /** Takes one more answer, behind the others to its number. */
    void add(Sending sending) {
        sendings.put(sending.id(), sending);
        var number = numbers.computeIfAbsent(sending.recipient(), any -> new Number());
        number.queue.addLast(sending);
        if (number.queue.size() == 1) {
            ready.addLast(number);
        }
    }

    /** The next answer of which a part may be sent now, or null. It is under way until {@link #outcome} or {@link #noRoom}. */
    @Nullable
    Sending next(long now) {
        wake(now);
        var number = ready.pollFirst();
        if (number == null) {
            return null;
        }
        number.busy = true;
        return number.queue.getFirst();
    }

    /** There was no room for it after all: it is first again. */
    void noRoom(Sending sending) {
        var number = number(sending);
        number.busy = false;
        ready.addFirst(number);
    }

    /** What became of a part that was under way; nothing new if a late answer has decided it meanwhile. */
    void outcome(Sending sending, int partNumber, SubmitOutcome outcome, long now) {
        var number = numbers.get(sending.recipient());
        if (number == null
                || number.queue.peekFirst() != sending
                || !number.busy
                || sending.partNumber() != partNumber) {
            return;
        }
        number.busy = false;
        outcome.fold(
                accepted -> {
                    accepted(number, now);
                    if (sending.accepted(accepted)) {
                        finish(number, sending);
                    } else {
                        ready.addFirst(number);
                    }
                    return null;
                },
                refused -> {
                    sending.refused(refused);
                    finish(number, sending);
                    return null;
                },
                later -> {
                    sending.later(later);
                    if (later.refusedByStatus()) {
                        pause(number, pauseAfter(number.refusals++), now);
                    } else {
                        pause(number, Duration.ofMillis(200), now);
                    }
                    return null;
                },
                unknown -> {
                    unknown(number, sending, unknown, now);
                    return null;
                });
    }

    /** The SMSC has answered a part after all that had been reported as unknown. */
    void late(OutboxId id, int partNumber, SubmitOutcome outcome, long now) {
        var sending = sendings.get(id);
        if (sending == null || sending.partNumber() != partNumber) {
            return;
        }
        var number = number(sending);
        if (!(outcome instanceof SubmitOutcome.Accepted accepted)) {
            return;
        }
        accepted(number, now);
        paused.remove(number);
        ready.remove(number);
        // What becomes of the second try does not matter any more.
        number.busy = false;
        if (sending.accepted(accepted)) {
            finish(number, sending);
        } else {
            ready.addFirst(number);
        }
    }

    /** Answers whose end has come are given up; one with a part under way waits for what becomes of that. Looks at all. */
    void expire(long now) {
        for (Sending sending : List.copyOf(sendings.values())) {
            var number = number(sending);
            if (sending.endsAt() > now) {
                continue;
            }
            if (number.busy && number.queue.peekFirst() == sending) {
                sending.giveUpWhenSettled();
            } else {
                sending.givenUp();
                drop(number, sending);
            }
        }
    }

    /** Those that are decided since the last call. */
    List<Sending> finished() {
        var all = finished;
        finished = new ArrayList<>();
        return all;
    }

    /** Answers that wait or are under way. */
    int size() {
        return sendings.size();
    }

    private void unknown(Number number, Sending sending, SubmitOutcome.Unknown unknown, long now) {
        if (sending.unknown(unknown) >= limits.sendTries()) {
            sending.unanswered();
            finish(number, sending);
        } else {
            // Nobody can answer any more over a connection that is lost: no reason to wait.
            pause(number, unknown.connectionLost() ? Duration.ZERO : limits.resendAfter(), now);
        }
    }

    private static Duration pauseAfter(int refusals) {
        return PAUSES.get(Math.min(refusals, PAUSES.size() - 1));
    }

    private void accepted(Number number, long now) {
        number.refusals = 0;
        if (now - lastAccepted >= DROUGHT.toMillis()) {
            paused.forEach(each -> each.notBefore = now);
            var all = new ArrayList<>(paused);
            paused.clear();
            ready.addAll(all);
        }
        lastAccepted = now;
    }

    private void pause(Number number, Duration length, long now) {
        var sending = number.queue.getFirst();
        if (sending.givesUpWhenSettled()) {
            sending.givenUp();
            finish(number, sending);
            return;
        }
        number.notBefore = now + length.toMillis();
        paused.add(number);
    }

    private void wake(long now) {
        while (!paused.isEmpty() && paused.peek().notBefore <= now) {
            ready.addLast(paused.remove());
        }
    }

    /** The first answer of a number is decided; the number is in neither queue. */
    private void finish(Number number, Sending sending) {
        number.queue.removeFirst();
        sendings.remove(sending.id());
        finished.add(sending);
        if (number.queue.isEmpty()) {
            numbers.remove(sending.recipient());
        } else {
            ready.addLast(number);
        }
    }

    /** An answer that is not under way leaves the queue. */
    private void drop(Number number, Sending sending) {
        number.queue.remove(sending);
        sendings.remove(sending.id());
        finished.add(sending);
        if (number.queue.isEmpty()) {
            ready.remove(number);
            paused.remove(number);
            numbers.remove(sending.recipient());
        }
    }

    private Number number(Sending sending) {
        var number = numbers.get(sending.recipient());
        if (number == null) {
            throw new IllegalStateException("not queued: " + sending.id());
        }
        return number;
    }
}
