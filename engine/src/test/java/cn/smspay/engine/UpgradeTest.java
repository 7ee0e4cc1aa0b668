package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.AccountTables;
import cn.smspay.accounts.customers.CardKey;
import cn.smspay.accounts.customers.CardState;
import cn.smspay.accounts.payments.CardBatches;
import cn.smspay.accounts.payments.CardStock;
import cn.smspay.base.Secret;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.charge.Charges;
import cn.smspay.books.charge.Tariff;
import cn.smspay.books.ledger.LedgerChain;
import cn.smspay.files.billing.BillingFiles;
import cn.smspay.files.billing.BillingSettings;
import cn.smspay.files.billing.Reconciliation;
import cn.smspay.files.format.Format;
import cn.smspay.store.FaultyDisk;
import cn.smspay.store.FaultyDisk.Image;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.Service;
import cn.smspay.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that an earlier program wrote is taken over whole. */
final class UpgradeTest {
    private static final Path UPGRADES =
            Path.of(System.getProperty("smspay.root", "..")).resolve("engine/src/test/resources/upgrade");
    /** Of each folder; between them lie others of the same kind. */
    private static final int DEATHS_MOST = 12;

    private static final Path WRITTEN = UPGRADES.resolve("ab17b7a").resolve(StoreSettings.FILE);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void copy() throws IOException {
        file = folder.resolve(StoreSettings.FILE);
        Files.copy(WRITTEN, file);
    }

    @Test
    void theCheckForetellsTheUpgradeAndAfterwardsThereIsNone() {
        var gate = new StartGate(LocalConfig.of(Service.HOME, folder, new Secret(World.KEY), 1));
        int written = Jdbi.create("jdbc:sqlite:" + file)
                .withHandle(sql -> sql.createQuery("select max(number) from schema_version")
                        .mapTo(int.class)
                        .one());

        var foretold = gate.forecast();

        assertEquals(1, foretold.size());
        assertTrue(
                foretold.get(0)
                        .matches("The start will upgrade the database, schema " + written
                                + " to [0-9]+, in about 1 s, and" + " there is no way back: smspay backup first\\."),
                foretold.get(0));
        open().close();
        assertEquals(List.of(), gate.forecast());
    }

    @Test
    void theBooksAreInOrderAfterwards() {
        try (var store = open()) {
            assertEquals(List.of(), Books.verify(store));
        }
    }

    @Test
    void whatWasUnderWayStaysUnderWay() {
        try (var store = open()) {
            assertEquals(1, count(store, "withdrawal_order where status = 'SUBMITTED'"));
            assertEquals(1, count(store, "conversation where dialog = 'xh' and state = 'ASKING' and step = 'ask_pin'"));
            assertEquals(1, count(store, "account where status = 'ORPHANED'"));
            assertEquals(1, count(store, "recharge_card where state = 'USED'"));
            assertEquals(1, count(store, "quarantine"));
            assertEquals(12, count(store, "uplink"));
        }
    }

    @Test
    void aSecondStartChangesNothing() {
        open().close();

        try (var store = open()) {
            assertEquals(List.of(), Books.verify(store));
        }
    }

    /** Receipts and parts that were awaited when the earlier program stopped are awaited still. */
    @Test
    void awaitedReceiptsAndPartsKeepTheirPlaceInTheirNewForm() {
        Jdbi.create("jdbc:sqlite:" + file).useHandle(sql -> {
            for (String id : List.of("00AbC", "77", "000")) {
                sql.execute("insert into sent_segment values ('main', ?, 1, 1)", id);
            }
            sql.execute("insert into message_part values ('13800000001', '10658888', 7, 2, 1, x'00', 1)");
            sql.execute("insert into message_part values ('13800000001', '10658888', 700, 2, 1, x'00', 1)");
        });

        try (var store = open()) {
            assertEquals(
                    3, count(store, "sent_segment where message_id in ('abc', '77', '000') and reported = 'NONE'"));
            assertEquals(1, count(store, "message_part where width = 8 and reference = 7 and coding = -1"));
            assertEquals(1, count(store, "message_part where width = 16 and reference = 700 and coding = -1"));
        }
    }

