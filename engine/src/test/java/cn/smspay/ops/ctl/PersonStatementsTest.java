package cn.smspay.ops.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.vault.Vault;
import cn.smspay.config.Config;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who asks for one person reads what is held of that one, however many there are. */
final class PersonStatementsTest {
    @TempDir
    private Path folder;

    @Test
    void noStatementOfAPersonReadsAWholeTable() {
        try (var store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)))) {
            var all = new PersonFile(store, Vault.of(World.KEY), folder, Config.Keep.USUAL).statements();

            var scanning = store.read(
                    sql -> all.stream().filter(each -> scans(sql, each)).toList());

            assertEquals(List.of(), scanning);
        }
    }

    private static boolean scans(Handle sql, String statement) {
        return sql
                .createQuery("explain query plan " + statement.replaceAll(":[a-z]+", "'1'"))
                .map((row, context) -> row.getString("detail"))
                .stream()
                .anyMatch(step -> step.startsWith("SCAN"));
    }
}
