package cn.smspay.sms;

import cn.smspay.outbox.Outbox;
import cn.smspay.store.Job;
import cn.smspay.store.Lane;
import cn.smspay.store.Tx;
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
                lane.offer(new Matching(receipt))
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

    private void apply(Tx tx, Receipt receipt) {
        boolean delivered = receipt.state() == Receipt.State.DELIVERED;
        var detail = receipt.error().isEmpty() ? receipt.state().name() : receipt.state() + " " + receipt.error();
        var matched = outbox.receipt(tx, receipt.bind(), receipt.messageId(), delivered, detail, receipt.receivedAt());
        if (matched.isEmpty()) {
            early.put(receipt.bind() + '/' + receipt.messageId(), receipt);
            tx.afterCommit(figures.strayReceipts::increment);
        }
    }

    private final class Matching implements Job<Boolean> {
        private final Receipt receipt;

        Matching(Receipt receipt) {
            this.receipt = receipt;
        }

        @Override
        public Object key() {
            return this;
        }

        @Override
        public Boolean run(Tx tx) {
            apply(tx, receipt);
            return true;
        }
    }
}
