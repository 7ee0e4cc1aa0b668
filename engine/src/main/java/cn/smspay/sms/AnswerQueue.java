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

    /**
     * So often an answer alone is refused, in about half a minute, before the next answer to its number gets its turn. A
     * refusal that says "too much" does not count: the next would fare no better.
     */
    static final int REFUSALS_ALONE_MAX = 6;

    /** After so long without a bind, or without room on the connection that a part must take, it is looked again. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    /** So many numbers that are refused together are not a matter of one phone. */
    private static final int NUMBERS_MIN = 3;

    /** How often an answer is sent that nobody acknowledges, and the wait between. */
    record ResendLimits(int sendTries, Duration resendAfter) {}

    private final ResendLimits limits;
    private final Map<Msisdn, NumberQueue> numbers = new HashMap<>();
    private final Map<OutboxId, Sending> sendings = new LinkedHashMap<>();
    private final Deque<NumberQueue> ready = new ArrayDeque<>();
    private final PriorityQueue<NumberQueue> paused =
            new PriorityQueue<>((a, b) -> Long.compare(a.notBefore, b.notBefore));
    private List<Sending> finished = new ArrayList<>();
    private long lastAccepted;
    /** When the SMSC last took anything; never yet at first. */
    private long lastTaken = Long.MIN_VALUE;
    /** Numbers whose last submit was refused. */
    private int refusedNumbers;

    /** One number: its answers in order, and where it stands. */
    private static final class NumberQueue {
        private final Deque<Sending> queue = new ArrayDeque<>();
        private boolean busy;
        private int refusals;
        private long refusedSince;
        private long notBefore;
    }

    /** @param now the present, from which the first drought is counted */
    AnswerQueue(ResendLimits limits, long now) {
        this.limits = limits;
        this.lastAccepted = now;
    }

    /** Takes one more answer, behind the others to its number. */
    void add(Sending sending) {
        sendings.put(sending.id(), sending);
        var number = numbers.computeIfAbsent(sending.recipient(), any -> new NumberQueue());
        number.queue.addLast(sending);
        if (number.queue.size() == 1) {
            ready.addLast(number);
        }
    }

    /** The next answer of which a part may be sent now, or null. It is under way until {@link #outcome} or {@link #unsendable}. */
    @Nullable
    Sending next(long now) {
        wake(now);
        NumberQueue number;
        while ((number = ready.pollFirst()) != null) {
            var first = number.queue.getFirst();
            if (first.endsAt() > now) {
                number.busy = true;
                return first;
            }
            first.givenUp();
            finish(number, first);
        }
        return null;
    }

    /** It cannot be written as a message at all, and so is given up; it was under way. */
    void unsendable(Sending sending, String why) {
        var number = number(sending);
        number.busy = false;
        sending.givenUp(why);
        finish(number, sending);
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
                    later(number, sending, later, now);
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

    /**
     * For how many milliseconds the oldest answer waits that has had no chance: one whose turn it is and that was never
     * sent, or, where several numbers are refused and none is taken, the first of those. What waits behind a phone that is
     * switched off does not count. Looks at all.
     */
    long longestWait(long now) {
        long untried = 0;
        long refused = 0;
        int refusedNumbers = 0;
        for (NumberQueue number : numbers.values()) {
            var first = number.queue.getFirst();
            if (number.refusals > 0 && lastTaken < number.refusedSince) {
                refused = Math.max(refused, now - number.refusedSince);
                refusedNumbers++;
            } else if (number.refusals == 0 && !number.busy) {
                untried = Math.max(untried, now - first.since());
            }
        }
        return refusedNumbers >= NUMBERS_MIN ? Math.max(untried, refused) : untried;
    }

    private void later(NumberQueue number, Sending sending, SubmitOutcome.TryLater later, long now) {
        if (later.cause() == SubmitOutcome.TryLater.Cause.NOT_SENT) {
            pause(number, LOOK_AGAIN, now);
            return;
        }
        if (number.refusals == 0) {
            number.refusedSince = now;
            refusedNumbers++;
        }
        // Where others are refused too and none is taken, it is the SMSC that is unwell.
        boolean alone = refusedNumbers == 1 || lastTaken >= sending.lastRefused();
        int times = sending.refusedAgain(alone && later.cause() == SubmitOutcome.TryLater.Cause.REFUSED, now);
        if (times >= REFUSALS_ALONE_MAX && number.queue.size() > 1) {
            // It is this text that is not liked: the next may be.
            sending.givenUp();
            finish(number, sending);
        } else {
            pause(number, pauseAfter(number.refusals++), now);
        }
    }

    private void unknown(NumberQueue number, Sending sending, SubmitOutcome.Unknown unknown, long now) {
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

    private void accepted(NumberQueue number, long now) {
        forgive(number);
        lastTaken = now;
        if (now - lastAccepted >= DROUGHT.toMillis()) {
            paused.forEach(each -> each.notBefore = now);
            var all = new ArrayList<>(paused);
            paused.clear();
            ready.addAll(all);
        }
        lastAccepted = now;
    }

    private void forgive(NumberQueue number) {
        if (number.refusals > 0) {
            number.refusals = 0;
            refusedNumbers--;
        }
    }

    private void pause(NumberQueue number, Duration length, long now) {
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
    private void finish(NumberQueue number, Sending sending) {
        number.queue.removeFirst();
        sendings.remove(sending.id());
        finished.add(sending);
        if (number.queue.isEmpty()) {
            forgive(number);
            numbers.remove(sending.recipient());
        } else {
            ready.addLast(number);
        }
    }

    /** An answer that is not under way leaves the queue. */
    private void drop(NumberQueue number, Sending sending) {
        number.queue.remove(sending);
        sendings.remove(sending.id());
        finished.add(sending);
        if (number.queue.isEmpty()) {
            ready.remove(number);
            paused.remove(number);
            forgive(number);
            numbers.remove(sending.recipient());
        }
    }

    private NumberQueue number(Sending sending) {
        var number = numbers.get(sending.recipient());
        if (number == null) {
            throw new IllegalStateException("not queued: " + sending.id());
        }
        return number;
    }
}
