package cn.smspay.tools.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Msisdn;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.charge.Billing;
import cn.smspay.books.outbox.Outbox;
import cn.smspay.files.billing.Uplinks;
import cn.smspay.testing.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link BenchDisk} writes again and {@link BenchReads} reads, of a small run; the accounts are {@link MassStock}'s. */
final class BenchDiskTest {
    private static final int BATCH = BenchDisk.ROWS;

    @TempDir
    private Path folder;

    /** The database of a run with so many rows in each table. */
    private Path run(int rows) {
        try (var world = new World(folder)) {
            Uplinks.record(world.store, new Billing(), rows, world.clock.instant());
            var outbox = new Outbox(world.store, Vault.of(World.KEY));
            world.in(tx -> {
                for (int i = 0; i < rows; i++) {
                    outbox.add(
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
                }
                return true;
            });
            world.in(tx -> tx.query(sql -> {
                for (int i = 1; i <= rows; i++) {
                    sql.execute("insert into uplink (id, connection, fingerprint, received_at)" + " values (" + i
                            + ", 1, 'f" + i + "', 1)");
                }
                return true;
            }));
        }
        return folder.resolve("world.db");
    }

    private static long count(Path database, String sql) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void aRunThatIsSmallerThanABatchIsRefused() throws Exception {
        var from = run(BATCH - 1);
        var into = Files.createDirectory(folder.resolve("into"));
        var refused = assertThrows(IllegalStateException.class, () -> new BenchDisk(from, into, BATCH));
        assertEquals("uplink holds fewer than " + BATCH + " rows", refused.getMessage());
    }

    @Test
    void whatARunHasLeftIsWrittenAgainUnderNewNumbersBatchByBatch() throws Exception {
        var from = run(BATCH);
        var into = Files.createDirectory(folder.resolve("into"));
        var asked = new ArrayList<Integer>();
        double perSecond;
        try (var disk = new BenchDisk(from, into, 1)) {
            perSecond = disk.uplinksPerSecond(0.05, asked::add);
        }
        assertTrue(perSecond > 0);
        assertTrue(asked.stream().allMatch(messages -> messages == BATCH), "rounded up to whole statements: " + asked);
        var written = into.resolve("limit.db");
        long batches = asked.size();
        for (String table : new String[] {"uplink", "charge", "downlink"}) {
            assertEquals(batches * BATCH, count(written, "select count(*) from " + table), table);
        }
        // The answers of a batch are marked in the next one.
        assertEquals((batches - 1) * BATCH, count(written, "select count(*) from downlink where state = 'SENT'"));
        assertEquals(
                BATCH,
                count(
                        written,
                        "select count(*) from downlink where state <> 'SENT' and id > " + (batches - 1) * BATCH));
    }

    @Test
    void manyAccountsAreMadeAndTheFirstOfThemCanBeTypedFor() throws Exception {
        var progress = new ArrayList<Long>();
        try (var world = new World(folder)) {
            new MassStock(world.store, world.accounts, Vault.of(World.KEY))
                    .fill(1_001, 1, world.clock.instant(), progress::add);
            var first = world.in(tx -> world.accounts
                    .subscribers()
                    .find(tx, new Msisdn(MassStock.number(0)))
                    .orElseThrow()
                    .id());
            var second = world.in(tx -> world.accounts
                    .subscribers()
                    .find(tx, new Msisdn(MassStock.number(1_000)))
                    .orElseThrow()
                    .id());
            assertEquals(World.fen("1000"), world.cash(first));
            assertEquals(World.fen("1000"), world.cash(second));
            assertEquals(null, buys(world, first));
            assertEquals("PIN_WRONG", buys(world, second));
        }
        assertEquals(java.util.List.of(1_000L, 1_001L), progress);

        try (var reads = new BenchReads(folder.resolve("world.db"), 1_001, 16)) {
            reads.read(BATCH);
            reads.read(3 * BATCH);
        }
        // Of a database without them nothing can be read.
        assertThrows(Exception.class, () -> new BenchReads(folder.resolve("none.db"), 1, 16));
    }

    private static String buys(World world, cn.smspay.base.SubscriptionId who) {
        return world.in(tx -> world.accounts
                        .purchases()
                        .buy(tx, world.request(who, MassStock.PAY_PASSWORD.reveal()), World.SHOP, World.fen("1")))
                .fold(done -> null, refusal -> refusal.reason().name());
    }
}
