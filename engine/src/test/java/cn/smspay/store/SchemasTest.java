package cn.smspay.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.store.postgres.Postgres;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.TestPostgres;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both kinds of database come to the same tables, and take the statements that are made for rows. */
class SchemasTest {
    private static final Map<String, String> KINDS = Map.of("bigint", "integer", "bytea", "blob");
    private static final String HERE = "select t.name, c.name, c.type from sqlite_master t"
            + " join pragma_table_info(t.name) c where t.type = 'table'";
    private static final String THERE = "select c.table_name, c.column_name, c.data_type from information_schema.columns c"
            + " join information_schema.tables t on t.table_name = c.table_name"
            + " where c.table_schema = 'public' and t.table_type = 'BASE TABLE'";
    /** What each kind has for itself. */
    private static final Set<String> ONE_KIND = Set.of("store_epoch", "schema_version");

    @TempDir
    Path folder;

    @Test
    void bothKindsHaveTheSameTablesColumnsIndexesAndTakeTheStatementsForRows() throws Exception {
        var file = folder.resolve(StoreSettings.FILE);
        Store.open(StoreSettings.tool(file)).close();
        try (var postgres = TestPostgres.make()) {
            Store.open(StoreSettings.tool(folder.resolve("p.db")).on(postgres.server(folder))).close();
            try (var here = DriverManager.getConnection("jdbc:sqlite:" + file);
                    var there = postgres.connect()) {
                assertEquals(lines(columns(here, HERE)), lines(columns(there, THERE)));
                assertEquals(
                        String.join("\n", names(here, "select name from sqlite_master where type = 'index' and sql is not null")),
                        String.join("\n", names(there, "select indexname from pg_indexes where schemaname = 'public'"
                                + " and indexname not like '%\\_pkey' and indexname not like '%\\_key'")));
                prepareAll(there);
            }
        }
    }

    private static String lines(Map<String, String> columns) {
        var lines = new StringBuilder();
        columns.forEach((name, kind) -> lines.append(name).append(' ').append(kind).append('\n'));
        return lines.toString();
    }

    private static Map<String, String> columns(Connection connection, String query) throws SQLException {
        var columns = new TreeMap<String, String>();
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            while (found.next()) {
                var table = found.getString(1);
                if (!ONE_KIND.contains(table)) {
                    var kind = found.getString(3).toLowerCase(Locale.ROOT);
                    columns.put(table + "." + found.getString(2), KINDS.getOrDefault(kind, kind));
                }
            }
        }
        return columns;
    }

    private static TreeSet<String> names(Connection connection, String query) throws SQLException {
        var names = new TreeSet<String>();
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            while (found.next()) {
                names.add(found.getString(1));
            }
        }
        return names;
    }

    private static void prepareAll(Connection there) throws Exception {
        var tables = tables();
        assertTrue(tables.size() > 80, () -> "only " + tables.size() + " tables were found");
        var faults = new ArrayList<String>();
        for (var table : tables) {
            var words = table.words(Postgres.POSTGRES);
            var all = new ArrayList<>(
                    List.of(words.select(2), words.insert(2), words.upsert(2), words.delete(2), table.keysSql()));
            if (table.keyWidth() == 1 && table.width() > 1) {
                all.add(words.update(new int[] {table.width() - 1}, 2));
            }
            for (var sql : all) {
                try (var statement = there.prepareStatement(sql)) {
                    statement.getParameterMetaData();
                } catch (SQLException e) {
                    faults.add(e.getMessage() + " in " + sql);
                }
            }
        }
        assertEquals(List.of(), faults);
    }

    /** Every constant of the program that is a table. */
    private static List<Table<?, ?>> tables() throws IOException, ReflectiveOperationException {
        var classes = Path.of(Table.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        var tables = new ArrayList<Table<?, ?>>();
        List<Path> files;
        try (var found = Files.walk(classes.resolve("cn/smspay"))) {
            files = found.filter(file -> file.toString().endsWith(".class")).toList();
        }
        for (var file : files) {
            if (!new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("Lcn/smspay/store/Table;")) {
                continue;
            }
            var name = classes.relativize(file).toString().replace('/', '.').replace(".class", "");
            for (var field : Class.forName(name, false, Table.class.getClassLoader()).getDeclaredFields()) {
                if (field.getType() == Table.class && Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    tables.add((Table<?, ?>) field.get(null));
                }
            }
        }
        return tables;
    }
}
