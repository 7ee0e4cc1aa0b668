package cn.smspay.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.store.Job;
import cn.smspay.store.Limits;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Neither is a redelivery executed twice nor a genuine message met with silence (R 3.0.5). */
@Timeout(60)
final class RedeliveryTest {
    private static final Inbox.Text CX = Inbox.Text.of("c1", 1, "CX");

    @TempDir
    private Path folder;

    private Inbox inbox;

    @BeforeEach
    void open() {
        inbox = new Inbox(folder, Limits.SMALL);
    }

    @AfterEach
    void close() {
        assertEquals(inbox.uplinks(), inbox.number("select count(*) from charge"));
        inbox.close();
    }

    @Test
    void equalTextsOnAStandingConnectionAreAsManyMessagesHoweverSlowTheProofIs() {
        for (int i = 1; i <= 10; i++) {
            assertEquals(1, inbox.take(CX.over("c1", i)).size());
            inbox.world.clock.turn(Duration.ofMillis(300));
        }

        assertEquals(10, inbox.uplinks());
    }

    @Test
    void equalTextsInOneBatchAreAsManyMessages() {
        var answers = List.of(inbox.start(CX), inbox.start(CX.over("c1", 2)), inbox.start(CX.over("c1", 3)));
        answers.forEach(java.util.concurrent.CompletableFuture::join);

        assertEquals(3, inbox.uplinks());
        assertEquals(3, inbox.send().size());
    }

    @Test
    void anSmscThatLostItsPatienceDeliversAgainOnAConnectionThatStands() {
        inbox.take(CX);
        inbox.world.clock.turn(Duration.ofSeconds(5));

        var answers = inbox.take(CX.over("c1", 2));

        assertEquals(1, inbox.uplinks());
        assertTrue(answers.get(0).startsWith("G02"), answers.toString());
    }

    @Test
    void theSameSequenceNumberOnOneConnectionIsTheSameMessage() {
        inbox.take(CX);

        inbox.take(CX);

        assertEquals(1, inbox.uplinks());
    }

    @ParameterizedTest
    @CsvSource({"13907310001", "8613907310001", "+8613907310001", "008613907310001"})
    void aRedeliveryIsKnownHoweverTheSmscSpellsItsSender(String spelled) {
        inbox.take(CX);
        inbox.intake().closed("c1");

        inbox.take(CX.over("c2", 1).from(spelled));

        assertEquals(1, inbox.uplinks());
    }

    @ParameterizedTest
    @CsvSource({"13907310001, CX, 1", "13907310002, CX, 2", "13907310001, cx, 2", "8613907310001, CX, 1"})
    void anSmscsIdCountsOnlyTogetherWithSenderAndText(String from, String text, long uplinks) {
        inbox.take(CX.id("7"));

        var again = new Inbox.Text("c1", 2, from, Inbox.SERVICE.digits(), text, "7");

        assertEquals(1, inbox.take(again).size(), "it was met with silence");
        assertEquals(uplinks, inbox.uplinks());
    }

    @Test
    void anSmscWhoseIdsBeginAnewIsAnswered() {
        var first = inbox.takeAndNumber(CX.id("u1"));
        inbox.intake().proven("c1", first.acknowledged());
        inbox.crash();
        inbox.world.clock.turn(Duration.ofMinutes(3));

        assertEquals(1, inbox.take(CX.over("c2", 1).id("u1")).size());
    }

    @Test
    void oneThatComesAgainAndAgainIsAnsweredThreeTimesAndThenOnlyAcknowledged() {
        inbox.take(CX);
        var answered = new int[6];
        for (int i = 0; i < answered.length; i++) {
            inbox.intake().closed("c" + (i + 1));
            answered[i] = inbox.take(CX.over("c" + (i + 2), 1)).size();
        }

        assertEquals(
                List.of(1, 1, 1, 0, 0, 0),
                java.util.Arrays.stream(answered).boxed().toList());
        assertEquals(1, inbox.uplinks());
        assertEquals(3, inbox.figures.redeliveryLoops.sum());
    }

    @Test
    void aRepeatedQuestionIsAskedAgainWithoutCountingATry() {
        inbox.world.customer("13907310001");
        inbox.world.payIn(
                inbox.world.in(tx -> inbox.world
                        .accounts
                        .subscribers()
                        .find(tx, new cn.smspay.base.Msisdn("13907310001"))
                        .orElseThrow()
                        .id()),
                "50.00");
        inbox.take(Inbox.Text.of("c1", 1, "HF1"));
        var wrong = Inbox.Text.of("c1", 2, "000000");
        var said = inbox.take(wrong);
        inbox.intake().closed("c1");

        assertEquals(said, inbox.take(wrong.over("c2", 1)), "the present prompt");
        assertEquals(said, inbox.take(Inbox.Text.of("c2", 2, "HF1")), "the present prompt, not that of the beginning");
        assertEquals(3, inbox.uplinks() + 1);
    }

