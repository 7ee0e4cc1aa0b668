package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.MonotonicClock;
import cn.smspay.base.Secret;
import cn.smspay.base.Ticker;
import cn.smspay.files.billing.BillingFiles;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.store.Limits;
import cn.smspay.testing.ChargeTable;
import cn.smspay.testing.Service;
import cn.smspay.testing.TestClock;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A clock that jumps by more than a day is doubted until it agrees again, and what is final waits so long. */
@Timeout(120)
final class ClockGuardTest {
    @TempDir
    private Path folder;

    private final TestClock wall = new TestClock();
    private final TestClock steady = new TestClock();
    private final Ticker ticker = Ticker.of(steady);

    private void pass(Duration time) {
        wall.turn(time);
        steady.turn(time);
    }

    @ParameterizedTest
    @CsvSource({"PT2H, false", "PT-2H, false", "P1D, false", "P1DT1S, true", "P-1DT-1S, true", "P3000D, true"})
    void aRunningClockIsDoubtedAfterAJumpOfMoreThanADay(Duration jump, boolean doubted) {
        var guard = new ClockGuard(wall, ticker);
        pass(Duration.ofDays(9));
        guard.look();
        var before = wall.instant();

        wall.turn(jump);
        guard.look();

        assertEquals(doubted, guard.isDoubted());
        assertEquals(doubted ? before : wall.instant(), guard.clock().instant());
        pass(Duration.ofDays(2));
        guard.look();
        assertEquals(doubted, guard.isDoubted(), "time alone proves nothing");

        wall.turn(jump.negated());
        guard.look();
        assertFalse(guard.isDoubted(), "it agrees again");
    }

    @Test
    void aClockThatIsSetOftenByLittleIsNotDoubtedForTheSum() {
        var guard = new ClockGuard(wall, ticker);
        for (int i = 0; i < 40; i++) {
            wall.turn(Duration.ofHours(1));
            guard.look();
        }

        assertFalse(guard.isDoubted());
    }

    private Engine engine(SmscSimulator smsc) {
        var config = LocalConfig.of(Service.HOME, folder, new Secret(World.KEY), smsc.port());
        var around = new Surroundings(
                wall,
                ticker,
                true,
                new Random(1),
                new SecureRandom(),
                MonotonicClock.system(),
                Limits.SMALL,
                name -> new ScheduledThreadPoolExecutor(1));
        return new Engine(config, around, Engine.scripts(config));
    }

    /** One run of the engine, which is told of so many messages. */
    private void run(int messages, Consumer<Engine> more) {
        try (var smsc = SmscSimulator.start(LocalConfig.smsc(), wall);
                var engine = engine(smsc)) {
            engine.start();
            Service.get(engine.link().allBound());
            for (int i = 0; i < messages; i++) {
                assertEquals(0, Service.get(smsc.handset("13907310001").send(Service.NUMBER, "CX" + " ".repeat(i))));
            }
            more.accept(engine);
            engine.drain(Duration.ofSeconds(5));
        }
    }

    private static List<String> days(Engine engine) {
        return engine.store()
                .read(sql -> sql.createQuery(
                                ChargeTable.in(sql, "select day || ' ' || late from charge_record order by number"))
                        .mapTo(String.class)
                        .list());
    }

    private BillingFiles deliver(Engine engine) {
        var config = engine.config();
        engine.billing().round();
        return new BillingFiles(engine.store(), config.billing(), folder.resolve("billing"));
    }

    @Test
    void aStartUnderAWrongYearOpensNoDayClosesNoFileAndPurgesNothing() {
        run(3, this::deliver);
        pass(Duration.ofHours(1));

        wall.set("2035-01-01T10:00:00");
        run(1, engine -> {
            assertTrue(engine.doubtsClock());
            assertEquals(List.of("20091102 0", "20091102 0", "20091102 0", "20091102 0"), days(engine));
            deliver(engine)
                    .list()
                    .forEach(file -> assertEquals("20091102", file.day().toString()));
            engine.forget();
        });

        wall.set("2009-11-02T11:00:00");
        run(1, engine -> {
            assertFalse(engine.doubtsClock());
            assertEquals("20091102 0", days(engine).get(4));
        });
    }

    @Test
    void aNodeThatWasOffForTwoDaysServesAndAcceptsItsClockByItself() {
        run(1, engine -> {});
        wall.turn(Duration.ofDays(2));

        run(1, engine -> {
            assertTrue(engine.doubtsClock());
            assertEquals(2, days(engine).size());
            pass(Duration.ofMinutes(10));
            engine.tick();
            assertFalse(engine.doubtsClock());
        });
        run(1, engine -> assertEquals("20091104 0", days(engine).get(2)));
    }

    @Test
    void anOperatorAcceptsAClockThatNothingElseBearsOut() {
        run(1, engine -> {});
        wall.set("2012-05-05T10:00:00");
        run(0, engine -> {
            pass(Duration.ofHours(1));
            engine.tick();
            assertTrue(engine.doubtsClock(), "a year is not an absence");
            engine.acceptClock();
            assertFalse(engine.doubtsClock());
        });

        run(
                1,
                engine -> assertEquals(
                        Optional.of("20120505 0"), days(engine).stream().reduce((a, b) -> b)));
    }
}
