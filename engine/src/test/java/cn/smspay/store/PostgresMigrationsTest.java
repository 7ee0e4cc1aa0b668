package cn.smspay.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.store.dialect.Dialect;
import cn.smspay.store.dialect.Writer;
import cn.smspay.store.postgres.Postgres;
import cn.smspay.store.postgres.PostgresWriter;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database on PostgreSQL is made by steps that may end at any moment, and comes to the same wherever they did. */
class PostgresMigrationsTest {
    private static final int CARDS = 7;

    @TempDir
    Path folder;

    /** Lost in the middle of a step's statements, as with its process or its server. */
    private static final class HalfWriter implements Writer {
        private final PostgresWriter whole;
        private int left;

        HalfWriter(PostgresWriter whole, int step) {
            this.whole = whole;
            this.left = step;
        }

        @Override
        public void execute(String sql) throws SQLException {
            if (left-- == 0) {
                int half = sql.indexOf(";\n", sql.length() / 2);
                whole.execute(half < 0 ? sql : sql.substring(0, half));
                whole.close();
                throw new SQLException("the end");
            }
            whole.execute(sql);
        }

        @Override
        public Dialect dialect() {
            return whole.dialect();
        }

        @Override
        public Handle handle() {
            return whole.handle();
        }

        @Override
        public PreparedStatement prepared(String sql) throws SQLException {
            return whole.prepared(sql);
        }

        @Override
        public PreparedStatement forWriting(String sql) throws SQLException {
            return whole.forWriting(sql);
        }

        @Override
        public void begin() throws SQLException {
            whole.begin();
        }

        @Override
        public boolean changedElsewhere() {
            return whole.changedElsewhere();
        }

        @Override
        public void commit() throws SQLException {
            whole.commit();
        }

        @Override
        public void rollback() throws SQLException {
            whole.rollback();
        }

        @Override
        public void compact() throws SQLException {
            whole.compact();
        }

        @Override
        public void close() throws SQLException {
            whole.close();
        }
    }

    /** The program ends when a step is done, or in the n-th slice of what follows on it. */
    private record Ending(String after, Rewrite rewrite, int[] slices, int last) implements Rewrite {
        @Override
        public boolean slice(Handle sql, int most) {
            boolean more = rewrite.slice(sql, most);
            if (slices[0]++ == last) {
                throw new IllegalStateException("the end");
            }
            return more;
        }
    }

