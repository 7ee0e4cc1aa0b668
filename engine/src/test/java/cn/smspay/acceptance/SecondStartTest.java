package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.Secret;
import cn.smspay.engine.Engine;
import cn.smspay.engine.LocalConfig;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.testing.Service;
import cn.smspay.testing.TestClock;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An SMSC and an engine that both start again, in the folder of the last time. */
@Timeout(120)
final class SecondStartTest {
    private static final String SOMEBODY = "13907310001";

    @TempDir
    private Path folder;

    @Test
    void theSameWordsLaterAreAnsweredAndChargedAnew() {
        var clock = new TestClock();
        for (int run = 1; run <= 3; run++) {
            try (var smsc = SmscSimulator.start(LocalConfig.smsc(), clock);
                    var engine = new Engine(
                            LocalConfig.of(Service.HOME, folder, new Secret(World.KEY), smsc.port()), clock)) {
                engine.start();
                Service.get(engine.link().allBound());
                var answered = new CompletableFuture<Void>();
                smsc.onDownlink(answer -> answered.complete(null));
                assertEquals(0, Service.get(smsc.handset(SOMEBODY).send(Service.NUMBER, "CX")));
                Service.get(answered);
                long charged = engine.store()
                        .read(sql -> sql.createQuery("select count(*) from charge")
                                .mapTo(Long.class)
                                .one());
                assertEquals(run, charged);
                engine.drain(Duration.ofSeconds(5));
            }
            clock.turn(Duration.ofSeconds(10));
        }
    }

    @Test
    void anSmscWhoseIdsAreThoseOfTheLastTimeIsAnsweredToo() {
        first();

        try (var service = new Service(folder)) {
            assertEquals(1, service.say(SOMEBODY, "CX").size());
        }
    }

    private void first() {
        try (var service = new Service(folder)) {
            assertEquals(1, service.say(SOMEBODY, "CX").size());
        }
    }
}
