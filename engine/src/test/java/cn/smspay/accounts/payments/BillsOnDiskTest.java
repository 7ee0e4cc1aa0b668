package cn.smspay.accounts.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.accounts.AccountSettings;
import cn.smspay.store.FaultyDisk;
import cn.smspay.store.StoreFault;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No question goes to the bill system before what it is about is on the disk. */
final class BillsOnDiskTest {
    @TempDir
    private Path folder;

    @Test
    void aPaymentThatIsNotOnTheDiskIsNotAskedFor() {
        var disk = new FaultyDisk(folder.resolve("world.db"));
        try (var world = new World(folder, AccountSettings.defaults(), disk::before)) {
            var who = world.realNameCustomer("13807310001", "100");
            disk.fail(FaultyDisk.Kind.SYNC, 1, false);

            assertThrows(
                    StoreFault.class,
                    () -> world.in(
                            tx -> world.accounts.bills().pay(tx, world.request(who, World.PIN), World.fen("50"))));

            assertEquals(List.of(), world.bills.asked);
        }
    }

    @Test
    void aPaymentThatWasLeftUnderWayIsAskedForOnceItIsOnTheDisk() {
        var disk = new FaultyDisk(folder.resolve("world.db"));
        try (var world = new World(folder, AccountSettings.defaults(), disk::before)) {
            var who = world.realNameCustomer("13807310001", "100");
            world.in(tx -> world.accounts.bills().pay(tx, world.request(who, World.PIN), World.fen("50")));
            world.bills.asked.clear();
            world.clock.turn(Duration.ofHours(1));
            disk.fail(FaultyDisk.Kind.SYNC, 1, false);

            world.accounts.billResults().due(world.clock.instant());
            world.settle();

            assertEquals(List.of(), world.bills.asked);
        }
    }
}