    private static List<Rewrite> rewrites() {
        return ServiceLoader.load(Rewrite.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static List<Rewrite> ending(String step, int last) {
        var all = new ArrayList<>(rewrites());
        Rewrite own = all.stream()
                .filter(each -> each.after().equals(step))
                .findFirst()
                .orElse(new Rewrite() {
                    @Override
                    public String after() {
                        return step;
                    }

                    @Override
                    public boolean slice(Handle sql, int most) {
                        return false;
                    }
                });
        all.remove(own);
        all.add(new Ending(step, own, new int[1], last));
        return all;
    }

    private PostgresWriter writer(TestPostgres postgres) throws SQLException {
        postgres.awaitNobody();
        return PostgresWriter.open(postgres.server(folder), true, 10);
    }

    private StoreSettings settings(TestPostgres postgres) {
        return StoreSettings.engine(folder.resolve(StoreSettings.FILE)).on(postgres.server(folder));
    }

    private String whole() throws SQLException {
        try (var postgres = TestPostgres.make()) {
            Store.open(settings(postgres)).close();
            return dump(postgres);
        }
    }

    @Test
    void aStartThatWasKilledAfterAnyStepGoesOnThereAndComesToTheSame() throws SQLException {
        var whole = whole();
        assertTrue(whole.lines().count() > 900, () -> whole.lines().count() + " lines");
        try (var postgres = TestPostgres.make()) {
            int done = 0;
            for (var step : Migrations.steps(Postgres.POSTGRES)) {
                try (var writer = writer(postgres)) {
                    var migrations = new Migrations(writer, ending(step, 0), 3);
                    assertThrows(IllegalStateException.class, migrations::run, step);
                    assertEquals(++done, Migrations.applied(writer.handle()).size());
                }
            }
            Store.open(settings(postgres)).close();
            assertEquals(whole, dump(postgres));
        }
    }

    @Test
    void aStepThatWasKilledInItsMiddleIsDoneAnewAndComesToTheSame() throws SQLException {
        var whole = whole();
        try (var postgres = TestPostgres.make()) {
            int steps = Migrations.steps(Postgres.POSTGRES).size();
            // The table of steps itself is the first thing that is made.
            for (int step = 0; step <= steps; step++) {
                var writer = new HalfWriter(writer(postgres), step == 1 ? 1 : 0);
                assertThrows(SQLException.class, () -> new Migrations(writer, rewrites(), 3).run(), "step " + step);
                assertEquals(Math.max(0, step - 1), applied(postgres));
                if (step > 0) {
                    goOnTo(postgres, step);
                }
            }
            postgres.awaitNobody();
            Store.open(settings(postgres)).close();
            assertEquals(whole, dump(postgres));
        }
    }

    private void goOnTo(TestPostgres postgres, int step) throws SQLException {
        var name = Migrations.steps(Postgres.POSTGRES).get(step - 1);
        try (var writer = writer(postgres)) {
            var migrations = new Migrations(writer, ending(name, 0), 3);
            assertThrows(IllegalStateException.class, migrations::run, name);
        }
    }

    private int applied(TestPostgres postgres) throws SQLException {
        try (var writer = writer(postgres)) {
            return Migrations.applied(writer.handle()).size();
        }
    }

    /** Rows that an earlier program has written move in slices, each of them a moment to be killed in. */
    @Test
    void rowsOfAnEarlierProgramAreThereWhereverTheRewriteWasKilled() throws SQLException {
        try (var postgres = TestPostgres.make()) {
            var first = Migrations.steps(Postgres.POSTGRES).get(0);
            try (var writer = writer(postgres)) {
                assertThrows(IllegalStateException.class, () -> new Migrations(writer, ending(first, 0), 3).run());
            }
            for (int i = 0; i < CARDS; i++) {
                outside(
                        postgres,
                        "insert into recharge_card values ('%016x%048d', 'serial-%d', 3000, 'HUNAN', '%s', 20300101)"
                                .formatted(0x1234567890abcdefL * (i + 1), 0, i, i < 4 ? "FROZEN" : "ACTIVE"));
            }
            outside(
                    postgres,
                    "insert into frozen_card select hash, 'ACTIVE' from recharge_card where state = 'FROZEN'");
            for (int start = 0; start < 6; start++) {
                try (var writer = writer(postgres)) {
                    var migrations = new Migrations(writer, ending("071-card-key", start % 3), 1);
                    var end = assertThrows(IllegalStateException.class, migrations::run);
                    assertEquals("schema step 071-card-key: the end", end.getMessage());
                }
                assertEquals(
                        CARDS,
                        number(
                                postgres,
                                "select (select count(*) from recharge_card)"
                                        + " + (select count(*) from recharge_card_of_hash)"));
            }
            assertEquals(2, number(postgres, "select count(*) from recharge_card"), "cards that have moved");

            Store.open(settings(postgres)).close();

            assertEquals(CARDS, number(postgres, "select count(*) from recharge_card"));
            assertEquals(
                    4,
                    number(
                            postgres,
                            "select count(*) from frozen_card join recharge_card using (key_high, key_low)"
                                    + " where state = 'FROZEN'"));
        }
    }

    @Test
    void aDatabaseOfTomorrowIsRefusedByItsSchemaAndLeftAlone() throws SQLException {
        try (var postgres = TestPostgres.make()) {
            Store.open(settings(postgres)).close();
            int present = Migrations.steps(Postgres.POSTGRES).size();
            outside(postgres, "insert into schema_version values (" + (present + 1) + ", '999-tomorrow', '', 0)");
            outside(postgres, "create table tomorrow (id bigint)");
            var before = dump(postgres);

            var refused = assertThrows(StoreUnusable.class, () -> Store.open(settings(postgres)));

            assertTrue(refused.isOfOtherSchema());
            assertTrue(
                    refused.getMessage()
                            .contains("the database is of schema " + (present + 1) + ", this program knows up to "
                                    + present),
                    refused::getMessage);
            assertEquals(before, dump(postgres));
        }
    }

    private static void outside(TestPostgres postgres, String sql) throws SQLException {
        try (var connection = postgres.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(TestPostgres postgres, String sql) throws SQLException {
        return Long.parseLong(lines(postgres, sql).get(0));
    }

    private static List<String> lines(TestPostgres postgres, String sql) throws SQLException {
        var lines = new ArrayList<String>();
        try (var connection = postgres.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return lines;
    }

    /** Everything that the steps make: columns, keys, checks, indexes, views, triggers, functions, and the rows of a new database. */
    private static String dump(TestPostgres postgres) throws SQLException {
        var all = new ArrayList<String>();
        for (var question : List.of(
                "select 'column ' || table_name || ' ' || ordinal_position || ' ' || column_name || ' ' || data_type || ' '"
                        + " || is_nullable || ' ' || coalesce(column_default, '') || ' ' || coalesce(collation_name, '')"
                        + " from information_schema.columns where table_schema = 'public' order by 1",
                "select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)"
                        + " from pg_constraint where connamespace = 'public'::regnamespace order by 1",
                "select 'index ' || indexdef from pg_indexes where schemaname = 'public' order by 1",
                "select 'view ' || viewname || ' ' || definition from pg_views where schemaname = 'public' order by 1",
                "select 'trigger ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal order by 1",
                "select 'function ' || proname || ' ' || prosrc from pg_proc where pronamespace = 'public'::regnamespace"
                        + " order by 1",
                "select 'step ' || number || ' ' || name || ' ' || sha256 from schema_version order by number",
                "select 'series ' || name || ' ' || last from series order by 1",
                "select 'slots ' || slots from slot_count")) {
            all.addAll(lines(postgres, question));
        }
        return String.join("\n", all);
    }
}
