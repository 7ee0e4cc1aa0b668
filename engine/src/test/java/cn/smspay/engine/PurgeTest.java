package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Msisdn;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.outbox.Outbox;
import cn.smspay.config.Config;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A round of {@link Purge}: slice by slice, what has run out to the millisecond and nothing else. */
final class PurgeTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Config.Keep KEEP =
            new Config.Keep(DAY.multipliedBy(30), DAY.multipliedBy(20), DAY.multipliedBy(10), DAY, 1, 0);

    @TempDir
    private Path folder;

    private World world;
    private Outbox outbox;
    private Purge purge;

    @BeforeEach
    void create() {
        world = new World(folder);
        outbox = new Outbox(world.store, Vault.of(World.KEY));
        purge = new Purge(world.store, world.lane, outbox, KEEP, world.clock);
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** Steps until the round is over; returns how many steps it had. */
    private int round() {
        purge.begin();
        int steps = 0;
        while (purge.step()) {
            steps++;
            world.settle();
            awaitTold();
        }
        return steps;
    }

    /** What the lane has done is told on another thread of it, before the next of its inputs. */
    private void awaitTold() {
        world.lane.submit(cn.smspay.store.Job.of("told", tx -> true)).join();
    }

    private long count(String table) {
        return world.store.read(sql -> sql.createQuery("select count(*) from " + table)
                .mapTo(Long.class)
                .one());
    }

    private void answers(int count, boolean decided) {
        world.in(tx -> {
            for (int i = 0; i < count; i++) {
                var id = outbox.add(
                        tx,
                        new Outbox.OutgoingAnswer(
                                new Msisdn("13800000001"),
                                new ServiceNumber("10658888"),
                                "T01",
                                "好",
                                false,
                                null,
                                null),
                        world.clock.instant());
                if (decided) {
                    outbox.sent(tx, id, 1, world.clock.instant());
                }
            }
            return true;
        });
    }

    private void sql(String... statements) {
        world.in(tx -> tx.query(sql -> {
            for (String statement : statements) {
                sql.execute(statement);
            }
            return true;
        }));
    }

    @Test
    void aRoundGoesOnceThroughEveryTableAndEnds() {
        assertFalse(purge.step(), "no round has begun");
        assertEquals(7, round());
        assertFalse(purge.step());
        assertEquals(7, round());
    }

    @ParameterizedTest
    @CsvSource({"0, 3", "1, 0"})
    void anAnswerIsDroppedWhenItsTimeIsOverAndNotBefore(long millisLater, long left) {
        answers(3, true);
        world.clock.turn(KEEP.answers().plusMillis(millisLater));

        round();

        assertEquals(left, count("downlink"));
    }

    @Test
    void whatIsNotDecidedStaysAndIsLookedAtAgainInTheNextRound() {
        answers(2, false);
        answers(2, true);
        world.clock.turn(KEEP.answers().multipliedBy(2));
        round();
        assertEquals(2, count("downlink"));

        world.in(tx -> {
            outbox.queued(new cn.smspay.base.OutboxId(0), 10)
                    .forEach(answer -> outbox.givenUp(tx, answer.id(), "too late", world.clock.instant()));
            return true;
        });
        round();

        assertEquals(0, count("downlink"));
    }

    /** As many slices as it takes, the last of them with less or nothing. */
    @ParameterizedTest
    @CsvSource({"199, 8", "200, 8", "201, 9", "450, 10"})
    void manyRowsGoInSlices(int rows, int steps) {
        answers(rows, true);
        world.clock.turn(KEEP.answers().multipliedBy(2));

        assertEquals(steps, round());

        assertEquals(0, count("downlink"));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0"})
    void whatLiesInQuarantineHasATimeOfItsOwn(long millisLater, long left) {
        quarantined(1, 100);
        world.clock.turn(KEEP.quarantine().plusMillis(millisLater));

        round();

        assertEquals(left, count("quarantine"));
    }

    /** Beyond a megabyte the oldest go, whatever their age. */
    @Test
    void theQuarantineHasASizeToo() {
        for (int i = 1; i <= 5; i++) {
            quarantined(i, 300_000);
        }

        round();

        assertEquals(3, count("quarantine"));
        assertEquals(0, count("quarantine where id <= 2"));
    }

    private void quarantined(int id, int bytes) {
        sql("insert into quarantine (id, at, bind, reason, sealed) values (" + id + ", "
                + world.clock.instant().toEpochMilli() + ", 'west', 'odd', zeroblob(" + bytes + "))");
    }

    @Test
    void oneSliceAtATimeAndNoneWhileTheLaneIsFull() {
        purge.begin();
        var stopped = new ArrayDeque<Runnable>();
        block(stopped);
        assertTrue(purge.step());
        int queued = world.lane.unfinished();
        assertTrue(purge.step(), "the slice is under way");
        assertEquals(queued, world.lane.unfinished(), "a second one was queued");
        stopped.forEach(Runnable::run);
        world.settle();
    }

    /** Holds the lane in one input until it is let go. */
    private void block(Deque<Runnable> letGo) {
        var gate = new java.util.concurrent.CountDownLatch(1);
        var inside = new java.util.concurrent.CountDownLatch(1);
        letGo.add(gate::countDown);
        world.lane.submit(cn.smspay.store.Job.of("blocked", tx -> {
            inside.countDown();
            try {
                return gate.await(20, java.util.concurrent.TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        try {
            assertTrue(inside.await(20, java.util.concurrent.TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
