package cn.smspay.tools.bench;

import cn.smspay.base.Msisdn;
import cn.smspay.base.OutboxId;
import cn.smspay.base.UplinkId;
import cn.smspay.base.text.Part;
import cn.smspay.engine.LocalConfig;
import cn.smspay.sms.Acknowledgement;
import cn.smspay.sms.Carrier;
import cn.smspay.sms.DeliveredPdu;
import cn.smspay.sms.Intake;
import cn.smspay.sms.Receipt;
import cn.smspay.sms.Segment;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Answers every message at once with a fixed text and remembers nothing: what the wire alone can do. */
final class BenchEcho implements Intake {
    private static final Acknowledgement ACCEPTED = new Acknowledgement(Acknowledgement.Status.ACCEPTED, null);
    private static final int UCS2 = 8;
    /** What the engine answers to a balance enquiry, so that every contender writes the same message. */
    static final String TEXT = "现金账户0.00元，充值卡账户0.00元，合计0.00元，提现在途0.00元。";

    private static final byte[] OCTETS = TEXT.getBytes(StandardCharsets.UTF_16BE);

    private final AtomicLong ids = new AtomicLong();
    private volatile @Nullable Carrier carrier;

    void by(Carrier link) {
        carrier = link;
    }

    @Override
    public CompletionStage<Acknowledgement> take(DeliveredPdu pdu) {
        var link = carrier;
        if (link != null) {
            Msisdn.read(pdu.source())
                    .ifPresent(to -> link.submit(new Segment(
                            new OutboxId(ids.incrementAndGet()),
                            new Part(0, 1, 1),
                            false,
                            LocalConfig.SERVICE,
                            to,
                            UCS2,
                            OCTETS,
                            false,
                            false,
                            false,
                            0,
                            pdu.bind())));
        }
        return CompletableFuture.completedFuture(ACCEPTED);
    }

    @Override
    public CompletionStage<Acknowledgement> take(Receipt receipt) {
        return CompletableFuture.completedFuture(ACCEPTED);
    }

    @Override
    public void proven(String connection, UplinkId upTo) {
        // Nothing is stored, so nothing can be asked for again.
    }

    @Override
    public void closed(String connection) {
        // As above.
    }

    @Override
    public void quarantine(String bind, byte[] pdu, String reason) {
        throw new IllegalStateException("the generator sent a PDU that cannot be read: " + reason);
    }
}
