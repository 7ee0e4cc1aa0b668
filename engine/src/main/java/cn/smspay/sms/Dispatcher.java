package cn.smspay.sms;

import cn.smspay.base.Msisdn;
import cn.smspay.base.OutboxId;
import cn.smspay.base.text.Segmenter;
import cn.smspay.books.outbox.Downlink;
import cn.smspay.books.outbox.Outbox;
import cn.smspay.store.Job;
import cn.smspay.store.Lane;
import cn.smspay.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Sends what the outbox holds, as fast as the carrier has room. The answers to one number go one after the other; an
 * answer that nobody acknowledged is sent again a few times; what does not fit in memory waits in the database.
 * Thread-safe.
 */
public final class Dispatcher implements AutoCloseable {
    /** After a refusal that may pass, before the next try. */
    private static final Duration BREATH = Duration.ofMillis(200);

    private static final int PAGE = 1_000;

    /** Until {@link #start} there is no carrier, and so no room. */
    private static final Carrier NO_CARRIER = new Carrier() {
        @Override
        public CompletionStage<SubmitOutcome> submit(Segment segment) {
            return CompletableFuture.completedFuture(new SubmitOutcome.TryLater("not started"));
        }

        @Override
        public int room() {
            return 0;
        }

        @Override
        public void onRoom(Runnable listener) {}
    };

    private final Outbox outbox;
    private final Lane lane;
    private final SmsSettings settings;
    private final SmsFigures figures;
    private final Receipts receipts;
    private final Clock clock;
    private volatile Carrier carrier = NO_CARRIER;

    private final Deque<Flight> waiting = new ArrayDeque<>();
    /** Numbers with an answer under way, and the answers behind it. */
    private final Map<Msisdn, Deque<Flight>> behind = new HashMap<>();

    private final PriorityQueue<Flight> delayed = new PriorityQueue<>((a, b) -> a.notBefore.compareTo(b.notBefore));
    private int inMemory;
    /** Answers above this id have never been in memory: they did not fit. */
    private OutboxId lastTaken = new OutboxId(0);

    private boolean overflow;

