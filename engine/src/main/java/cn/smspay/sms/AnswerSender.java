package cn.smspay.sms;

import cn.smspay.base.OutboxId;
import cn.smspay.base.Ticker;
import cn.smspay.books.outbox.Downlink;
import cn.smspay.books.outbox.Outbox;
import cn.smspay.store.Job;
import cn.smspay.store.Lane;
import cn.smspay.store.Route;
import cn.smspay.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what the outbox holds, as fast as the carrier has room: the database around an {@link AnswerPump}. What
 * does not fit in memory waits in the database. Thread-safe.
 */
public final class AnswerSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerSender.class);
    private static final int PAGE = 1_000;

    /** An answer that can be neither sent nor refused is of no use after so long. */
    private static final Duration LIFE = Duration.ofHours(1);

    /** A password is: without it the customer cannot go on. */
    private static final Duration LIFE_OF_SECRETS = Duration.ofHours(24);

    private final Outbox outbox;
    private final Lane lane;
    private final SmsSettings settings;
    private final SmsFigures figures;
    private final Receipts receipts;
    private final Clock clock;
    private final Ticker ticker;
    private final AnswerPump pump;

    /** Answers up to this id have been in memory. */
    private OutboxId lastTaken = new OutboxId(0);
    /** Answers up to this id are on the disk: only they may leave. */
    private OutboxId durable = new OutboxId(0);

    private boolean overflow;

    private final Queue<Sending> decided = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean writing = new AtomicBoolean();
    private final ExecutorService thread;

    /**
     * @param clock for what is written down
     * @param ticker milliseconds that never go back, for everything that waits
     * @param thread one, its own, which it ends
     */
    public AnswerSender(
            Outbox outbox,
            Lane lane,
            SmsSettings settings,
            SmsFigures figures,
            Receipts receipts,
            Clock clock,
            Ticker ticker,
            ExecutorService thread) {
        this.thread = thread;
        this.outbox = outbox;
        this.lane = lane;
        this.settings = settings;
        this.figures = figures;
        this.receipts = receipts;
        this.clock = clock;
        this.ticker = ticker;
        this.pump = new AnswerPump(settings, figures, outbox::reveal, ticker, thread, this::write);
    }

    /** From now on texts are cut for the alphabets of these binds. Any thread. */
    public void readAs(SmsSettings others) {
        pump.readAs(others);
    }

    /** Takes up the answers that the last run left, and from now on every new one. Call before the first uplink. */
    public void start(Carrier by) {
        synchronized (this) {
            overflow = true;
            durable = outbox.newest();
        }
        outbox.onNew(this::take);
        refill();
        pump.start(by);
    }

    /** The SMSC has answered after all, when that segment was already given up as unknown. */
    public void late(Segment segment, SubmitOutcome outcome) {
        pump.late(segment, outcome);
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
            if (overflow || pump.size() >= settings.answering().inMemory()) {
                overflow = true;
                return;
            }
            admit(downlink);
        }
        pump.pump();
    }

    private void admit(Downlink downlink) {
        if (downlink.id().compareTo(lastTaken) <= 0) {
            return;
        }
        lastTaken = downlink.id();
        pump.admit(downlink, onTicker(downlink.decidedAt()), onTicker(end(downlink)));
    }

    private static Instant end(Downlink downlink) {
        var life = downlink.decidedAt().plus(downlink.sealed() == null ? LIFE : LIFE_OF_SECRETS);
        var asked = downlink.validUntil();
        return asked != null && asked.isBefore(life) ? asked : life;
    }

    private long onTicker(Instant time) {
        return ticker.millis() + Duration.between(clock.instant(), time).toMillis();
    }

    /** Reads answers that did not fit in memory, once there is room again. */
    private void refill() {
        while (true) {
            OutboxId after;
            OutboxId upTo;
            synchronized (this) {
                if (!overflow || pump.size() > settings.answering().inMemory() / 2) {
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
        refill();
        pump.tick();
        write();
    }

    /** Answers that have not been taken by an SMSC and are in memory. */
    public int backlog() {
        return pump.size();
    }

    /** For how long the oldest answer has waited that had no chance; what waits behind a phone that is off does not count. */
    public Duration longestWait() {
        return Duration.ofMillis(pump.longestWait());
    }

    /** Writes down what is decided: all that has gathered, in one transaction of the lane. */
    private void write() {
        decided.addAll(pump.decided());
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
        public Route route() {
            return Route.about(this);
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
                    tx.afterCommit(() -> {
                        figures.answersSent.increment();
                        var taken = Duration.between(sending.downlink().decidedAt(), now);
                        figures.answering.add(taken.toNanos());
                        figures.answeringByTime.add(taken, now);
                    });
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
            if (settings.wantsReceipt(sending.downlink().sealed() != null)) {
                for (var accepted : sending.acceptances()) {
                    outbox.remember(tx, id, accepted.smsc(), accepted.messageId(), now);
                    receipts.catchUp(tx, accepted.smsc(), accepted.messageId());
                }
            }
        }
    }
}
