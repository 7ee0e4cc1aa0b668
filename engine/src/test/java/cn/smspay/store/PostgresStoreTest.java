package cn.smspay.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Secret;
import cn.smspay.store.dialect.DatabaseServer;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The store on a real PostgreSQL: rows of every shape, and everything that a server can do to an engine: {@code PostgresWriter} is
 * taken over from, {@code PostgresReaders} connect again, {@code Links} refuse what would make a commit worthless.
 */
class PostgresStoreTest {
    enum Colour {
        RED,
        GREEN
    }

    record Note(
            long id,
            Colour colour,
            boolean done,
            @Nullable String text,
            byte @Nullable [] octets,
            @Nullable Long number) {
        static final Table<Long, Note> TABLE = Table.cached("note", long.class, Note.class, 100);

        Note(long id, String text) {
            this(id, Colour.RED, false, text, null, null);
        }
    }

    record PairKey(String name, int number) {}

    record PairRow(PairKey key, String what) {
        static final Table<PairKey, PairRow> TABLE = Table.sparse("pair", PairKey.class, PairRow.class, 100);
    }

    private static final String TABLES = """
            create table note (id bigint primary key, colour text collate "C" not null, done bigint not null,
                text text collate "C", octets bytea, number bigint);
            create table pair (name text collate "C", number bigint, what text not null, primary key (name, number));
            """;

    @TempDir
    Path folder;

    private @Nullable TestPostgres made;

    @BeforeEach
    void make() {
        made = TestPostgres.make();
    }

    @AfterEach
    void drop() {
        if (made != null) {
            made.close();
        }
    }

    private TestPostgres postgres() {
        return Objects.requireNonNull(made);
    }

    private StoreSettings engine() {
        return StoreSettings.engine(folder.resolve(StoreSettings.FILE))
                .on(postgres().server(folder));
    }

    private Store open() {
        var store = Store.open(engine());
        outside(TABLES);
        return store;
    }

