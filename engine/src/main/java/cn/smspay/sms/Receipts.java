package cn.smspay.sms;

import cn.smspay.base.Msisdn;
import cn.smspay.base.ServiceDay;
import cn.smspay.books.outbox.Outbox;
import cn.smspay.store.Job;
import cn.smspay.store.Lane;
import cn.smspay.store.Limits;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Matches delivery receipts with the answers that they speak of. A receipt may overtake the {@code submit_sm_resp} that
 * tells us its id; then it waits for it here.
 */
public final class Receipts {
    private static final Logger LOG = LoggerFactory.getLogger(Receipts.class);
    private static final Acknowledgement ACCEPTED = new Acknowledgement(Acknowledgement.Status.ACCEPTED, null);
    private static final Acknowledgement TRY_LATER = new Acknowledgement(Acknowledgement.Status.TRY_LATER, null);
    private static final Acknowledgement FAULT = new Acknowledgement(Acknowledgement.Status.FAULT, null);
    /** SMSCs give a message up after a day or two, and say so in a receipt. */
    private static final Duration AWAITED = Duration.ofDays(3);

    private static final int FORGOTTEN_AT_ONCE = 1_000;

    private static final Table<Day, WithoutBit> WITHOUT_BIT =
            Table.of("receipt_without_bit", Day.class, WithoutBit.class);

    /** By bind and day, since the SMSC counts them as messages to us and we do not. */
    record Day(String bind, int day) {}

    record WithoutBit(Day key, long messages) {}

    private final Outbox outbox;
    private final Lane lane;
    private final SmsFigures figures;
    /** Used inside transactions of the lane only. */
    private final Map<String, Receipt> early;

    public Receipts(Outbox outbox, Lane lane, SmsFigures figures, Limits limits) {
        this.early = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Receipt> eldest) {
                return size() > limits.early();
            }
        };
        this.outbox = outbox;
        this.lane = lane;
        this.figures = figures;
    }

    CompletionStage<Acknowledgement> take(Receipt receipt) {
        if (receipt.state().isUnderWay()) {
            figures.receiptsUnderWay.count(receipt.bind());
            return CompletableFuture.completedFuture(ACCEPTED);
        }
        return lane.offer(Job.of(receipt, tx -> apply(tx, receipt)))
                .map(done -> done.handle((matched, failure) -> failure == null ? ACCEPTED : FAULT))
                .orElseGet(() -> CompletableFuture.completedFuture(TRY_LATER));
    }

    /**
     * Takes a text in the form of a receipt for one, if its sender is a number that we wrote to: the SMSC forgot the bit. It
     * then speaks of an answer to that number or of none.
     */
    boolean takeWithoutBit(Tx tx, Receipt receipt, Msisdn sender, Instant wroteSince) {
        if (!outbox.wroteTo(sender, wroteSince)) {
            return false;
        }
        var key = new Day(receipt.bind(), ServiceDay.number(receipt.receivedAt()));
        long before = tx.find(WITHOUT_BIT, key).map(WithoutBit::messages).orElse(0L);
        tx.put(WITHOUT_BIT, new WithoutBit(key, before + 1));
        tx.afterCommit(() -> {
            figures.receipts.increment();
            figures.receiptsWithoutBit.count(receipt.bind());
        });
        if (!receipt.state().isUnderWay()) {
            apply(tx, receipt.only(sender));
        }
        return true;
    }

    /** An id has become known: does a receipt wait for it? */
    void catchUp(Tx tx, String smsc, String messageId) {
        var receipt = early.remove(smsc + '/' + messageId);
        if (receipt != null) {
            apply(tx, receipt);
        }
    }

    private boolean apply(Tx tx, Receipt receipt) {
        boolean delivered = receipt.state() == Receipt.State.DELIVERED;
        var matched = outbox.receipt(
                tx,
                receipt.smsc(),
                receipt.messageId(),
                receipt.onlyTo(),
                delivered,
                receipt.detail(),
                receipt.receivedAt());
        if (matched.isEmpty()) {
            early.put(receipt.smsc() + '/' + receipt.messageId(), receipt);
            tx.afterCommit(() -> figures.strayReceipts.count(receipt.bind()));
        }
        return matched.isPresent();
    }

    /** Drops what no receipt can speak of any more: a little at a time, since messages wait meanwhile. */
    void forget(Instant now) {
        var some = Job.of(
                "forget", tx -> outbox.forgetSegments(tx, now.minus(AWAITED), FORGOTTEN_AT_ONCE) == FORGOTTEN_AT_ONCE);
        lane.insist(some).whenComplete((more, fault) -> {
            if (fault != null) {
                LOG.error("receipts that can no longer come could not be forgotten; it is tried again in time", fault);
            } else if (more) {
                forget(now);
            }
        });
    }
}
