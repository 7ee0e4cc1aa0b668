package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that an earlier program wrote is taken over whole. */
final class UpgradeTest {
    private static final Path WRITTEN = Path.of(System.getProperty("smspay.root", ".."))
            .resolve("engine/src/test/resources/upgrade/ab17b7a")
            .resolve(StoreSettings.FILE);

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

    private Store open() {
        return Store.open(StoreSettings.engine(file));
    }

    private static long count(Store store, String what) {
        return store.read(sql -> sql.createQuery("select count(*) from " + what)
                .mapTo(Long.class)
                .one());
    }
}