    private final Queue<Flight> finished = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean writing = new AtomicBoolean();
    private final AtomicBoolean pumping = new AtomicBoolean();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Dispatcher::named);

    public Dispatcher(
            Outbox outbox, Lane lane, SmsSettings settings, SmsFigures figures, Receipts receipts, Clock clock) {
        this.outbox = outbox;
        this.lane = lane;
        this.settings = settings;
        this.figures = figures;
        this.receipts = receipts;
        this.clock = clock;
    }

    /** Takes up the answers that the last run left, and from now on every new one. Call before the first uplink. */
    public void start(Carrier by) {
        synchronized (this) {
            overflow = true;
        }
        outbox.onNew(this::take);
        carrier = by;
        refill();
        by.onRoom(this::pump);
        pump();
    }

    /** The SMSC has answered after all, when that segment was already given up as unknown. */
    public void late(Segment segment, SubmitOutcome outcome) {
        synchronized (this) {
            for (Flight flight : delayed) {
                int index = flight.segments.indexOf(segment);
                if (index >= 0 && flight.downlink.id().equals(segment.downlink())) {
                    flight.outcomes.set(index, outcome);
                    if (flight.end() != End.UNKNOWN) {
                        delayed.remove(flight);
                        land(flight);
                    }
                    break;
                }
            }
        }
        write();
        pump();
    }

    private static Thread named(Runnable work) {
        var thread = new Thread(work, "dispatch");
        thread.setDaemon(true);
        return thread;
    }

    /** Sends nothing more; what is queued stays in the database. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void take(Downlink downlink) {
        synchronized (this) {
            if (overflow || inMemory >= settings.outboxInMemory()) {
                overflow = true;
                return;
            }
            admit(downlink);
        }
        pump();
    }

    private void admit(Downlink downlink) {
        lastTaken = downlink.id();
        inMemory++;
        var flight = new Flight(downlink);
        var queue = behind.get(downlink.recipient());
        if (queue != null) {
            queue.addLast(flight);
        } else {
            behind.put(downlink.recipient(), new ArrayDeque<>());
            waiting.addLast(flight);
        }
    }

    /** Reads answers that did not fit in memory, once there is room again. */
    private void refill() {
        while (true) {
            OutboxId after;
            synchronized (this) {
                if (!overflow || inMemory > settings.outboxInMemory() / 2) {
                    return;
                }
                after = lastTaken;
            }
            var page = outbox.queued(after, PAGE);
            synchronized (this) {
                page.stream().filter(d -> d.id().compareTo(lastTaken) > 0).forEach(this::admit);
                overflow = page.size() == PAGE;
            }
        }
    }

    /** Looks after what waits for its time. Call a few times a second. */
    public void tick() {
        var now = clock.instant();
        synchronized (this) {
            while (!delayed.isEmpty() && !delayed.peek().notBefore.isAfter(now)) {
                waiting.addFirst(delayed.remove());
            }
        }
        refill();
        pump();
        write();
    }

    /** Answers that have not been taken by an SMSC and are in memory. */
    public synchronized int backlog() {
        return inMemory;
    }

    /** Sends what there is room for, on the dispatcher's own thread: neither the writer nor the network waits for it. */
    private void pump() {
        if (pumping.compareAndSet(false, true)) {
            try {
                thread.execute(() -> {
                    pumping.set(false);
                    sendAll();
                });
            } catch (RejectedExecutionException e) {
                // Closed: the next start sends what is queued.
            }
        }
    }

    private void sendAll() {
        Flight flight;
        while ((flight = first()) != null) {
            if (carrier.room() < flight.open(outbox, settings)) {
                synchronized (this) {
                    waiting.addFirst(flight);
                }
                return;
            }
            launch(flight);
        }
    }

    private synchronized @Nullable Flight first() {
        return waiting.pollFirst();
    }

    private void launch(Flight flight) {
        figures.submitted.increment();
        for (int i = 0; i < flight.segments.size(); i++) {
            int index = i;
            if (!(flight.outcomes.get(i) instanceof SubmitOutcome.Accepted)) {
                carrier.submit(flight.segments.get(i)).thenAccept(outcome -> landed(flight, index, outcome));
            }
        }
    }

    private void landed(Flight flight, int index, SubmitOutcome outcome) {
        synchronized (this) {
            flight.outcomes.set(index, outcome);
            flight.pending--;
            if (flight.pending > 0) {
                return;
            }
            if (flight.again(settings, clock.instant())) {
                delayed.add(flight);
                return;
            }
            land(flight);
        }
        write();
        pump();
    }

    /** It is decided what became of this answer; the next one to the same number may go. */
    private void land(Flight flight) {
        inMemory--;
        var next = behind.get(flight.downlink.recipient());
        if (next == null || next.isEmpty()) {
            behind.remove(flight.downlink.recipient());
        } else {
            waiting.addLast(next.removeFirst());
        }
        finished.add(flight);
    }

    /** Writes down what has landed: all that has gathered, in one transaction of the lane. */
    private void write() {
        if (finished.isEmpty() || !writing.compareAndSet(false, true)) {
            return;
        }
        var queued = lane.offer(new Landing());
        if (queued.isEmpty()) {
            writing.set(false);
        }
    }

    private final class Landing implements Job<Integer> {
        @Override
        public Object key() {
            return this;
        }

        @Override
        public Integer run(Tx tx) {
            writing.set(false);
            var flights = new ArrayList<Flight>();
            Flight next;
            while ((next = finished.poll()) != null) {
                flights.add(next);
            }
            tx.onRollback(() -> finished.addAll(flights));
            outbox.load(tx, flights.stream().map(flight -> flight.downlink.id()).toList());
            flights.forEach(flight -> write(tx, flight));
            return flights.size();
        }

        private void write(Tx tx, Flight flight) {
            var now = clock.instant();
            var id = flight.downlink.id();
            switch (flight.end()) {
                case SENT -> {
                    outbox.sent(tx, id, flight.segments.size(), now);
                    tx.afterCommit(figures.answersSent::increment);
                }
                case REFUSED -> {
                    outbox.refused(tx, id, flight.why(), now);
                    tx.afterCommit(figures.answersRefused::increment);
                }
                case UNKNOWN -> {
                    outbox.unknown(tx, id, flight.why(), now);
                    tx.afterCommit(figures.answersUnknown::increment);
                }
            }
            // Only now: a receipt that has overtaken the answer moves it on from there.
            for (var outcome : flight.outcomes) {
                if (outcome instanceof SubmitOutcome.Accepted accepted && flight.wantsReceipt) {
                    outbox.remember(tx, id, accepted.bind(), accepted.messageId(), now);
                    receipts.catchUp(tx, accepted.bind(), accepted.messageId());
                }
            }
        }
    }

    private enum End {
        SENT,
        REFUSED,
        UNKNOWN
    }

    /** One answer on its way to the SMSC. */
    private static final class Flight {
        private final Downlink downlink;
        private List<Segment> segments = List.of();
        private final List<SubmitOutcome> outcomes = new ArrayList<>();
        private boolean wantsReceipt;
        private int pending;
        private int tries;
        private Instant notBefore = Instant.EPOCH;

        Flight(Downlink downlink) {
            this.downlink = downlink;
        }

        /** Cuts the text when it is about to be sent, and counts the segments that are still to be taken. */
        int open(Outbox outbox, SmsSettings settings) {
            if (segments.isEmpty()) {
                wantsReceipt = switch (settings.receipts()) {
                    case ALL -> true;
                    case SECRETS -> downlink.sealed() != null;
                    case NONE -> false;
                };
                segments = Segmenter.cut(downlink.id(), outbox.reveal(downlink), settings.joining()).stream()
                        .map(piece -> segment(piece, settings))
                        .toList();
                segments.forEach(segment -> outcomes.add(new SubmitOutcome.TryLater("not sent yet")));
            }
            pending = (int) outcomes.stream()
                    .filter(outcome -> !(outcome instanceof SubmitOutcome.Accepted))
                    .count();
            return pending;
        }

        private Segment segment(Segmenter.Piece piece, SmsSettings settings) {
            return new Segment(
                    downlink.id(),
                    piece.part(),
                    settings.joining() == Segmenter.Joining.SAR && piece.part().total() > 1,
                    downlink.service(),
                    downlink.recipient(),
                    piece.dataCoding(),
                    piece.octets(),
                    piece.header(),
                    settings.joining() == Segmenter.Joining.PAYLOAD,
                    wantsReceipt,
                    0,
                    downlink.bind());
        }

        /** Whether it goes out again, and when: for ever while nothing was taken, a few times while nobody knows. */
        boolean again(SmsSettings settings, Instant now) {
            if (outcomes.stream().anyMatch(outcome -> outcome instanceof SubmitOutcome.Refused)) {
                return false;
            }
            if (outcomes.stream().anyMatch(outcome -> outcome instanceof SubmitOutcome.Unknown)) {
                tries++;
                notBefore = now.plus(settings.resendAfter());
                return tries < settings.sendTries();
            }
            notBefore = now.plus(BREATH);
            return outcomes.stream().anyMatch(outcome -> outcome instanceof SubmitOutcome.TryLater);
        }

        End end() {
            if (outcomes.stream().anyMatch(outcome -> outcome instanceof SubmitOutcome.Refused)) {
                return End.REFUSED;
            }
            return outcomes.stream().allMatch(outcome -> outcome instanceof SubmitOutcome.Accepted)
                    ? End.SENT
                    : End.UNKNOWN;
        }

        String why() {
            return outcomes.stream()
                    .map(outcome -> outcome.fold(
                            accepted -> "",
                            refused -> String.format("command_status 0x%08X", refused.commandStatus()),
                            SubmitOutcome.TryLater::reason,
                            SubmitOutcome.Unknown::reason))
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse("");
        }
    }
}
