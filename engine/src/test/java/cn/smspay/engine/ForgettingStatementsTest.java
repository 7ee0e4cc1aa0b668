package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who forgets one person looks at what is held of that one, however many there are. */
final class ForgettingStatementsTest {
    @TempDir
    private Path folder;

    @Test
    void noStatementThatForgetsAPersonReadsAWholeTable() {
        try (var store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)))) {
            assertEquals(List.of(), scanning(store, "explain query plan ", "detail", "SCAN"));
        }
    }

    /** With no rows it would read all of them, unless it is told not to where there is another way. */
    @Test
    void norDoesOneOnPostgres() {
        try (var postgres = TestPostgres.make();
                var store = Store.open(
                        StoreSettings.engine(folder.resolve(StoreSettings.FILE)).on(postgres.server(folder)))) {
            postgres.tell("alter database " + postgres.name() + " set enable_seqscan = off");
            try (var other = Store.open(
                    StoreSettings.tool(folder.resolve(StoreSettings.FILE)).on(postgres.server(folder)))) {
                assertEquals(List.of(), scanning(other, "explain ", "QUERY PLAN", "Seq Scan"));
            }
            assertEquals(false, store.isBroken());
        }
    }

    private static List<String> scanning(Store store, String explain, String column, String word) {
        return store.read(sql -> Forgetting.statements().stream()
                .filter(each -> plan(sql, explain + each.replaceAll(":[a-z]+", "'1'"), column)
                        .contains(word))
                .toList());
    }

    private static String plan(Handle sql, String statement, String column) {
        return String.join(
                "\n",
                sql.createQuery(statement)
                        .map((row, context) -> row.getString(column))
                        .list());
    }
}
