package cn.smspay.sms.smpp;

import cn.smspay.base.Msisdn;
import cn.smspay.base.OutboxId;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.Ticker;
import cn.smspay.base.text.Part;
import cn.smspay.sms.Segment;
import cn.smspay.sms.SubmitOutcome;
import cn.smspay.sms.peer.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A link with a recording intake, and what tests say to it. */
final class LinkFixture implements AutoCloseable {
    static final String PHONE = "13800138000";
    static final String SERVICE = "10658888";
    static final Secret PASSWORD = new Secret("secret08");

    record Late(Segment segment, SubmitOutcome outcome) {}

    final RecordingIntake intake = new RecordingIntake();
    final BlockingQueue<Late> late = new LinkedBlockingQueue<>();
    final SmppLink link;
    private final Wire wire = Wire.sockets();

    LinkFixture(SmppBindSettings... binds) {
        this(Clock.systemUTC(), binds);
    }

    /** The timers go by this clock too. */
    LinkFixture(Clock clock, SmppBindSettings... binds) {
        this(clock, clock::millis, binds);
    }

    LinkFixture(Clock clock, Ticker ticker, SmppBindSettings... binds) {
        link = new SmppLink(
                List.of(binds),
                intake,
                (segment, outcome) -> late.add(new Late(segment, outcome)),
                wire,
                clock,
                ticker,
                new Random(1));
        link.start();
    }

    static SmppBindSettings settings(int port) {
        return SmppBindSettings.transceiver("north", "127.0.0.1", port, "smspay", PASSWORD)
                .with(new SmppBindSettings.Timing(30, 5, 20, 200));
    }

    LinkFixture bound() throws Exception {
        link.allBound().get(60, TimeUnit.SECONDS);
        return this;
    }

    static Segment segment(long downlink, String text) {
        return segment(downlink, PHONE, text);
    }

    static Segment segment(long downlink, String phone, String text) {
        return new Segment(
                new OutboxId(downlink),
                new Part(1, 1, 1),
                false,
                new ServiceNumber(SERVICE),
                new Msisdn(phone),
                8,
                text.getBytes(StandardCharsets.UTF_16BE),
                false,
                false,
                true,
                0,
                null);
    }

    static SubmitOutcome outcome(CompletionStage<SubmitOutcome> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        link.close();
        wire.close();
    }
}
