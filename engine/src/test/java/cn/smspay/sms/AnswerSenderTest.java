package cn.smspay.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Msisdn;
import cn.smspay.base.OutboxId;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.Ticker;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.outbox.Outbox;
import cn.smspay.store.Limits;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link AnswerSender} writes down of every end of an answer, how long it tries, and that what has no room is not lost. */
@Timeout(60)
final class AnswerSenderTest {
    private static final ServiceNumber SERVICE = new ServiceNumber("10658888");
    private static final SmsSettings SETTINGS = SmsSettings.of(SERVICE);

    @TempDir
    private Path folder;

    private World world;
    private Outbox outbox;
    private final SmsFigures figures = new SmsFigures();
    private final Smsc smsc = new Smsc();
    private final List<AnswerSender> open = new ArrayList<>();
    private int numbers;

    @BeforeEach
    void create() {
        world = new World(folder);
        outbox = new Outbox(world.store, Vault.of(World.KEY));
    }

    @AfterEach
    void close() {
        open.forEach(AnswerSender::close);
        world.close();
    }

    /** Keeps what it is sent until the test answers. */
    private static final class Smsc implements Carrier {
        /** @param waitedFor is open until the sender waits for the outcome, so that this comes in the moment of the answer */
        private record Sent(Segment segment, CompletableFuture<SubmitOutcome> outcome, CountDownLatch waitedFor) {}

        final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
        volatile int room = 100;
        private volatile @Nullable Sent last;
        private volatile Runnable onRoom = () -> {};

        @Override
        public CompletionStage<SubmitOutcome> submit(Segment segment) {
            var outcome = new CompletableFuture<SubmitOutcome>();
            var now = new Sent(segment, outcome, new CountDownLatch(1));
            last = now;
            sent.add(now);
            return outcome;
        }

        @Override
        public int room() {
            var before = last;
            if (before != null) {
                before.waitedFor().countDown();
            }
            return room;
        }

        @Override
        public void onRoom(Runnable listener) {
            onRoom = listener;
        }

        void room(int segments) {
            room = segments;
            onRoom.run();
        }

        Sent next() throws InterruptedException {
            var next = sent.poll(20, TimeUnit.SECONDS);
            assertNotNull(next, "nothing was sent");
            assertTrue(next.waitedFor().await(20, TimeUnit.SECONDS), "the sender does not go on");
            return next;
        }
    }

    private AnswerSender sender(SmsSettings settings) {
        var sender = new AnswerSender(
                outbox,
                world.lane,
                settings,
                figures,
                new Receipts(outbox, world.lane, figures, Limits.USUAL),
                world.clock,
                Ticker.of(world.clock),
                Executors.newSingleThreadExecutor());
        open.add(sender);
        sender.start(smsc);
        return sender;
    }

    /** One more answer, to a number of its own, through the lane as the desk's answers come. */
    private OutboxId answer(boolean secret, @Nullable Instant validUntil) {
        var to = new Msisdn("138%08d".formatted(++numbers));
        var added = world.lane.submit(cn.smspay.store.Job.of(
                to,
                tx -> outbox.add(
                        tx,
                        new Outbox.OutgoingAnswer(to, SERVICE, "T01", "好", secret, null, null, validUntil),
                        world.clock.instant())));
        return added.join();
    }

    private OutboxId answer() {
        return answer(false, null);
    }

    private String row(OutboxId id) {
        world.settle();
        return world.store.read(
                sql -> sql.createQuery("select state || coalesce(' ' || detail, '') from downlink where id = :id")
                        .bind("id", id.value())
                        .mapTo(String.class)
                        .one());
    }

