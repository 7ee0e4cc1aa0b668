package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.MonotonicClock;
import cn.smspay.base.Secret;
import cn.smspay.base.Ticker;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.store.Limits;
import cn.smspay.testing.Service;
import cn.smspay.testing.TestClock;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What must be in time shares no thread with what waits for others. */
@Timeout(60)
final class OwnThreadsTest {
    @TempDir
    private Path folder;

    @Test
    void anAnswerIsSentAgainInTimeWhateverPartnersHousekeepingAndOutsideSystemsAreDoing() throws Exception {
        var clock = new TestClock();
        Map<String, ScheduledThreadPoolExecutor> threads = new ConcurrentHashMap<>();
        var around = new Surroundings(
                clock,
                Ticker.of(clock),
                false,
                new Random(1),
                new SecureRandom(),
                MonotonicClock.system(),
                Limits.USUAL,
                name -> threads.computeIfAbsent(name, n -> new ScheduledThreadPoolExecutor(1)));
        try (var smsc = SmscSimulator.start(LocalConfig.smsc(), clock)) {
            var config = LocalConfig.of(Service.HOME, folder, new Secret(World.KEY), smsc.port());
            try (var engine = new Engine(config, around, Engine.scripts(config))) {
                engine.start();
                Service.get(engine.link().allBound());
                var held = new CountDownLatch(1);
                for (String busy : List.of("bills", "housekeeping", "billing", "outside")) {
                    var begun = new CompletableFuture<Void>();
                    threads.get(busy).execute(() -> {
                        begun.complete(null);
                        await(held);
                    });
                    Service.get(begun);
                }
                smsc.faults().refuseSubmits(0x58, 1);
                var phone = smsc.handset("13907310001");

                assertEquals(0, Service.get(phone.send(Service.NUMBER, "CX")));
                while (phone.texts().isEmpty()) {
                    clock.turn(Duration.ofMillis(100));
                    Service.moment();
                }

                assertEquals(1, phone.texts().size());
                held.countDown();
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
