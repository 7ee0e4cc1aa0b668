package cn.smspay.tools.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.customers.AccountTables;
import cn.smspay.store.Store;
import cn.smspay.store.Table;
import cn.smspay.store.sqlite.StoreSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What SQLite alone is measured with is what the engine reads and writes: the benchmark takes whole rows, and the engine has a
 * component for each of their columns.
 */
final class BenchRowsTest {
    @TempDir
    private Path folder;

    @Test
    void theBareLimitsReadAndWriteTheColumnsOfTheEngine() throws ReflectiveOperationException {
        var tables = Map.of(
                "number", AccountTables.NUMBER,
                "subscription", AccountTables.SUBSCRIPTION,
                "account", AccountTables.ACCOUNT,
                "ledger_account", hidden("books.ledger.LedgerTables", "ACCOUNT"),
                "uplink", hidden("sms.InboxRows", "INBOX"),
                "charge", hidden("books.charge.ChargeRow", "TABLE"),
                "downlink", hidden("books.outbox.Outbox", "DOWNLINK"));
        try (var store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)))) {
            tables.forEach((name, table) -> assertEquals(new TreeSet<>(table.columns()), columns(store, name), name));
        }
        assertEquals(List.of("uplink", "charge", "downlink"), BenchDisk.TABLES);
    }

    private static Table<?, ?> hidden(String type, String constant) throws ReflectiveOperationException {
        var field = Class.forName("cn.smspay." + type).getDeclaredField(constant);
        field.setAccessible(true);
        return (Table<?, ?>) field.get(null);
    }

    private static TreeSet<String> columns(Store store, String table) {
        List<String> names = store.read(sql -> sql.createQuery("select name from pragma_table_info(:table)")
                .bind("table", table)
                .mapTo(String.class)
                .list());
        return new TreeSet<>(names);
    }
}
