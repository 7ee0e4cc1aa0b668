package cn.smspay.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.store.Store;
import cn.smspay.store.dialect.ColumnKind;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every statement that SQLite takes is one that PostgreSQL takes. */
class StatementsTest {
    /** Fewer are found only if the search has gone wrong. */
    private static final int LEAST = 200;

    private static final Pattern PARAMETER = Pattern.compile("'[^']*'|(?<!:):[a-zA-Z_]\\w*");

    /** What stands for a value, beside texts in which one could seem to. */
    private static final Pattern VALUE = Pattern.compile("'[^']*'|(?<!:):([a-zA-Z_]\\w*)|\\?");

    private static final int LEAST_BOUND = 100;

    @TempDir
    Path folder;

    private final List<String> faults = new ArrayList<>();
    private int taken;
    private int bound;

    @Test
    void everyStatementIsTakenByBothKindsOfDatabase() throws Exception {
        var statements = Statements.of(Path.of("src/main/java"));
        var file = folder.resolve(StoreSettings.FILE);
        Store.open(StoreSettings.tool(file)).close();
        try (var postgres = TestPostgres.make()) {
            Store.open(StoreSettings.tool(folder.resolve("p.db")).on(postgres.server(folder)))
                    .close();
            try (var here = DriverManager.getConnection("jdbc:sqlite:" + file);
                    var there = postgres.connect()) {
                statements.texts.forEach((place, texts) -> texts.forEach(
                        text -> compare(place, text, statements.bound.getOrDefault(place, Map.of()), here, there)));
            }
        }
        assertEquals("", String.join(System.lineSeparator(), faults));
        assertTrue(taken >= LEAST, "only " + taken + " statements were found");
        assertTrue(bound >= LEAST_BOUND, "only " + bound + " values were found that are bound");
    }

    private void compare(String place, String text, Map<String, ColumnKind> bound, Connection here, Connection there) {
        var sql = text.replaceAll("<\\w+>", "?");
        try {
            here.prepareStatement(sql).close();
        } catch (SQLException e) {
            // A part of a statement, or one for an older schema: the whole is another text.
            return;
        }
        taken++;
        try (var statement = there.prepareStatement(marked(sql))) {
            compare(place + " in " + sql.replaceAll("\\s+", " "), sql, bound, statement.getParameterMetaData());
        } catch (SQLException e) {
            faults.add(place + ": " + e.getMessage() + " in " + sql.replaceAll("\\s+", " "));
        }
    }

    /** A text that is bound to a column of numbers is taken by SQLite only. */
    private void compare(String place, String sql, Map<String, ColumnKind> given, ParameterMetaData wanted)
            throws SQLException {
        int at = 0;
        for (var value = VALUE.matcher(sql); value.find(); ) {
            if (value.group().startsWith("'")) {
                continue;
            }
            at++;
            var kind = value.group(1) == null ? null : given.get(value.group(1));
            if (kind != null) {
                bound++;
                var type = wanted.getParameterTypeName(at);
                if (!fits(kind, type)) {
                    faults.add(value.group() + " is " + kind + " and has to be " + type + ": " + place);
                }
            }
        }
    }

    private static boolean fits(ColumnKind kind, String type) {
        return switch (kind) {
            case NUMBER -> type.startsWith("int") || type.equals("numeric");
            case TEXT -> type.equals("text") || type.equals("varchar");
            case OCTETS -> type.equals("bytea");
        };
    }

    private static String marked(String sql) {
        return PARAMETER.matcher(sql).replaceAll(found -> found.group().startsWith("'") ? "$0" : "?");
    }
}
