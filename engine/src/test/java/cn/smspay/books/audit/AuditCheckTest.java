package cn.smspay.books.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AuditCheckTest {
    private static final int ROWS = 10;

    @TempDir
    Path folder;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.engine(folder.resolve("audit.db")));
        for (int i = 1; i <= ROWS; i++) {
            add("number:" + i);
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    private long add(String subject) {
        return store.write(tx -> AuditTrail.add(
                tx,
                new AuditEntry(
                        Instant.ofEpochSecond(1),
                        "hall:li.lei",
                        "10.0.0.7",
                        "act",
                        subject,
                        new SubscriptionId(7),
                        "why",
                        "what",
                        "done")));
    }

    private List<String> verify() {
        return store.read(AuditCheck::verify);
    }

    private void change(String sql) {
        store.write(tx -> tx.query(handle -> {
            handle.execute("drop trigger if exists audit_is_final");
            handle.execute("drop trigger if exists audit_stays");
            return handle.execute(sql);
        }));
    }

    @Test
    void whatNobodyTouchedIsInOrder() {
        assertEquals(List.of(), verify());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit set at = at + 1 where id = 5",
                "update audit set who = 'hall:lucy' where id = 5",
                "update audit set address = '' where id = 5",
                "update audit set act = 'other' where id = 5",
                "update audit set subject = 'number:6' where id = 5",
                "update audit set subscription = 8 where id = 5",
                "update audit set subscription = null where id = 5",
                "update audit set why = 'whywhat', what = '' where id = 5",
                "update audit set outcome = 'refused:x' where id = 5",
                "update audit set chain = zeroblob(32) where id = 5",
                "delete from audit where id = 5",
                "delete from audit where id = 10",
                "delete from audit where id = 1",
                "update audit_head set audit = 11",
                "delete from audit_head",
                "delete from audit",
                "insert into audit select 11, at, who, address, act, subject, subscription, why, what, outcome, chain"
                        + " from audit where id = 10"
            })
    void everyRowThatIsChangedTakenOutOrPutInIsFound(String sql) {
        change(sql);

        assertTrue(!verify().isEmpty(), sql);
    }

    @Test
    void aFaultNamesTheRow() {
        change("update audit set who = 'hall:lucy' where id = 5");
        assertTrue(verify().get(0).startsWith("audit row 5 does not follow"), verify().toString());
        assertEquals(1, verify().size());
    }

    @Test
    void theDatabaseItselfRefusesToChangeARow() {
        for (String sql : List.of("update audit set why = ''", "delete from audit where id = 3")) {
            assertThrows(RuntimeException.class, () -> store.write(tx -> tx.query(handle -> handle.execute(sql))), sql);
        }
        assertEquals(List.of(), verify());
    }

    @Test
    void theNewestComeFirstByCustomerAndPage() {
        var page = store.write(tx -> AuditTrail.newest(tx, new SubscriptionId(7), 6, 3));
        assertEquals(
                List.of(5L, 4L, 3L), page.stream().map(AuditTrail.Numbered::id).toList());
        assertEquals(List.of(), store.write(tx -> AuditTrail.newest(tx, new SubscriptionId(8), 99, 3)));
    }
}