    /** Files that were published stay byte for byte what the records come to, in whatever form these are stored. */
    @Test
    void filesThatAnEarlierProgramPublishedStayValid() throws IOException {
        var old = UPGRADES.resolve("3496d01");
        Files.copy(old.resolve(StoreSettings.FILE), file, StandardCopyOption.REPLACE_EXISTING);
        var out = Files.createDirectory(folder.resolve("billing"));
        try (var files = Files.list(old.resolve("billing"))) {
            for (var each : files.toList()) {
                Files.copy(each, out.resolve(each.getFileName()));
            }
        }
        var again = Files.createDirectory(folder.resolve("again"));

        try (var store = open()) {
            var settings = BillingSettings.standard().withFormats(EnumSet.allOf(Format.class));
            var billing = new BillingFiles(store, settings, out);
            assertEquals(List.of(), Books.verify(store));
            assertEquals(List.of(), billing.verify());
            assertEquals(List.of(), new Reconciliation(store, Tariff.SERVICE).of(Optional.empty()));
            for (var format : Format.values()) {
                for (long sequence : new long[] {3, 4}) {
                    var copy = billing.reexport(sequence, format, again);
                    assertEquals(-1, Files.mismatch(copy, out.resolve(copy.getFileName())), copy.toString());
                }
            }
            assertEquals(1, new Charges(store).ofSender("A,B", 0).size());
        }
    }

    /**
     * The links of an old book are made in steps. Whatever a death in the middle leaves, the next start goes on from there
     * and comes to the same chain.
     */
    @Test
    void aBookWhoseChainingWasBrokenOffIsChainedToTheSameEnd() throws IOException {
        Jdbi.create("jdbc:sqlite:" + file).useHandle(sql -> sql.inTransaction(handle -> fill(handle, 12_000)));
        var before = Files.readAllBytes(file);
        var disk = new FaultyDisk(file);
        var cuts = new ArrayList<Image>();
        disk.onSync(image -> {
            cuts.add(image);
            cuts.add(torn(disk, image));
        });
        String whole;
        try (var store = Store.open(StoreSettings.engine(file), disk::before)) {
            LedgerChain.complete(store);
            whole = LedgerChain.heads(store).toString();
            assertEquals(List.of(), Books.verify(store));
        }
        assertTrue(whole.contains("0:12009:"), whole);
        assertTrue(cuts.size() >= 6, cuts.size() + " deaths");

        cuts.add(new Image(before, new byte[0]));
        int broken = 0;
        for (int i = 0; i < cuts.size(); i++) {
            var again = Files.createDirectories(folder.resolve("cut" + i)).resolve(StoreSettings.FILE);
            cuts.get(i).write(again);
            broken += isHalfChained(again) ? 1 : 0;
            try (var store = Store.open(StoreSettings.engine(again))) {
                LedgerChain.complete(store);
                assertEquals(whole, LedgerChain.heads(store).toString(), "death " + i);
                assertEquals(List.of(), Books.verify(store), "death " + i);
            }
        }
        assertTrue(broken > 0, "no death was in the middle of the chaining");
    }

    /** Whichever program wrote it, and wherever the process dies in the upgrade: the next start comes to the same database. */
    @ParameterizedTest
    @ValueSource(strings = {"ab17b7a", "3496d01", "5eb7701", "ac9e400"})
    void aDeathInTheMiddleOfTheUpgradeChangesNothing(String written) throws IOException {
        Files.copy(UPGRADES.resolve(written).resolve(StoreSettings.FILE), file, StandardCopyOption.REPLACE_EXISTING);
        var cuts = new ArrayList<Image>();
        cuts.add(new Image(Files.readAllBytes(file), new byte[0]));
        var disk = new FaultyDisk(file);
        disk.onSync(image -> {
            cuts.add(image);
            cuts.add(torn(disk, image));
        });
        Map<String, Long> whole;
        try (var store = Store.open(StoreSettings.engine(file), disk::before)) {
            LedgerChain.complete(store);
            whole = rows(store);
            assertEquals(List.of(), Books.verify(store));
        }
        int step = Math.max(1, cuts.size() / DEATHS_MOST);
        for (int i = 0; i < cuts.size(); i += step) {
            var again = Files.createDirectories(folder.resolve("death" + i)).resolve(StoreSettings.FILE);
            cuts.get(i).write(again);
            try (var store = Store.open(StoreSettings.engine(again))) {
                LedgerChain.complete(store);
                assertEquals(whole, rows(store), "death " + i);
                assertEquals(List.of(), Books.verify(store), "death " + i);
            }
        }
    }