    private void outside(String sql) {
        try (var connection = postgres().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> texts(Store store) {
        return store.read(sql -> sql.createQuery("select coalesce(text, '-') from note order by id")
                .mapTo(String.class)
                .list());
    }

    @Test
    void rowsOfEveryShapeComeBackAsTheyWere() {
        var full = new Note(1, Colour.GREEN, true, "余额 \u0000 'x' {\"a\", NULL}", new byte[] {0, -1, 7}, 5L);
        var bare = new Note(2, Colour.RED, false, null, null, null);
        try (var store = open()) {
            store.write(tx -> {
                tx.add(Note.TABLE, full);
                tx.add(Note.TABLE, bare);
                for (int i = 0; i < 5; i++) {
                    tx.add(PairRow.TABLE, new PairRow(new PairKey("甲", i), "w" + i));
                }
                return true;
            });
        }
        try (var store = Store.open(engine())) {
            store.write(tx -> {
                var read = tx.get(Note.TABLE, 1L);
                assertEquals(
                        full.text().replace('\u0000', '\uFFFD'), read.text(), "there is no U+0000 in a text there");
                assertArrayEquals(full.octets(), read.octets());
                assertEquals(Colour.GREEN, read.colour());
                assertEquals(5L, read.number());
                assertEquals(bare, tx.get(Note.TABLE, 2L));
                assertTrue(tx.find(Note.TABLE, 3L).isEmpty());
                assertEquals("w3", tx.get(PairRow.TABLE, new PairKey("甲", 3)).what());
                tx.delete(PairRow.TABLE, new PairKey("甲", 3));
                tx.delete(PairRow.TABLE, new PairKey("甲", 4));
                tx.put(PairRow.TABLE, new PairRow(new PairKey("甲", 0), "other"));
                return true;
            });
            assertEquals(
                    List.of("other", "w1", "w2"),
                    store.read(sql -> sql.createQuery("select what from pair order by number")
                            .mapTo(String.class)
                            .list()));
        }
    }

    @Test
    void manyRowsThatChangeAlikeAreChangedTogetherAndNullsToo() {
        try (var store = open()) {
            store.write(tx -> {
                for (long i = 1; i <= 20; i++) {
                    tx.add(Note.TABLE, new Note(i, "t" + i));
                }
                return true;
            });
            store.write(tx -> {
                for (long i = 1; i <= 20; i++) {
                    tx.put(Note.TABLE, new Note(i, Colour.GREEN, true, null, new byte[] {1}, 9L));
                }
                return true;
            });
            int alike = store.read(sql -> sql.createQuery(
                            "select count(*) from note where colour = 'GREEN' and done = 1 and text is null and number = 9")
                    .mapTo(Integer.class)
                    .one());
            assertEquals(20, alike);
        }
    }

    @Test
    void whatFailsIsRolledBackAndLaterWritesGoOn() {
        try (var store = open()) {
            store.write(tx -> {
                tx.add(Note.TABLE, new Note(1, "one"));
                return true;
            });
            assertThrows(
                    StoreFault.class,
                    () -> store.write(tx -> {
                        tx.add(Note.TABLE, new Note(2, "two"));
                        tx.add(Note.TABLE, new Note(1, "again"));
                        return true;
                    }));
            assertFalse(store.isBroken());
            store.write(tx -> {
                tx.put(Note.TABLE, new Note(1, "changed"));
                return true;
            });
            assertEquals(List.of("changed"), texts(store));
        }
    }

    @Test
    void whoLooksAtItBesideAnEngineSeesWhatIsWrittenAndWritesNothing() {
        try (var store = open();
                var tool = Store.open(StoreSettings.tool(folder.resolve(StoreSettings.FILE)))) {
            store.write(tx -> {
                tx.add(Note.TABLE, new Note(1, "engine"));
                return true;
            });
            assertEquals(List.of("engine"), texts(tool));
            assertThrows(
                    IllegalStateException.class,
                    () -> tool.write(tx -> {
                        tx.put(Note.TABLE, new Note(1, "tool"));
                        return true;
                    }));
            assertEquals(List.of("engine"), texts(store));
            assertEquals("engine", store.write(tx -> tx.get(Note.TABLE, 1L).text()));
        }
    }

    /** A role or a database that has it off does not decide what our connections promise. */
    @Test
    void whatIsStoredWaitsForTheDiskWhateverTheRoleOrTheDatabaseHasSet() throws SQLException {
        postgres().tell("alter database " + postgres().name() + " set synchronous_commit = off");
        var role = postgres().name() + "_hasty";
        postgres().tell("create role " + role + " superuser login");
        postgres().tell("alter role " + role + " set synchronous_commit = off");
        var here = postgres().server(folder);
        var hasty = new DatabaseServer(here.url(), role, here.password(), here.passwordFile());
        try (var store = Store.open(engine().on(hasty))) {
            var seen = store.write(tx -> tx.query(sql -> sql.createQuery("show synchronous_commit")
                    .mapTo(String.class)
                    .one()));
            assertEquals("on", seen);
        } finally {
            outside("drop owned by " + role + " cascade");
            postgres().tell("drop role " + role);
        }
    }

    @Test
    void aSecondEngineIsRefusedAndOneThatIsTakenOverFromStops() {
        try (var store = open()) {
            var elsewhere = StoreSettings.engine(folder.resolve("other/" + StoreSettings.FILE));
            var refused = assertThrows(
                    StoreUnusable.class,
                    () -> Store.open(elsewhere.on(postgres().server(folder))));
            assertTrue(refused.getMessage().contains("another engine is running on it"), refused::getMessage);

            // What an engine on another machine does once the server has given this one up.
            outside("update store_epoch set epoch = epoch + 1");
            var fault = assertThrows(
                    StoreFault.class,
                    () -> store.write(tx -> {
                        tx.add(Note.TABLE, new Note(1, "too late"));
                        return true;
                    }));

            assertEquals(StoreFault.CommitState.CLOSED, fault.outcome());
            assertTrue(fault.getMessage().contains("another engine has taken this database over"), fault::getMessage);
            assertTrue(store.isBroken());
            assertEquals(List.of(), texts(store));
        }
    }

    @Test
    void aConnectionLostInACommitLeavesItUnknownAndStopsTheEngine() {
        try (var store = open()) {
            outside("""
                    create function die() returns trigger language plpgsql as
                        $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
                    create constraint trigger die after insert on note deferrable initially deferred
                        for each row execute function die()""");
            var stopped = new boolean[1];
            store.onBroken(() -> stopped[0] = true);

            var fault = assertThrows(
                    StoreFault.class,
                    () -> store.write(tx -> {
                        tx.add(Note.TABLE, new Note(1, "x"));
                        return true;
                    }));

            assertEquals(StoreFault.CommitState.UNKNOWN, fault.outcome());
            assertTrue(stopped[0]);
            var after = assertThrows(StoreFault.class, () -> store.write(tx -> true));
            assertEquals(StoreFault.CommitState.CLOSED, after.outcome());
        }
    }

    @Test
    void aConnectionLostBetweenTransactionsStopsTheEngineAndReadersConnectAgain() {
        try (var store = open()) {
            assertEquals(List.of(), texts(store));
            outside("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                    + " and pid <> pg_backend_pid()");
            var fault = assertThrows(StoreFault.class, () -> store.write(tx -> true));

            assertEquals(StoreFault.CommitState.CLOSED, fault.outcome());
            assertTrue(fault.getMessage().contains("PostgreSQL cannot be reached"), fault::getMessage);
            assertEquals(List.of(), texts(store));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void aBatchThatStoodInAnothersWayIsRunAgain(String state)
            throws InterruptedException, ExecutionException, Exception {
        try (var store = open();
                var lane = new Lane(store, 10, 1)) {
            outside("create sequence tries; create function refuse_twice() returns trigger language plpgsql as $$ begin"
                    + " if nextval('tries') <= 2 then raise exception 'in the way' using errcode = '" + state
                    + "'; end if; return null; end $$; create constraint trigger twice after insert on note"
                    + (state.endsWith("1") ? " deferrable initially deferred" : "")
                    + " for each row execute function refuse_twice()");

            var done = lane.submit(Job.of("x", tx -> {
                        tx.add(Note.TABLE, new Note(1, "stored once"));
                        return tx.next("order");
                    }))
                    .get(20, TimeUnit.SECONDS);

            assertEquals(1, done);
            assertEquals(List.of("stored once"), texts(store));
            assertFalse(store.isBroken());
        }
    }

    @Test
    void eachOfOurConnectionsCommitsSynchronouslyWhateverTheDatabaseSays() {
        outside("alter database " + postgres().name() + " set synchronous_commit = off");
        try (var store = open()) {
            assertEquals(
                    "on",
                    store.write(tx -> tx.query(sql -> sql.createQuery("show synchronous_commit")
                            .mapTo(String.class)
                            .one())));
        }
    }

    @Test
    void whatCannotBeUsedIsRefusedWithASentence() throws IOException {
        outside("create table somebody (id int)");
        refused("it holds tables of another program, such as somebody");
        outside("drop table somebody");

        outside("alter database " + postgres().name() + " set default_transaction_read_only = on");
        refused("PostgreSQL's transaction_read_only is on and must be off");
        postgres().tell("alter database " + postgres().name() + " reset default_transaction_read_only");

        Store.open(engine()).close();
        outside("insert into schema_version values (999, '999-tomorrow', '', 0)");
        refused("");
        outside("delete from schema_version where number = 999");
        outside("update schema_version set number = number + 1000");
        refused("schema step 1 is not recorded in the database");
        outside("update schema_version set number = number - 1000");
        outside("delete from store_epoch");
        refused("store_epoch is empty");
        outside("insert into store_epoch values (1, 0, 0)");

        var role = postgres().name() + "_one";
        postgres().tell("create role " + role + " login connection limit 0");
        try {
            refused(
                    "has no connection left for us",
                    new DatabaseServer(postgres().url(), role, new Secret(""), folder));
        } finally {
            postgres().tell("drop role " + role);
        }
        refused(
                "there is no such database",
                new DatabaseServer(postgres().url() + "_not", postgres().user(), new Secret(""), folder));
        refused(
                "PostgreSQL cannot be reached",
                new DatabaseServer("jdbc:postgresql://127.0.0.1:1/x", "x", new Secret(""), folder));

        Files.writeString(folder.resolve(StoreSettings.FILE), "");
        refused("is a database of SQLite");
        Files.delete(folder.resolve(StoreSettings.FILE));
        assertThrows(StoreUnusable.class, () -> DatabaseFile.requireNoServer(folder.resolve(StoreSettings.FILE)));
        Store.open(engine()).close();
    }

    private void refused(String sentence) {
        refused(sentence, postgres().server(folder));
    }

    private void refused(String sentence, DatabaseServer server) {
        var settings = StoreSettings.engine(folder.resolve(StoreSettings.FILE)).on(server);
        var refused =
                assertThrows(StoreUnusable.class, () -> Store.open(settings).close());
        assertTrue(refused.getMessage().contains(sentence), refused::getMessage);
        assertFalse(refused.getMessage().contains("\n"), refused::getMessage);
    }
}
