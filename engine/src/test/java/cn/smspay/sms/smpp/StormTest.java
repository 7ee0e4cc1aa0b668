package cn.smspay.sms.smpp;

import static cn.smspay.sms.smpp.LinkFixture.PASSWORD;
import static cn.smspay.sms.smpp.LinkFixture.SERVICE;
import static cn.smspay.sms.smpp.LinkFixture.segment;
import static cn.smspay.sms.smpp.LinkFixture.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.outside.simulator.SmscSettings;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.outside.simulator.Uplink;
import cn.smspay.sms.SubmitOutcome;
import cn.smspay.sms.pdu.CommandStatus;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections break all the time under load: nothing may be lost, and every submission must come to an end. */
@Timeout(120)
final class StormTest {
    private static final int MESSAGES = 3_000;
    private static final long SEED = 20091102;

    @Test
    void losesNoMessageAndLeavesNoSubmissionOpen() throws Exception {
        var random = new Random(SEED);
        var pool = Executors.newFixedThreadPool(2);
        var smsc = SmscSimulator.start(SmscSettings.of("smspay", PASSWORD), Clock.systemUTC());
        var two = settings(smsc.port()).with(new SmppBindSettings.Peer("127.0.0.1", smsc.port(), 2, null, false));
        try (smsc;
                var here = new LinkFixture(two).bound()) {
            here.intake.answer(pdu -> CompletableFuture.supplyAsync(here.intake::accepted, pool));
            var answers = new ArrayList<CompletableFuture<Integer>>();
            var outcomes = new ArrayList<CompletionStage<SubmitOutcome>>();

            for (int i = 0; i < MESSAGES; i++) {
                answers.add(smsc.deliver(Uplink.of("13800138000", SERVICE, 0, text(i))));
                outcomes.add(here.link.submit(segment(i, "a")));
                if (random.nextInt(200) == 0) {
                    smsc.disconnectAll();
                }
                if (random.nextInt(50) == 0) {
                    smsc.faults().refuseSubmits(CommandStatus.THROTTLED, 1);
                }
                if (random.nextInt(200) == 0) {
                    smsc.faults().closeAtSubmit(1);
                }
            }

            for (var answer : answers) {
                assertEquals(CommandStatus.OK, answer.get(60, TimeUnit.SECONDS), "seed " + SEED);
            }
            for (var outcome : outcomes) {
                outcome.toCompletableFuture().get(60, TimeUnit.SECONDS);
            }
            var seen = new HashSet<String>();
            here.intake.uplinks.forEach(pdu -> seen.add(new String(pdu.octets(), StandardCharsets.US_ASCII)));
            assertEquals(MESSAGES, seen.size(), "seed " + SEED);
            assertEquals(MESSAGES, smsc.counts().answeredOk(SERVICE));
            assertTrue(here.link.traffic().get(0).losses() > 0);
            here.link.status().forEach(status -> assertEquals(0, status.windowUsed()));
        } finally {
            pool.shutdownNow();
        }
    }

    private static byte[] text(int number) {
        return ("m" + number).getBytes(StandardCharsets.US_ASCII);
    }
}