    /** Its key is short now; what is printed on it is not. */
    @Test
    void everyRechargeCardIsWhatItWas() throws IOException {
        Files.copy(UPGRADES.resolve("ac9e400").resolve(StoreSettings.FILE), file, StandardCopyOption.REPLACE_EXISTING);
        var vault = Vault.of(World.KEY);

        try (var store = open()) {
            var states = new ArrayList<String>();
            for (int card = 1; card <= 15; card++) {
                var key = CardKey.of(vault, new Secret("18%016d".formatted(7_000_000 + card)));
                var found = store.write(tx -> tx.get(AccountTables.CARD, key));
                assertEquals("0900018%010d".formatted(900 + card), found.serial());
                assertEquals(found.state() == CardState.USED, found.use() != null);
                states.add(found.state().name());
            }
            assertEquals(
                    "USED USED USED USED ACTIVE ACTIVE ACTIVE ACTIVE ACTIVE NEW VOID FROZEN FROZEN FROZEN VOID",
                    String.join(" ", states));
            var batches = new CardBatches(new CardStock(vault, new Random(1)), new Random(2));
            assertEquals(
                    "NEW ACTIVE",
                    store.write(tx -> batches.thaw(tx, "09000180000000912")
                                    .fold(Enum::name, refusal -> refusal.toString())
                            + " "
                            + batches.thaw(tx, "09000180000000913").fold(Enum::name, refusal -> refusal.toString())));
            assertEquals(4, count(store, "recharge_card where state = 'NEW' and serial not like '0900018%'"));
            assertEquals(List.of(), Books.verify(store));
        }
    }

    private static Map<String, Long> rows(Store store) {
        return store.read(sql -> {
            var rows = new TreeMap<String, Long>();
            sql.createQuery("select name from sqlite_master where type = 'table' order by name")
                    .mapTo(String.class)
                    .list()
                    .forEach(table -> rows.put(
                            table,
                            sql.createQuery("select count(*) from " + table)
                                    .mapTo(Long.class)
                                    .one()));
            return rows;
        });
    }

    private static boolean isHalfChained(Path database) {
        return Jdbi.create("jdbc:sqlite:" + database)
                .withHandle(sql ->
                        sql.createQuery("select count(*) from pragma_table_info('transfer') where name = 'chain'")
                                                .mapTo(int.class)
                                                .one()
                                        > 0
                                && sql.createQuery("select count(chain) between 1 and count(*) - 1 from transfer")
                                        .mapTo(boolean.class)
                                        .one());
    }

    /** What a death leaves of a log that was being written: some of it, cut anywhere. */
    private static Image torn(FaultyDisk disk, Image durable) {
        try {
            var log = disk.present().log();
            int least = Math.min(durable.log().length, log.length);
            var random = new Random(log.length);
            return new Image(durable.database(), Arrays.copyOf(log, least + random.nextInt(log.length - least + 1)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Cash of one fen each, paid in after what is there, as the earlier program booked it. */
    private static boolean fill(Handle sql, int count) {
        sql.execute("insert into system_account values ('HALL_CASH:HUNAN', -5, 'ASSET')");
        sql.execute("insert into ledger_account values (-5, ?, 0, ?)", count, 9 + count);
        long cash = sql.createQuery("select cr_posted - dr_posted from ledger_account where id = 16")
                .mapTo(long.class)
                .one();
        long last = sql.createQuery("select last_transfer from ledger_account where id = 16")
                .mapTo(long.class)
                .one();
        sql.execute(
                "update ledger_account set cr_posted = cr_posted + ?, last_transfer = ? where id = 16",
                count,
                9 + count);
        var transfers = sql.prepareBatch("insert into transfer values (?, 'CASH_TOP_UP', null, null, 20261130, ?)");
        var requests = sql.prepareBatch("insert into transfer_request values (?, 1, ?)");
        var postings = sql.prepareBatch("insert into posting values (?, ?, ?, 1, ?, ?)");
        for (int i = 1; i <= count; i++) {
            long id = 9 + i;
            transfers.add(id, 1_796_018_200_000L + i);
            requests.add("cash-" + id, id);
            postings.add(-5, id, "DEBIT", i, i == 1 ? null : id - 1);
            postings.add(16, id, "CREDIT", cash + i, i == 1 ? last : id - 1);
        }
        transfers.execute();
        requests.execute();
        postings.execute();
        sql.execute("update series set last = ? where name = 'transfer'", 9 + count);
        sql.execute("update series set last = 5 where name = 'system_account'");
        return true;
    }

    private Store open() {
        return Store.open(StoreSettings.engine(file));
    }

    private static long count(Store store, String what) {
        return store.read(sql -> sql.createQuery("select count(*) from " + what)
                .mapTo(Long.class)
                .one());
    }
}
