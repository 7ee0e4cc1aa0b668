package cn.smspay.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.Msisdn;
import cn.smspay.base.OutboxId;
import cn.smspay.base.ServiceNumber;
import cn.smspay.books.outbox.Downlink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What goes out, and what does not hold the rest back. */
final class AnswerPumpTest {
    private static final ServiceNumber SERVICE = new ServiceNumber("10658888");
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final Wide carrier = new Wide();
    private final SmsFigures figures = new SmsFigures();
    private final AnswerPump pump = new AnswerPump(
            SmsSettings.of(SERVICE), figures, AnswerPumpTest::reveal, () -> this.now, Runnable::run, () -> {});
    private long now = 1_000_000;
    private long ids;

    /** Takes everything, and answers when it is told to. */
    private static final class Wide implements Carrier {
        final List<Segment> sent = new ArrayList<>();
        final Deque<CompletableFuture<SubmitOutcome>> open = new ArrayDeque<>();

        @Override
        public CompletionStage<SubmitOutcome> submit(Segment segment) {
            sent.add(segment);
            var outcome = new CompletableFuture<SubmitOutcome>();
            open.addLast(outcome);
            return outcome;
        }

        @Override
        public int room() {
            return 10 - open.size();
        }

        @Override
        public void onRoom(Runnable listener) {}
    }

    private static String reveal(Downlink downlink) {
        if (downlink.sealed() != null) {
            throw new IllegalStateException("the seal is broken");
        }
        return String.valueOf(downlink.text());
    }

    private void admit(String number, String text, @Nullable Instant validUntil, byte @Nullable [] sealed, long life) {
        var decided = Instant.EPOCH;
        pump.admit(
                new Downlink(
                        new OutboxId(++ids),
                        new Msisdn(number),
                        SERVICE,
                        "T",
                        text,
                        sealed,
                        null,
                        null,
                        decided,
                        Downlink.State.QUEUED,
                        0,
                        null,
                        decided,
                        validUntil),
                now,
                now + life);
    }

    private List<Sending.End> decided() {
        return pump.decided().stream().map(Sending::end).toList();
    }

    @Test
    void aTextThatCannotBeUnsealedIsGivenUpAndTheNextToItsNumberGoesOut() {
        pump.start(carrier);
        admit("13800000001", "", null, new byte[] {1}, HOUR);
        admit("13800000001", "after it", null, null, HOUR);

        pump.pump();

        var given = pump.decided();
        assertEquals(
                List.of(Sending.End.GIVEN_UP), given.stream().map(Sending::end).toList());
        assertEquals(
                "cannot be written as a message: IllegalStateException",
                given.get(0).why());
        assertEquals(1, carrier.sent.size());
        assertEquals(2, carrier.sent.get(0).downlink().value());
    }

    @Test
    void aQuestionIsOfUseAsLongAsItMayBeAnsweredAndNotLonger() {
        pump.start(carrier);
        var tenMinutes = Duration.ofMinutes(10).toMillis();
        admit("13800000001", "yes or no?", Instant.EPOCH.plusSeconds(600), null, tenMinutes);
        now += 60_000;

        pump.pump();

        assertEquals(540, carrier.sent.get(0).validitySeconds());
    }

    @Test
    void aQuestionWhoseTimeIsOverIsNotSentAtAll() {
        admit("13800000001", "yes or no?", Instant.EPOCH, null, 0);

        pump.start(carrier);
        pump.tick();

        assertEquals(0, carrier.sent.size());
        assertEquals(List.of(Sending.End.GIVEN_UP), decided());
    }

    @Test
    void anAnswerThatAsksNothingLeavesTheTimeToTheSmsc() {
        pump.start(carrier);
        admit("13800000001", "done", null, null, HOUR);

        pump.pump();

        assertEquals(0, carrier.sent.get(0).validitySeconds());
        assertEquals(1, figures.submitted.sum());
    }
}
