package cn.smspay.sms;

import cn.smspay.books.outbox.Outbox;
import cn.smspay.store.Job;
import cn.smspay.store.Lane;
import cn.smspay.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Matches delivery receipts with the answers that they speak of. A receipt may overtake the {@code submit_sm_resp} that
 * tells us its id; then it waits for it here.
 */
public final class Receipts {
    private static final Acknowledgement ACCEPTED = new Acknowledgement(Acknowledgement.Status.ACCEPTED, null);
    private static final Acknowledgement TRY_LATER = new Acknowledgement(Acknowledgement.Status.TRY_LATER, null);
    private static final Acknowledgement FAULT = new Acknowledgement(Acknowledgement.Status.FAULT, null);
    /** Receipts that wait for their answer's id; beyond this the oldest is given up as not ours. */
    private static final int EARLY = 10_000;
    /** SMSCs give a message up after a day or two, and say so in a receipt. */
    private static final Duration AWAITED = Duration.ofDays(3);

    private static final int FORGOTTEN_AT_ONCE = 1_000;

    private final Outbox outbox;
    private final Lane lane;
    private final SmsFigures figures;
    /** Used inside transactions of the lane only. */
    private final Map<String, Receipt> early = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Receipt> eldest) {
            return size() > EARLY;
        }
    };

    public Receipts(Outbox outbox, Lane lane, SmsFigures figures) {
        this.outbox = outbox;
        this.lane = lane;
        this.figures = figures;
    }

    CompletionStage<Acknowledgement> take(Receipt receipt) {
        return switch (receipt.state()) {
            case ENROUTE, ACCEPTED -> CompletableFuture.completedFuture(ACCEPTED);
            case DELIVERED, EXPIRED, DELETED, UNDELIVERABLE, UNKNOWN, REJECTED ->
                lane.offer(Job.of(receipt, tx -> apply(tx, receipt)))
                        .map(done -> done.handle((matched, failure) -> failure == null ? ACCEPTED : FAULT))
                        .orElseGet(() -> CompletableFuture.completedFuture(TRY_LATER));
        };
    }

    /** An id has become known: does a receipt wait for it? */
    void catchUp(Tx tx, String bind, String messageId) {
        var receipt = early.remove(bind + '/' + messageId);
        if (receipt != null) {
            apply(tx, receipt);
        }
    }

    private boolean apply(Tx tx, Receipt receipt) {
        boolean delivered = receipt.state() == Receipt.State.DELIVERED;
        var detail = receipt.error().isEmpty() ? receipt.state().name() : receipt.state() + " " + receipt.error();
        var matched = outbox.receipt(tx, receipt.bind(), receipt.messageId(), delivered, detail, receipt.receivedAt());
        if (matched.isEmpty()) {
            early.put(receipt.bind() + '/' + receipt.messageId(), receipt);
            tx.afterCommit(figures.strayReceipts::increment);
        }
        return matched.isPresent();
    }

    /** Drops what no receipt can speak of any more: a little at a time, since messages wait meanwhile. */
    void forget(Instant now) {
        var some = Job.of(
                "forget", tx -> outbox.forgetSegments(tx, now.minus(AWAITED), FORGOTTEN_AT_ONCE) == FORGOTTEN_AT_ONCE);
        lane.offer(some)
                .ifPresent(done -> done.thenAccept(more -> {
                    if (more) {
                        forget(now);
                    }
                }));
    }
}
