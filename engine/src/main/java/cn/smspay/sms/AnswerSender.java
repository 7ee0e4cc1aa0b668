package cn.smspay.sms;

import cn.smspay.base.OutboxId;
import cn.smspay.base.Threads;
import cn.smspay.base.text.Alphabet;
import cn.smspay.base.text.Segmenter;
import cn.smspay.books.outbox.Downlink;
import cn.smspay.books.outbox.Outbox;
import cn.smspay.store.Job;
import cn.smspay.store.Lane;
import cn.smspay.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what the outbox holds, as fast as the carrier has room: the threads around an {@link AnswerQueue}, which decides. What
 * does not fit in memory waits in the database. Thread-safe.
 */
public final class AnswerSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerSender.class);
    private static final int PAGE = 1_000;

    /** An answer that can be neither sent nor refused is of no use after so long. */
    private static final Duration LIFE = Duration.ofHours(1);

    /** A password is: without it the customer cannot go on. */
    private static final Duration LIFE_OF_SECRETS = Duration.ofHours(24);

    private static final Duration LOOK_FOR_ENDS_EVERY = Duration.ofSeconds(1);

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
    private final Set<Alphabet> alphabets;
    private final SmsFigures figures;
    private final Receipts receipts;
    private final Clock clock;
    private final LongSupplier ticker;
    private final AnswerQueue answers;
    private volatile Carrier carrier = NO_CARRIER;

    /** Answers up to this id have been in memory. */
    private OutboxId lastTaken = new OutboxId(0);
    /** Answers up to this id are on the disk: only they may leave. */
    private OutboxId durable = new OutboxId(0);

    private boolean overflow;
    private long lookedForEnds;

    private final Queue<Sending> decided = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean writing = new AtomicBoolean();
    private final AtomicBoolean pumping = new AtomicBoolean();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(AnswerSender::named);

    /**
     * @param clock for what is written down
     * @param ticker milliseconds that never go back, for everything that waits
     */
    public AnswerSender(
            Outbox outbox,
            Lane lane,
            SmsSettings settings,
            SmsFigures figures,
            Receipts receipts,
            Clock clock,
            LongSupplier ticker) {
        this.outbox = outbox;
        this.lane = lane;
        this.settings = settings;
        this.alphabets = settings.alphabets();
        this.figures = figures;
        this.receipts = receipts;
        this.clock = clock;
        this.ticker = ticker;
        this.answers = new AnswerQueue(
                new AnswerQueue.Limits(settings.sendTries(), settings.resendAfter()), ticker.getAsLong());
    }

    /** Takes up the answers that the last run left, and from now on every new one. Call before the first uplink. */
    public void start(Carrier by) {
        synchronized (this) {
            overflow = true;
            durable = outbox.newest();
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
            answers.late(segment.downlink(), segment.part().number(), outcome, ticker.getAsLong());
            decided.addAll(answers.finished());
        }
        write();
        pump();
    }

    private static Thread named(Runnable work) {
        var thread = new Thread(work, "answers");
        thread.setDaemon(true);
        return thread;
    }

    /** Sends nothing more; what is queued stays in the database. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** Told of each answer once it is durable, in their order. */
    private void take(Downlink downlink) {
        synchronized (this) {
            durable = downlink.id();
            if (overflow || answers.size() >= settings.outboxInMemory()) {
                overflow = true;
                return;
            }
            admit(downlink);
        }
        pump();
    }

    private void admit(Downlink downlink) {
        if (downlink.id().compareTo(lastTaken) <= 0) {
            return;
        }
        lastTaken = downlink.id();
        var life = downlink.sealed() == null ? LIFE : LIFE_OF_SECRETS;
        var left = Duration.between(clock.instant(), downlink.decidedAt().plus(life));
        answers.add(new Sending(downlink, ticker.getAsLong() + left.toMillis()));
    }

    /** Reads answers that did not fit in memory, once there is room again. */
    private void refill() {
        while (true) {
            OutboxId after;
            OutboxId upTo;
            synchronized (this) {
                if (!overflow || answers.size() > settings.outboxInMemory() / 2) {
                    return;
                }
                after = lastTaken;
                upTo = durable;
            }
            var page = outbox.queued(after, PAGE);
            synchronized (this) {
                // What is committed but not yet on the disk is left for its notice.
                page.stream()
                        .filter(downlink -> downlink.id().compareTo(upTo) <= 0)
                        .forEach(this::admit);
                if (page.size() == PAGE && !lastTaken.equals(after)) {
                    continue;
                }
                lastTaken = upTo.compareTo(lastTaken) > 0 ? upTo : lastTaken;
                if (durable.equals(upTo)) {
                    overflow = false;
                    return;
                }
            }
        }
    }

    /** Looks after what waits for its time. Call a few times a second. */
    public void tick() {
        synchronized (this) {
            long now = ticker.getAsLong();
            if (now - lookedForEnds >= LOOK_FOR_ENDS_EVERY.toMillis()) {
                lookedForEnds = now;
                answers.expire(now);
                decided.addAll(answers.finished());
            }
        }
        refill();
        pump();
        write();
    }

    /** Answers that have not been taken by an SMSC and are in memory. */
    public synchronized int backlog() {
        return answers.size();
    }

    /** Sends what there is room for, on a thread of its own: neither the writer nor the network waits for it. */
    private void pump() {
        if (pumping.compareAndSet(false, true)) {
            try {
                thread.execute(Threads.lasting("sending answers", () -> {
                    pumping.set(false);
                    sendAll();
                }));
            } catch (RejectedExecutionException e) {
                // Closed: the next start sends what is queued.
            }
        }
    }

    private void sendAll() {
        Sending sending;
        while (carrier.room() > 0 && (sending = next()) != null) {
            var segment = open(sending);
            if (segment.part().number() == 1) {
                figures.submitted.increment();
            }
            var sent = sending;
            int part = segment.part().number();
            carrier.submit(segment).thenAccept(outcome -> landed(sent, part, outcome));
        }
    }

    private synchronized @Nullable Sending next() {
        return answers.next(ticker.getAsLong());
    }

    /** Cuts the text when it is about to be sent. */
    private Segment open(Sending sending) {
        if (!sending.isCut()) {
            var downlink = sending.downlink();
            var parts = Segmenter.cut(downlink.id(), outbox.reveal(downlink), settings.joining(), alphabets).stream()
                    .map(piece -> segment(downlink, piece))
                    .toList();
            synchronized (this) {
                sending.cut(parts);
            }
        }
        synchronized (this) {
            return sending.part();
        }
    }

    private Segment segment(Downlink downlink, Segmenter.Piece piece) {
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
                wantsReceipt(downlink),
                0,
                downlink.bind());
    }

    private boolean wantsReceipt(Downlink downlink) {
        return switch (settings.receipts()) {
            case ALL -> true;
            case SECRETS -> downlink.sealed() != null;
            case NONE -> false;
        };
    }

    private void landed(Sending sending, int part, SubmitOutcome outcome) {
        synchronized (this) {
            answers.outcome(sending, part, outcome, ticker.getAsLong());
            decided.addAll(answers.finished());
        }
        write();
        pump();
    }

    /** Writes down what is decided: all that has gathered, in one transaction of the lane. */
    private void write() {
        if (decided.isEmpty() || !writing.compareAndSet(false, true)) {
            return;
        }
        var all = new ArrayList<Sending>();
        Sending next;
        while ((next = decided.poll()) != null) {
            all.add(next);
        }
        var queued = lane.offer(new RecordOutcomes(all));
        if (queued.isEmpty()) {
            // The lane is full: the next tick tries again.
            decided.addAll(all);
            writing.set(false);
            return;
        }
        queued.get().whenComplete((done, fault) -> {
            writing.set(false);
            if (fault != null) {
                oneByOne(all);
            }
            write();
        });
    }

    /** One row that cannot be written must not hold back the others. */
    private void oneByOne(List<Sending> all) {
        for (Sending sending : all) {
            var queued = lane.offer(new RecordOutcomes(List.of(sending)));
            if (queued.isEmpty()) {
                decided.add(sending);
                continue;
            }
            queued.get().exceptionally(fault -> {
                LOG.error(
                        "what became of answer {} cannot be recorded; the next start sends it again",
                        sending.id(),
                        fault);
                return 0;
            });
        }
    }

    private final class RecordOutcomes implements Job<Integer> {
        private final List<Sending> sendings;

        RecordOutcomes(List<Sending> sendings) {
            this.sendings = sendings;
        }

        @Override
        public Object key() {
            return this;
        }

        @Override
        public Integer run(Tx tx) {
            outbox.load(tx, sendings.stream().map(Sending::id).toList());
            sendings.forEach(sending -> record(tx, sending));
            return sendings.size();
        }

        private void record(Tx tx, Sending sending) {
            var now = clock.instant();
            var id = sending.id();
            switch (Objects.requireNonNull(sending.end(), "not decided")) {
                case SENT -> {
                    outbox.sent(tx, id, sending.parts(), now);
                    tx.afterCommit(figures.answersSent::increment);
                }
                case REFUSED -> {
                    outbox.refused(tx, id, sending.why(), now);
                    tx.afterCommit(figures.answersRefused::increment);
                }
                case UNKNOWN -> {
                    outbox.unknown(tx, id, sending.why(), now);
                    tx.afterCommit(figures.answersUnknown::increment);
                }
                case GIVEN_UP -> {
                    outbox.givenUp(tx, id, sending.why(), now);
                    tx.afterCommit(() -> {
                        figures.answersGivenUp.increment();
                        LOG.warn("answer {} is given up: {}", id, sending.why());
                    });
                }
            }
            // Only now: a receipt that has overtaken the answer moves it on from there.
            if (wantsReceipt(sending.downlink())) {
                for (var accepted : sending.acceptances()) {
                    outbox.remember(tx, id, accepted.smsc(), accepted.messageId(), now);
                    receipts.catchUp(tx, accepted.smsc(), accepted.messageId());
                }
            }
        }
    }
}