    /** A row that is to be so once the lane has written it. */
    private void assertRow(String wanted, OutboxId id) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!row(id).startsWith(wanted) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertTrue(row(id).startsWith(wanted), row(id));
    }

    private long remembered() {
        return world.store.read(sql -> sql.createQuery("select count(*) from sent_segment")
                .mapTo(Long.class)
                .one());
    }

    @Test
    void whatTheSmscTookIsSentAndItsIdIsRemembered() throws Exception {
        sender(SETTINGS);
        var id = answer();
        world.clock.turn(Duration.ofSeconds(3));
        smsc.next().outcome().complete(new SubmitOutcome.Accepted("smsc", "m1"));

        assertRow("SENT", id);
        world.settle();
        assertEquals(1, figures.answersSent.sum());
        assertEquals(1, remembered());
        assertEquals(0, open.get(0).backlog());
    }

    @ParameterizedTest
    @CsvSource({"ALL, false, 1", "ALL, true, 1", "SECRETS, false, 0", "SECRETS, true, 1", "NONE, true, 0"})
    void anIdIsRememberedOnlyWhereAReceiptIsWanted(SmsSettings.Receipts wanted, boolean secret, long remembered)
            throws Exception {
        sender(SETTINGS.with(wanted));
        var id = answer(secret, null);
        var sent = smsc.next();
        assertEquals(remembered == 1, sent.segment().receipt());
        sent.outcome().complete(new SubmitOutcome.Accepted("smsc", "m1"));

        assertRow("SENT", id);
        assertEquals(remembered, remembered());
    }

    @Test
    void aRefusalForGoodIsWrittenDownWithItsStatus() throws Exception {
        sender(SETTINGS);
        var id = answer();
        smsc.next().outcome().complete(new SubmitOutcome.Refused("west", 0x0B));

        assertRow("REFUSED ", id);
        world.settle();
        assertEquals(1, figures.answersRefused.sum());
        assertEquals(0, figures.answersSent.sum());
    }

    /** Sent as often as is set, with the wait that is set between the tries; then nobody knows. */
    @Test
    void silenceEndsAsUnknownAfterTheLastTry() throws Exception {
        var sender = sender(SETTINGS);
        var id = answer();
        for (int i = 1; i < SETTINGS.answering().tries(); i++) {
            smsc.next().outcome().complete(new SubmitOutcome.Unknown("west", "no answer", false));
            world.clock.turn(SETTINGS.answering().resendAfter().minusMillis(1));
            sender.tick();
            assertNull(smsc.sent.poll(), "sent again too soon");
            world.clock.turn(Duration.ofMillis(1));
            sender.tick();
            assertRow("QUEUED", id);
        }
        smsc.next().outcome().complete(new SubmitOutcome.Unknown("west", "no answer", false));

        assertRow("UNKNOWN ", id);
        world.settle();
        assertEquals(1, figures.answersUnknown.sum());
    }

    /** An hour; a password a day, without which its customer cannot go on; a question as long as it may be answered. */
    @ParameterizedTest
    @CsvSource({"false, , 60", "true, , 1440", "false, 10, 10", "true, 10, 10", "false, 90, 60"})
    void anAnswerThatFindsNoWayIsGivenUpAtItsEndAndNotBefore(
            boolean secret, @Nullable Integer validMinutes, int endsMinutes) {
        smsc.room = 0;
        var sender = sender(SETTINGS);
        var until = validMinutes == null ? null : world.clock.instant().plus(Duration.ofMinutes(validMinutes));
        var id = answer(secret, until);
        assertEquals(1, sender.backlog());

        world.clock.turn(Duration.ofMinutes(endsMinutes).minusMillis(1));
        sender.tick();
        assertEquals(1, sender.backlog());
        assertEquals(Duration.ofMinutes(endsMinutes).minusMillis(1), sender.longestWait());
        assertEquals("QUEUED", row(id));
        world.clock.turn(Duration.ofSeconds(1));
        sender.tick();

        assertEquals(0, sender.backlog());
        assertRow("GIVEN_UP ", id);
        world.settle();
        assertEquals(1, figures.answersGivenUp.sum());
    }

    @Test
    void whatTheLastRunLeftIsSentByTheNextInItsOrder() throws Exception {
        var left = List.of(answer(), answer(), answer());
        sender(SETTINGS);

        for (var id : left) {
            assertEquals(id, smsc.next().segment().downlink());
        }
        var fresh = answer();
        assertEquals(fresh, smsc.next().segment().downlink());
    }

    /** Above its size memory takes nothing; below half of it, what waited in the database comes in order. */
    @Test
    void whatHasNoRoomInMemoryWaitsInTheDatabaseAndIsSentInOrderOnce() throws Exception {
        smsc.room = 0;
        var sender = sender(SETTINGS.withOutboxInMemory(4));
        var ids = new ArrayList<OutboxId>();
        for (int i = 0; i < 10; i++) {
            ids.add(answer());
        }
        assertEquals(4, sender.backlog());
        sender.tick();
        assertEquals(4, sender.backlog());

        smsc.room(100);
        var seen = new ArrayList<OutboxId>();
        while (seen.size() < ids.size()) {
            var next = smsc.next();
            seen.add(next.segment().downlink());
            next.outcome().complete(new SubmitOutcome.Accepted("smsc", "m" + seen.size()));
            sender.tick();
        }

        assertEquals(ids, seen);
        assertRow("SENT", ids.get(9));
        sender.tick();
        assertNull(smsc.sent.poll());
        assertEquals(0, sender.backlog());
    }

    @Test
    void anAnswerAfterTheSilenceCountsWhileItWaits() throws Exception {
        var sender = sender(SETTINGS);
        var id = answer();
        var first = smsc.next();
        first.outcome().complete(new SubmitOutcome.Unknown("west", "no answer", false));
        sender.late(first.segment(), new SubmitOutcome.Accepted("smsc", "m1"));

        assertRow("SENT", id);
        world.clock.turn(SETTINGS.answering().resendAfter());
        sender.tick();
        assertNull(smsc.sent.poll());
    }

    @Test
    void whatIsClosedSendsNothingMoreAndKeepsItsRows() {
        smsc.room = 0;
        var sender = sender(SETTINGS);
        var id = answer();
        sender.close();
        smsc.room(10);
        sender.tick();

        assertNull(smsc.sent.poll());
        assertEquals("QUEUED", row(id));
    }
}
