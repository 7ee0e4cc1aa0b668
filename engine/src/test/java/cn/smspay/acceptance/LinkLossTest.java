package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.config.Config;
import cn.smspay.sms.SmsSettings;
import cn.smspay.testing.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The connection breaks again and again in the middle of conversations; the engine goes on. */
@Timeout(180)
final class LinkLossTest {
    private static final int SUBSCRIBERS = 60;
    private static final int LOSSES = 12;

    @TempDir
    private Path folder;

    @Test
    void losesAndDoublesNothing() throws Exception {
        long seed = Long.getLong("smspay.seed", System.nanoTime());
        System.out.println("link losses with seed " + seed);
        try (var service = new Service(folder, LinkLossTest::patient)) {
            var talks = new ArrayList<Talk>();
            for (int i = 0; i < SUBSCRIBERS; i++) {
                talks.add(talk(service, i));
            }
            var losses = loseTheLink(service, new Random(seed));

            talks.forEach(Talk::start);
            letTimePassUntil(
                    service,
                    CompletableFuture.allOf(
                            talks.stream().map(talk -> talk.done).toArray(CompletableFuture<?>[]::new)));
            letTimePassUntil(service, CompletableFuture.runAsync(service::settle));

            long sent = talks.stream().mapToInt(Talk::sent).sum();
            assertEquals(LOSSES, losses.get());
            assertEquals(sent, service.number("select count(*) from uplink"));
            assertEquals(sent, service.number("select count(distinct fingerprint) from uplink"));
            assertEquals(sent * 100, service.number("select sum(amount_li) from charge"));
            assertEquals(0, service.number("select count(*) from downlink where state in ('QUEUED', 'UNKNOWN')"));
            assertTrue(service.smsc.receivers() == 1);
        }
    }

    /** Breaks it while an answer arrives, before that is acknowledged. */
    private static AtomicInteger loseTheLink(Service service, Random random) {
        var losses = new AtomicInteger();
        var until = new AtomicInteger(1 + random.nextInt(40));
        service.smsc.onDownlink(downlink -> {
            if (losses.get() < LOSSES && until.decrementAndGet() == 0) {
                losses.incrementAndGet();
                until.set(1 + random.nextInt(40));
                service.smsc.disconnectAll();
            }
        });
        return losses;
    }

    private static Talk talk(Service service, int i) {
        return new Talk(service.smsc.handset("1390734%04d".formatted(i)))
                .withRepeats()
                // An SMSC that did not read our answer delivers again; once more has passed by then, it is told so.
                .ignoring("您.*发送的.*已经办理过，本条未重复办理。.*")
                .then("KT", "您正申请开通手机支付，.*")
                .then("A", "手机支付开通成功！.*", "您的手机支付初始支付密码.*")
                .then("CX", "现金账户0.00元，.*")
                .then("TX", "非实名账户不能提现。.*")
                .then("HF%d.00".formatted(i + 1), "余额不足：.*均不够支付%d.00元。.*".formatted(i + 1));
    }

    /** What waits for a time must not wait for ever: four seconds pass in each. */
    private static void letTimePassUntil(Service service, CompletableFuture<Void> done) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!done.isDone()) {
            assertTrue(System.nanoTime() < end, "it does not come to an end");
            service.clock.turn(Duration.ofMillis(200));
            service.engine().tick();
            try {
                done.get(50, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Then a little later.
            }
        }
        done.get();
    }

    private static Config patient(Config config) {
        var answering = config.sms().answering();
        return Service.withSms(
                config,
                config.sms()
                        .with(new SmsSettings.Answering(
                                answering.joining(),
                                answering.receipts(),
                                100,
                                Duration.ofSeconds(1),
                                answering.inMemory(),
                                answering.patience())));
    }
}
