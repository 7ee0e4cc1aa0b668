package cn.smspay.sms.smpp;

import static cn.smspay.sms.smpp.LinkFixture.PASSWORD;
import static cn.smspay.sms.smpp.LinkFixture.PHONE;
import static cn.smspay.sms.smpp.LinkFixture.SERVICE;
import static cn.smspay.sms.smpp.LinkFixture.outcome;
import static cn.smspay.sms.smpp.LinkFixture.segment;
import static cn.smspay.sms.smpp.LinkFixture.settings;
import static cn.smspay.sms.smpp.RecordingIntake.next;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.UplinkId;
import cn.smspay.base.text.Part;
import cn.smspay.outside.simulator.SmscSettings;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.outside.simulator.Splitting;
import cn.smspay.outside.simulator.Uplink;
import cn.smspay.sms.Acknowledgement;
import cn.smspay.sms.Receipt;
import cn.smspay.sms.Segment;
import cn.smspay.sms.SubmitOutcome;
import cn.smspay.sms.pdu.CommandStatus;
import cn.smspay.sms.pdu.MessageIdFormat;
import cn.smspay.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Holds {@code SmscSession} to its rules. */
@Timeout(60)
final class SmppLinkTest {
    private final SmscSimulator smsc = SmscSimulator.start(SmscSettings.of("smspay", PASSWORD), Clock.systemUTC());

    @AfterEach
    void close() {
        smsc.close();
    }

