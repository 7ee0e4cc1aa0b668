package cn.smspay.tools.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that is swept is as it was when it was new, whatever was written, changed or deleted. */
final class SweeperTest {
    @TempDir
    private Path folder;

    private StoreSettings fresh() {
        var settings = StoreSettings.tool(folder.resolve("t.db"));
        Store.open(settings).close();
        return settings;
    }

    private void run(String sql) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("t.db"));
                var statement = connection.createStatement()) {
            statement.execute("pragma foreign_keys = off");
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Every row of every table. */
    private Map<String, List<String>> contents(List<String> tables) {
        var contents = new TreeMap<String, List<String>>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("t.db"));
                var statement = connection.createStatement()) {
            for (var table : tables) {
                var found = new java.util.ArrayList<String>();
                try (var rows = statement.executeQuery("select * from \"" + table + "\"")) {
                    int columns = rows.getMetaData().getColumnCount();
                    while (rows.next()) {
                        var row = new StringBuilder();
                        for (int i = 1; i <= columns; i++) {
                            row.append(rows.getString(i)).append('|');
                        }
                        found.add(row.toString());
                    }
                }
                contents.put(table, found.stream().sorted().toList());
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return contents;
    }

    @Test
    void whatWasWrittenChangedOrDeletedIsUndone() throws SQLException {
        try (var sweeper = Sweeper.of(fresh())) {
            var before = contents(sweeper.tables());
            assertTrue(before.values().stream().anyMatch(rows -> !rows.isEmpty()), "a new database holds something");

            run("insert into use_count values (1, 'x', 1, 1, 1)");
            run("delete from schema_version");
            run("update slot_count set slots = slots + 1");
            assertFalse(before.equals(contents(sweeper.tables())));
            sweeper.sweep();

            assertEquals(before, contents(sweeper.tables()));
            sweeper.sweep();
            assertEquals(before, contents(sweeper.tables()), "also where nothing was written");
        }
    }

    @Test
    void rowsOfTheBookThatNothingMayDeleteAreSweptToo() throws SQLException {
        try (var sweeper = Sweeper.of(fresh())) {
            run("insert into transfer_request values ('k', 1, 1)");
            sweeper.sweep();

            assertEquals(List.of(), contents(List.of("transfer_request")).get("transfer_request"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bill_order", "withdrawal_order", "bank_top_up", "initial_password"})
    void aTimerHasSomethingToLookAfterWhereOneOfTheseIsThere(String table) throws SQLException {
        try (var sweeper = Sweeper.of(fresh())) {
            assertFalse(sweeper.isUnderWay());

            run(anyRow(table));
            assertTrue(sweeper.isUnderWay());

            sweeper.sweep();
            assertFalse(sweeper.isUnderWay());
        }
    }

    /** A row in which every column that needs a value has one. */
    private String anyRow(String table) {
        var columns = new java.util.ArrayList<String>();
        var values = new java.util.ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("t.db"));
                var statement = connection.createStatement();
                var info = statement.executeQuery("pragma table_info(" + table + ")")) {
            while (info.next()) {
                if (info.getInt("notnull") == 1 || info.getInt("pk") > 0) {
                    columns.add(info.getString("name"));
                    values.add(info.getString("type").equals("TEXT") ? "'x'" : "1");
                }
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return "insert into " + table + " (" + String.join(", ", columns) + ") values (" + String.join(", ", values)
                + ")";
    }

    @Test
    void aFileThatIsNoDatabaseOfOursIsNotSwept() {
        var empty = StoreSettings.tool(folder.resolve("empty.db"));

        assertThrows(SQLException.class, () -> Sweeper.of(empty));
    }
}
