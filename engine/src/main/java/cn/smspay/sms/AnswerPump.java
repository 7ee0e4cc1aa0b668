package cn.smspay.sms;

import cn.smspay.base.Threads;
import cn.smspay.base.Ticker;
import cn.smspay.base.text.Segmenter;
import cn.smspay.books.outbox.Downlink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings answers to the carrier as it has room, in the order that an {@link AnswerQueue} decides. Knows no database.
 * Thread-safe.
 */
final class AnswerPump {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerPump.class);
    /** How often it is looked whether the end of an answer has come. */
    private static final long LOOK_FOR_ENDS_MILLIS = 1_000;

    private volatile SmsSettings settings;
    private final SmsFigures figures;
    private final Function<Downlink, String> reveal;
    private final Ticker ticker;
    private final Executor thread;
    private final Runnable onDecided;
    private final AnswerQueue answers;
    private final AtomicBoolean pumping = new AtomicBoolean();
    private List<Sending> decided = new ArrayList<>();
    private volatile @Nullable Carrier carrier;
    private long lookedForEnds;

    /**
     * @param reveal the words of an answer; throws if they cannot be unsealed
     * @param ticker milliseconds that never go back
     * @param thread where answers are cut and submitted: neither the writer nor the network waits for it
     * @param onDecided told when {@link #decided} has something new
     */
    AnswerPump(
            SmsSettings settings,
            SmsFigures figures,
            Function<Downlink, String> reveal,
            Ticker ticker,
            Executor thread,
            Runnable onDecided) {
        this.settings = settings;
        this.figures = figures;
        this.reveal = reveal;
        this.ticker = ticker;
        this.thread = thread;
        this.onDecided = onDecided;
        this.answers = new AnswerQueue(
                new AnswerQueue.ResendLimits(
                        settings.answering().tries(), settings.answering().resendAfter()),
                ticker.millis());
    }

    /** From now on texts are cut for the alphabets of those binds. Any thread. */
    void readAs(SmsSettings others) {
        settings = settings.readingAs(others);
    }

    /** Sends by this carrier from now on. */
    void start(Carrier by) {
        carrier = by;
        by.onRoom(this::pump);
        pump();
    }

    /**
     * Takes one more answer; {@link #pump} sends it.
     *
     * @param since when it was decided, on the ticker
     * @param endsAt when it is of no more use, on the ticker
     */
    synchronized void admit(Downlink downlink, long since, long endsAt) {
        answers.add(new Sending(downlink, since, endsAt));
    }

    /** Answers that are not decided. */
    synchronized int size() {
        return answers.size();
    }

    /** See {@link AnswerQueue#longestWait}. */
    synchronized long longestWait() {
        return answers.longestWait(ticker.millis());
    }

    /** Those that are decided since the last call. */
    synchronized List<Sending> decided() {
        var all = decided;
        decided = new ArrayList<>();
        return all;
    }

    /** The SMSC has answered after all, when that segment was already given up as unknown. */
    void late(Segment segment, SubmitOutcome outcome) {
        synchronized (this) {
            answers.late(segment.downlink(), segment.part().number(), outcome, ticker.millis());
        }
        settle();
    }

    /** Gives up what has come to its end, and sends what has waited. Call a few times a second. */
    void tick() {
        synchronized (this) {
            long now = ticker.millis();
            if (now - lookedForEnds >= LOOK_FOR_ENDS_MILLIS) {
                lookedForEnds = now;
                answers.expire(now);
            }
        }
        settle();
    }

    /** Sends what there is room for, soon. */
    void pump() {
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
        var by = carrier;
        Sending sending;
        while (by != null && by.room() > 0 && (sending = next()) != null) {
            send(by, sending);
        }
    }

    private synchronized @Nullable Sending next() {
        return answers.next(ticker.millis());
    }

    private void send(Carrier by, Sending sending) {
        Segment segment;
        try {
            segment = open(sending);
        } catch (RuntimeException e) {
            LOG.error("answer {} cannot be written as a message", sending.id(), e);
            synchronized (this) {
                answers.unsendable(
                        sending,
                        "cannot be written as a message: " + e.getClass().getSimpleName());
            }
            settle();
            return;
        }
        int part = segment.part().number();
        if (part == 1) {
            figures.submitted.increment();
        }
        by.submit(segment).thenAccept(outcome -> landed(sending, part, outcome));
    }

    /** Cuts the text when it is about to be sent. */
    private Segment open(Sending sending) {
        if (!sending.isCut()) {
            var downlink = sending.downlink();
            var parts = Segmenter.cut(
                            downlink.id(),
                            reveal.apply(downlink),
                            settings.answering().joining(),
                            settings.alphabets())
                    .stream()
                    .map(piece -> segment(downlink, piece))
                    .toList();
            synchronized (this) {
                sending.cut(parts);
            }
        }
        synchronized (this) {
            var part = sending.part();
            return sending.downlink().validUntil() == null ? part : part.lasting(secondsLeft(sending));
        }
    }

    /** A question that nobody may answer any more must not come out of the SMSC days later. */
    private int secondsLeft(Sending sending) {
        return (int) Math.max(1, (sending.endsAt() - ticker.millis()) / 1_000);
    }

    private Segment segment(Downlink downlink, Segmenter.Piece piece) {
        return new Segment(
                downlink.id(),
                piece.part(),
                settings.answering().joining() == Segmenter.Joining.SAR
                        && piece.part().total() > 1,
                downlink.service(),
                downlink.recipient(),
                piece.dataCoding(),
                piece.octets(),
                piece.header(),
                settings.answering().joining() == Segmenter.Joining.PAYLOAD,
                settings.wantsReceipt(downlink.sealed() != null),
                0,
                downlink.bind());
    }

    private void landed(Sending sending, int part, SubmitOutcome outcome) {
        synchronized (this) {
            answers.outcome(sending, part, outcome, ticker.millis());
        }
        settle();
    }

    private void settle() {
        boolean news;
        synchronized (this) {
            decided.addAll(answers.finished());
            news = !decided.isEmpty();
        }
        if (news) {
            onDecided.run();
        }
        pump();
    }
}
