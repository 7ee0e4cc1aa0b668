package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.books.charge.Charges;
import cn.smspay.books.charge.Tariff;
import cn.smspay.files.billing.BillingFiles;
import cn.smspay.files.billing.BillingSettings;
import cn.smspay.files.billing.Reconciliation;
import cn.smspay.files.format.Format;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that an earlier program wrote is taken over whole. */
final class UpgradeTest {
    private static final Path UPGRADES =
            Path.of(System.getProperty("smspay.root", "..")).resolve("engine/src/test/resources/upgrade");
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
            assertEquals(1, new Charges(store).ofSender("A,B").size());
        }
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
