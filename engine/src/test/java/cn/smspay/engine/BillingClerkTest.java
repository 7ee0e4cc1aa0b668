package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Secret;
import cn.smspay.base.Ticker;
import cn.smspay.books.charge.Tariff;
import cn.smspay.files.billing.BillingSettings;
import cn.smspay.files.billing.BillingWorld;
import cn.smspay.files.billing.SftpTarget;
import cn.smspay.sms.SmsFigures;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.TestClock;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the round of billing files says of itself. */
final class BillingClerkTest {
    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();

    @Test
    void namesWhyFilesCannotBeSentOnAndSinceWhenNothingWas() throws Exception {
        int closed;
        try (var socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        var target = new SftpTarget(
                "127.0.0.1",
                closed,
                "smspay",
                Optional.empty(),
                Optional.of(new Secret("x")),
                folder.resolve("known_hosts"),
                "in",
                1,
                Duration.ofSeconds(5));
        try (var world = new BillingWorld(folder)) {
            var clerk = new BillingClerk(
                    world.store,
                    BillingSettings.standard(),
                    Tariff.SERVICE,
                    Optional.of(target),
                    world.out,
                    new SmsFigures(),
                    guard(world.clock));
            clerk.round();
            assertEquals(Optional.empty(), clerk.sendingTrouble(), "nothing to send yet");
            world.uplinks(3);
            world.clock.turn(Duration.ofDays(1));
            clerk.round();

            assertEquals(Optional.empty(), clerk.trouble());
            var trouble = clerk.sendingTrouble().orElse("");
            assertTrue(trouble.contains("was not delivered"), trouble);
            assertTrue(trouble.contains("last success: none since the start"), trouble);
            assertEquals(0, clerk.lastSent());
        }
    }

    @Test
    void namesWhyFilesCannotBeWritten() throws Exception {
        var nowhere = folder.resolve("gone");
        try (var store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)))) {
            var clerk = new BillingClerk(
                    store,
                    BillingSettings.standard(),
                    Tariff.SERVICE,
                    Optional.empty(),
                    nowhere,
                    new SmsFigures(),
                    guard(clock));
            clerk.round();

            assertTrue(clerk.trouble().orElse("").contains("billing files could not be written"));
        }
    }

    private static ClockGuard guard(Clock clock) {
        return new ClockGuard(clock, Ticker.of(clock));
    }
}