    @Test
    void aPasswordThatIsTakenForThatOfAnotherPaymentIsNotMetWithSilence() {
        pay("HF1.11", "c1");
        inbox.intake().closed("c1");
        inbox.world.clock.turn(Duration.ofSeconds(20));
        inbox.take(Inbox.Text.of("c2", 1, "HF2.22"));

        var first = inbox.takeAndNumber(Inbox.Text.of("c2", 2, World.PIN));
        assertEquals(List.of("G24 您11月2日09:00发送的HF已经办理过，本条未重复办理。如需再次办理请重新发送。"), first.answers());
        assertEquals(1, inbox.number("select count(*) from bill_order"));

        inbox.intake().proven("c2", first.acknowledged());
        inbox.take(Inbox.Text.of("c2", 3, World.PIN));
        assertEquals(2, inbox.number("select count(*) from bill_order"));
    }

    private void pay(String command, String connection) {
        var who = inbox.world.customer("13907310001");
        inbox.world.payIn(who, "50.00");
        inbox.take(Inbox.Text.of(connection, 1, command));
        inbox.take(Inbox.Text.of(connection, 2, World.PIN));
        assertEquals(1, inbox.number("select count(*) from bill_order"));
    }

    @Test
    void anInitialPasswordIsNotSaidAgain() {
        inbox.world.subscriber("13907310001");
        inbox.take(Inbox.Text.of("c1", 1, "KT"));
        assertEquals(2, inbox.take(Inbox.Text.of("c1", 2, "A")).size());
        inbox.intake().closed("c1");

        var again = inbox.take(Inbox.Text.of("c2", 1, "A"));

        assertEquals(1, again.size());
        assertTrue(again.get(0).startsWith("G24 "), again.toString());
    }

    @Test
    void anAnswerThatCameLateLeavesItsMessageAtRiskThoughItWasRead() throws Exception {
        var block = new CountDownLatch(1);
        inbox.world.lane.submit(Job.of("block", tx -> {
            try {
                return block.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }));
        var slow = inbox.start(CX);
        inbox.world.clock.turn(Duration.ofSeconds(6));
        block.countDown();
        inbox.intake().proven("c1", slow.get().uplink());
        inbox.world.clock.turn(Duration.ofSeconds(10));
        inbox.send();

        assertEquals(1, inbox.take(CX.over("c1", 2)).size());
        assertEquals(1, inbox.uplinks());
    }

    @Test
    void aMessageWhoseAnswerIsStillOnItsWayIsNotAnsweredTwice() {
        inbox.start(CX).join();
        inbox.intake().closed("c1");
        inbox.start(CX.over("c2", 1)).join();

        assertEquals(1, inbox.send().size());
    }

    @Test
    void whatAConnectionLeavesIsKeptThoughTheTransactionThatNotesItsEndIsRunTwice() {
        inbox.take(CX);
        var block = new CountDownLatch(1);
        inbox.world.lane.submit(Job.of("block", tx -> {
            try {
                return block.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }));
        inbox.intake().closed("c1");
        // In the same batch one fails whose writes have reached the database: all of it is run again, one by one.
        inbox.world.lane.submit(Job.of("spoils", tx -> {
            tx.query(sql -> sql.execute("update series set last = last"));
            throw new IllegalStateException("spoilt");
        }));
        block.countDown();
        inbox.crash();

        inbox.take(CX.over("c2", 1));

        assertEquals(1, inbox.uplinks());
    }

    @Test
    void aWallClockThatIsSetBackSilencesNobody() {
        for (int i = 1; i <= 6; i++) {
            inbox.take(Inbox.Text.of("c1", i, "你好" + i));
        }
        inbox.world.clock.turn(Duration.ofHours(-2));

        assertEquals(1, inbox.take(Inbox.Text.of("c1", 7, "你好7")).size());
    }

    @Test
    void theEndOfAConnectionIsNotedThoughTheLaneIsFull() {
        inbox.take(CX);
        var block = new CountDownLatch(1);
        inbox.world.lane.submit(Job.of("block", tx -> {
            try {
                return block.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }));
        int filled = 0;
        while (inbox.world.lane.offer(Job.of("filler", tx -> true)).isPresent()) {
            filled++;
        }
        assertTrue(filled > 0);

        inbox.intake().closed("c1");
        block.countDown();

        assertEquals(1, inbox.number("select count(*) from at_risk"));
        assertEquals(0, inbox.number("select count(*) from smsc_connection where closed = 0"));
        inbox.world.clock.turn(Duration.ofHours(24));
        inbox.take(CX.over("c2", 1));
        assertEquals(2, inbox.uplinks(), "the retry horizon ends");
    }

    @Test
    void whatCouldNotBeNotedIsTriedAgain() {
        var events = new OwnEvents(inbox.world.lane);
        var tries = new java.util.concurrent.atomic.AtomicInteger();
        events.note("something", tx -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("on purpose");
            }
        });
        inbox.world.settle();

        events.again();
        inbox.world.settle();
        events.again();
        inbox.world.settle();

        assertEquals(2, tries.get());
    }
}
