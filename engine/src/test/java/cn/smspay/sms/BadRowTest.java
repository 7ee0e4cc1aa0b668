package cn.smspay.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.store.Job;
import cn.smspay.store.Limits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A row that cannot be read harms only whom it belongs to. */
@Timeout(60)
final class BadRowTest {
    private static final int SUBSCRIBERS = 13;
    private static final int BAD = 7;

    @TempDir
    private Path folder;

    private Inbox inbox;
    private int sequence = 100;

    @BeforeEach
    void open() {
        inbox = new Inbox(folder, Limits.USUAL);
        for (int i = 0; i < SUBSCRIBERS; i++) {
            inbox.world.customer(number(i));
        }
        // One conversation each, of which a message of one's own knows.
        for (int i = 0; i < SUBSCRIBERS; i++) {
            inbox.take(Inbox.Text.of("c1", i + 1, "M").from(number(i)));
        }
    }

    @AfterEach
    void close() {
        inbox.world.lane.close();
        inbox.world.store.close();
    }

    private static String number(int i) {
        return "139073100%02d".formatted(i);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update subscription set province = 'ATLANTIS' where msisdn = :bad",
                "update subscription set withdrawal_streak = 99999999999 where msisdn = :bad",
                "update subscription set msisdn = 'nobody' where msisdn = :bad",
                "update account set status = '' where subscription = (select id from subscription where msisdn = :bad)",
                "update conversation set state = 'LOST' where subscription in"
                        + " (select id from subscription where msisdn = :bad)",
                "update conversation set answers = '{' where subscription in"
                        + " (select id from subscription where msisdn = :bad)",
            })
    void itsNeighboursInTheBatchAreAnsweredAndChargedOnce(String damage) {
        try (var other =
                Jdbi.create("jdbc:sqlite:" + folder.resolve("world.db")).open()) {
            assertEquals(1, other.createUpdate(damage).bind("bad", number(BAD)).execute());
        }
        long charged = inbox.number("select count(*) from charge_record");

        allAtOnce("CX");

        assertEquals(SUBSCRIBERS, inbox.number("select count(*) from charge_record") - charged);
        assertEquals(SUBSCRIBERS - 1, inbox.number("select count(*) from charge_record where command = 'CX'"), "heard");
        assertEquals(1, inbox.number("select count(*) from charge_record where disposition = 'SYSTEM_FAULT'"), "ours");
        assertEquals(1, inbox.number("select count(*) from quarantine"));
        var answers = inbox.send();
        assertEquals(SUBSCRIBERS, answers.size(), answers.toString());
        assertEquals(
                SUBSCRIBERS - 1,
                answers.stream().filter(answer -> answer.startsWith("B01")).count());
        assertEquals(
                1, answers.stream().filter(answer -> answer.startsWith("G04")).count());

        allAtOnce("CX");
        assertEquals(2 * (SUBSCRIBERS - 1), inbox.number("select count(*) from charge_record where command = 'CX'"));
    }

    /** In one batch: they wait behind a job that waits for all of them. */
    private void allAtOnce(String text) {
        var go = new CountDownLatch(1);
        inbox.world.lane.submit(Job.of("block", tx -> {
            try {
                return go.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }));
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 0; i < SUBSCRIBERS; i++) {
            answers.add(inbox.start(Inbox.Text.of("c1", ++sequence, text).from(number(i))));
        }
        go.countDown();
        answers.forEach(CompletableFuture::join);
    }
}
