package cn.smspay.sms.smpp;

import cn.smspay.base.UplinkId;
import cn.smspay.sms.Acknowledgement;
import cn.smspay.sms.DeliveredPdu;
import cn.smspay.sms.Intake;
import cn.smspay.sms.Receipt;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Remembers what it is given and answers as it is told; at first with ACCEPTED and growing numbers. */
final class RecordingIntake implements Intake {
    record Quarantined(String bind, byte[] pdu, String reason) {}

    record Proven(String connection, UplinkId upTo) {}

    final BlockingQueue<DeliveredPdu> uplinks = new LinkedBlockingQueue<>();
    final BlockingQueue<Receipt> receipts = new LinkedBlockingQueue<>();
    final BlockingQueue<Quarantined> quarantined = new LinkedBlockingQueue<>();
    final BlockingQueue<Proven> proven = new LinkedBlockingQueue<>();
    final BlockingQueue<String> closed = new LinkedBlockingQueue<>();
    final List<CompletableFuture<Acknowledgement>> held = new CopyOnWriteArrayList<>();
    private final AtomicLong lastId = new AtomicLong();
    private volatile Function<DeliveredPdu, CompletionStage<Acknowledgement>> answering =
            pdu -> CompletableFuture.completedFuture(accepted());

    void answer(Function<DeliveredPdu, CompletionStage<Acknowledgement>> how) {
        answering = how;
    }

    /** Keeps answers back until the test completes {@link #held}. */
    void hold() {
        answering = pdu -> {
            var later = new CompletableFuture<Acknowledgement>();
            held.add(later);
            return later;
        };
    }

    Acknowledgement accepted() {
        return new Acknowledgement(Acknowledgement.Status.ACCEPTED, new UplinkId(lastId.incrementAndGet()));
    }

    static Acknowledgement of(Acknowledgement.Status status) {
        return new Acknowledgement(status, null);
    }

    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        var next = queue.poll(60, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came within 10 s");
        }
        return next;
    }

    @Override
    public CompletionStage<Acknowledgement> take(DeliveredPdu pdu) {
        var answer = answering.apply(pdu);
        uplinks.add(pdu);
        return answer;
    }

    @Override
    public CompletionStage<Acknowledgement> take(Receipt receipt) {
        receipts.add(receipt);
        return CompletableFuture.completedFuture(of(Acknowledgement.Status.ACCEPTED));
    }

    @Override
    public void proven(String connection, UplinkId upTo) {
        proven.add(new Proven(connection, upTo));
    }

    @Override
    public void closed(String connection) {
        closed.add(connection);
    }

    @Override
    public void quarantine(String bind, byte[] pdu, String reason) {
        quarantined.add(new Quarantined(bind, pdu, reason));
    }
}