    @Test
    void handsInAMessageAndAnswersItOnlyWhenTheIntakeHasAnswered() throws Exception {
        try (var here = new LinkFixture(settings(smsc.port())).bound()) {
            here.intake.hold();

            var status = smsc.deliver(PHONE, SERVICE, "CX");
            var uplink = next(here.intake.uplinks);

            assertEquals("north", uplink.bind());
            assertEquals(PHONE, uplink.source());
            assertEquals(SERVICE, uplink.destination());
            assertEquals("CX", new String(uplink.octets(), StandardCharsets.US_ASCII));
            assertFalse(status.isDone());
            here.intake.held.get(0).complete(here.intake.accepted());
            assertEquals(CommandStatus.OK, status.get(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void answersBusyWhenTheIntakeIsFullAndTemporaryFaultWhenItFails() throws Exception {
        try (var here = new LinkFixture(settings(smsc.port())).bound()) {
            here.intake.answer(pdu -> done(Acknowledgement.Status.TRY_LATER));
            assertEquals(CommandStatus.THROTTLED, deliver("KT"));

            here.intake.answer(pdu -> done(Acknowledgement.Status.FAULT));
            assertEquals(CommandStatus.RECEIVER_TEMPORARY, deliver("KT"));

            here.intake.answer(pdu -> {
                throw new IllegalStateException("broken");
            });
            assertEquals(CommandStatus.RECEIVER_TEMPORARY, deliver("KT"));

            here.intake.answer(pdu -> CompletableFuture.failedFuture(new IllegalStateException("broken")));
            assertEquals(CommandStatus.RECEIVER_TEMPORARY, deliver("KT"));
        }
    }

    private static CompletionStage<Acknowledgement> done(Acknowledgement.Status status) {
        return CompletableFuture.completedFuture(RecordingIntake.of(status));
    }

    private int deliver(String text) throws Exception {
        return smsc.deliver(PHONE, SERVICE, text).get(60, TimeUnit.SECONDS);
    }

    @Test
    void answersBusyBeyondTheUnansweredLimit() throws Exception {
        var narrow = settings(smsc.port()).with(new SmppBindSettings.Pace(10, 0, 2));
        try (var here = new LinkFixture(new TestClock(), narrow).bound()) {
            here.intake.hold();
            smsc.deliver(PHONE, SERVICE, "1");
            smsc.deliver(PHONE, SERVICE, "2");

            assertEquals(CommandStatus.THROTTLED, deliver("3"));
            assertEquals(2, here.intake.held.size());
        }
    }

    @Test
    void provesAnswersByAnEnquireLinkAboutASecondLater() throws Exception {
        try (var here = new LinkFixture(settings(smsc.port())).bound()) {
            deliver("1");
            deliver("2");
            var connection = next(here.intake.uplinks).connection();

            var proven = next(here.intake.proven);

            assertEquals(connection, proven.connection());
            assertTrue(proven.upTo().compareTo(new UplinkId(1)) >= 0);
        }
    }

    @Test
    void readsSegmentsByHeaderSarAndPayload() throws Exception {
        try (var here = new LinkFixture(settings(smsc.port())).bound()) {
            var text = "长".repeat(100);

            smsc.deliver(PHONE, SERVICE, text, Splitting.HEADER_16_BIT).get(60, TimeUnit.SECONDS);
            var headed = next(here.intake.uplinks);
            next(here.intake.uplinks);
            smsc.deliver(PHONE, SERVICE, text, Splitting.SAR).get(60, TimeUnit.SECONDS);
            next(here.intake.uplinks);
            var second = next(here.intake.uplinks);
            smsc.deliver(PHONE, SERVICE, text, Splitting.PAYLOAD).get(60, TimeUnit.SECONDS);
            var payload = next(here.intake.uplinks);

            assertTrue(headed.userDataHeader());
            assertEquals(6, headed.octets()[0]);
            assertNull(headed.sar());
            assertEquals(new Part(2, 2, 2), second.sar());
            assertEquals(text, new String(payload.octets(), StandardCharsets.UTF_16BE));
        }
    }

    @Test
    void passesOnTheSmscsOwnMessageIdWhereItsTagIsConfigured() throws Exception {
        var tagged = settings(smsc.port())
                .with(new SmppBindSettings.Dialect(
                        CommandStatus.MESSAGE_QUEUE_FULL, Uplink.SMSC_MESSAGE_ID_TAG, MessageIdFormat.AS_IS));
        try (var here = new LinkFixture(tagged).bound()) {
            smsc.deliver(Uplink.of(PHONE, SERVICE, 0, new byte[] {65}).withSmscMessageId("7F01"));

            assertEquals("7F01", next(here.intake.uplinks).smscMessageId());
        }
    }

    @Test
    void submitsAndMatchesAReceiptWhoseIdIsSpelledOtherwise() throws Exception {
        smsc.faults().hexIdsInResponses(true).receiptsFirst(true);
        var hex = settings(smsc.port())
                .with(new SmppBindSettings.Dialect(CommandStatus.THROTTLED, null, MessageIdFormat.DEC_TO_HEX_LOWER));
        var handset = smsc.handset(PHONE);
        try (var here = new LinkFixture(hex).bound()) {
            var accepted = assertInstanceOf(
                    SubmitOutcome.Accepted.class, outcome(here.link.submit(segment(0x12345L, "开户成功"))));

            var receipt = next(here.intake.receipts);

            assertEquals(accepted.messageId(), receipt.messageId());
            assertEquals(Receipt.State.DELIVERED, receipt.state());
            assertEquals(
                    "开户成功",
                    handset.nextText(Duration.ofSeconds(10)).orElseThrow().text());
        }
    }

    @Test
    void writesReferencesSarPayloadAndValidity() throws Exception {
        var seen = new java.util.concurrent.LinkedBlockingQueue<cn.smspay.outside.simulator.ReceivedSubmit>();
        smsc.onDownlink(seen::add);
        try (var here = new LinkFixture(settings(smsc.port())).bound()) {
            var base = segment(0x12345L, "一");
            var sar = new Segment(
                    base.downlink(),
                    new Part(300, 2, 3),
                    true,
                    base.from(),
                    base.to(),
                    8,
                    base.octets(),
                    false,
                    false,
                    false,
                    90_061,
                    "north");
            var payload = new Segment(
                    base.downlink(),
                    new Part(1, 1, 1),
                    false,
                    base.from(),
                    base.to(),
                    8,
                    new byte[500],
                    false,
                    true,
                    false,
                    0,
                    "elsewhere");

            outcome(here.link.submit(sar));
            outcome(here.link.submit(payload));
            var first = next(seen);
            var second = next(seen);

            assertEquals(new Uplink.Sar(300, 2, 3), first.sar());
            assertEquals(0x2345, first.userMessageReference());
            assertEquals("000001010101000R", first.validityPeriod());
            assertFalse(first.receiptWanted());
            assertTrue(second.payload());
            assertEquals(500, second.octets().length);
        }
    }

    @Test
    void tellsRefusalsForGoodFromThoseWorthRepeating() throws Exception {
        try (var here = new LinkFixture(settings(smsc.port())).bound()) {
            smsc.faults().refuseSubmits(0x0B, 1);
            assertEquals(new SubmitOutcome.Refused("north", 0x0B), outcome(here.link.submit(segment(1, "a"))));

            smsc.faults().refuseSubmits(CommandStatus.SYSTEM_ERROR, 1);
            assertInstanceOf(SubmitOutcome.TryLater.class, outcome(here.link.submit(segment(1, "a"))));
        }
    }

    @Test
    void slowsDownWhenThrottledAndRecovers() throws Exception {
        var clock = new TestClock();
        try (var here = new LinkFixture(clock, settings(smsc.port())).bound()) {
            assertEquals(100, here.link.room());
            smsc.faults().refuseSubmits(CommandStatus.THROTTLED, 3);

            for (int number = 1; number <= 3; number++) {
                var refused = here.link.submit(segment(number, "1380000000" + number, "a"));
                assertInstanceOf(SubmitOutcome.TryLater.class, outcome(refused));
            }
            assertEquals(0, here.link.room());
            var roomAgain = new CountDownLatch(1);
            here.link.onRoom(() -> {
                if (here.link.room() > 0) {
                    roomAgain.countDown();
                }
            });

            clock.turn(Duration.ofSeconds(1));
            assertTrue(roomAgain.await(60, TimeUnit.SECONDS));
            assertEquals(50, here.link.room());
        }
    }

    @Test
    void neverExceedsTheWindow() throws Exception {
        smsc.faults().dropAnswers(1000);
        var narrow = settings(smsc.port()).with(new SmppBindSettings.Pace(3, 0, 100));
        try (var here = new LinkFixture(new TestClock(), narrow).bound()) {
            for (int i = 0; i < 3; i++) {
                assertFalse(
                        here.link.submit(segment(i, "a")).toCompletableFuture().isDone());
            }

            assertEquals(0, here.link.room());
            assertInstanceOf(SubmitOutcome.TryLater.class, outcome(here.link.submit(segment(4, "a"))));
        }
    }

    @Test
    void capsTheRate() throws Exception {
        var slow = settings(smsc.port()).with(new SmppBindSettings.Pace(100, 20, 100));
        try (var here = new LinkFixture(new TestClock(), slow).bound()) {
            assertEquals(2, here.link.room());
            outcome(here.link.submit(segment(1, "a")));
            outcome(here.link.submit(segment(2, "a")));

            assertEquals(0, here.link.room());
            assertInstanceOf(SubmitOutcome.TryLater.class, outcome(here.link.submit(segment(3, "a"))));
        }
    }

    @Test
    void reportsUnknownAfterTheTimeoutAndTheLateAnswerWhenItComes() throws Exception {
        var clock = new TestClock();
        smsc.faults().holdAnswers(true);
        try (var here = new LinkFixture(clock, settings(smsc.port())).bound()) {
            var segment = segment(7, "a");
            var stage = here.link.submit(segment);
            while (smsc.submitted() == 0) {
                Thread.onSpinWait();
            }
            clock.turn(Duration.ofSeconds(6));

            assertInstanceOf(SubmitOutcome.Unknown.class, outcome(stage));
            smsc.releaseAnswers();
            var late = next(here.late);

            assertEquals(segment, late.segment());
            assertInstanceOf(SubmitOutcome.Accepted.class, late.outcome());
        }
    }

    @Test
    void callsWrittenSubmissionsUnknownWhenTheConnectionBreaksAndBindsAgain() throws Exception {
        smsc.faults().closeAtSubmit(1);
        try (var here = new LinkFixture(settings(smsc.port())).bound()) {
            var first = here.link.status().get(0).connection();

            var lost = outcome(here.link.submit(segment(1, "a")));

            assertInstanceOf(SubmitOutcome.Unknown.class, lost);
            assertEquals(first, next(here.intake.closed));
            awaitRoom(here.link);
            assertNotEquals(first, here.link.status().get(0).connection());
            assertInstanceOf(SubmitOutcome.Accepted.class, outcome(here.link.submit(segment(2, "a"))));
        }
    }

    @Test
    void isDeliveredAgainWhatItHadNotAnswered() throws Exception {
        try (var here = new LinkFixture(settings(smsc.port())).bound()) {
            here.intake.hold();
            var status = smsc.deliver(PHONE, SERVICE, "KT");
            var first = next(here.intake.uplinks);
            here.intake.answer(pdu -> CompletableFuture.completedFuture(here.intake.accepted()));

            smsc.disconnectAll();

            assertEquals(CommandStatus.OK, status.get(60, TimeUnit.SECONDS));
            assertNotEquals(first.connection(), next(here.intake.uplinks).connection());
            here.intake.held.get(0).complete(here.intake.accepted());
        }
    }

    @Test
    void keepsTryingWhileTheBindIsRefused() throws Exception {
        smsc.faults().refuseBinds(CommandStatus.BIND_FAILED);
        try (var here = new LinkFixture(settings(smsc.port()))) {
            assertEquals(0, here.link.room());
            assertInstanceOf(SubmitOutcome.TryLater.class, outcome(here.link.submit(segment(1, "a"))));

            smsc.faults().refuseBinds(CommandStatus.OK);

            here.bound();
        }
    }

    @Test
    void closesAConnectionThatDoesNotAnswerEnquireLink() throws Exception {
        var clock = new TestClock();
        smsc.faults().muteEnquireLink(true);
        try (var here = new LinkFixture(clock, settings(smsc.port())).bound()) {
            deliver("1");
            clock.turn(Duration.ofSeconds(1));
            var turning = new CountDownLatch(1);
            var turner = new Thread(() -> {
                try {
                    while (!turning.await(150, TimeUnit.MILLISECONDS)) {
                        clock.turn(Duration.ofSeconds(3));
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            turner.start();

            next(here.intake.closed);

            turning.countDown();
            turner.join();
        }
    }

    @Test
    void holdsSeveralConnectionsAndSeparateTransmitters() throws Exception {
        var rx = settings(smsc.port())
                .with(new SmppBindSettings.Login("smspay", PASSWORD, "", 0x34, SmppBindSettings.Mode.RECEIVER, ""))
                .with(new SmppBindSettings.Peer("127.0.0.1", smsc.port(), 2, null, false));
        var tx = rx.named("north-tx")
                .with(new SmppBindSettings.Login("smspay", PASSWORD, "", 0x33, SmppBindSettings.Mode.TRANSMITTER, ""));
        try (var here = new LinkFixture(rx, tx).bound()) {
            assertEquals(4, here.link.status().size());
            assertEquals(2, smsc.receivers());
            assertEquals(200, here.link.room());
            assertEquals(CommandStatus.OK, deliver("1"));
            var accepted = outcome(here.link.submit(segment(1, "a")));
            assertEquals(
                    "north-tx",
                    assertInstanceOf(SubmitOutcome.Accepted.class, accepted).smsc());
        }
    }

    @Test
    void answersBusyOnceIntakeIsPausedAndFinishesWhatItHasBeforeItUnbinds() throws Exception {
        try (var here = new LinkFixture(settings(smsc.port())).bound()) {
            here.intake.hold();
            var accepted = smsc.deliver(PHONE, SERVICE, "1");
            next(here.intake.uplinks);

            here.link.pauseIntake();
            assertEquals(CommandStatus.THROTTLED, deliver("2"));
            var drained = here.link.drain(Duration.ofSeconds(10));
            assertFalse(drained.isDone());
            here.intake.held.get(0).complete(here.intake.accepted());

            drained.get(60, TimeUnit.SECONDS);
            assertEquals(CommandStatus.OK, accepted.get(60, TimeUnit.SECONDS));
            assertEquals(1, here.link.traffic().get(0).accepted());
        }
    }

    @Test
    void hasNoRoomWhileThePeerDoesNotReadAndRecoversWhenItDoes() throws Exception {
        var wide = settings(smsc.port()).with(new SmppBindSettings.Pace(100_000, 0, 100));
        try (var here = new LinkFixture(wide).bound()) {
            smsc.stopReading(true);
            int sent = 0;
            while (here.link.room() > 0 && sent < 100_000) {
                here.link.submit(segment(sent++, "字".repeat(70)));
            }
            assertEquals(0, here.link.room());

            smsc.stopReading(false);

            awaitRoom(here.link);
        }
    }

    private static void awaitRoom(SmppLink link) throws InterruptedException {
        var room = new CountDownLatch(1);
        link.onRoom(() -> {
            if (link.room() > 0) {
                room.countDown();
            }
        });
        if (link.room() > 0) {
            return;
        }
        if (!room.await(60, TimeUnit.SECONDS)) {
            throw new CompletionException(new AssertionError("no room within 60 s"));
        }
    }
}
