package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.base.vault.MasterKey;
import cn.smspay.base.vault.Vault;
import cn.smspay.base.vault.WrongKey;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.TestPostgres;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that is sealed is sealed anew with another key. */
final class ResealingTest {
    private static final Instant NOW = Instant.parse("2009-11-02T01:00:00Z");
    /** Octets that are no seal: chains, lines of the books, files, prints. */
    private static final Set<String> OPEN = Set.of("chain", "chain_before", "chain_after", "line", "files", "digest");

    @TempDir
    private Path folder;

    private final Optional<TestPostgres> postgres = TestPostgres.ifWanted();
    private final MasterKey master = MasterKey.of(World.KEY);
    private Store store;
    private Vault vault;

    @BeforeEach
    void open() {
        store = Store.open(TestPostgres.settings(postgres, folder.resolve(StoreSettings.FILE)));
        vault = KeyRing.open(store, master, NOW);
    }

    @AfterEach
    void close() {
        store.close();
        postgres.ifPresent(TestPostgres::close);
    }

    private void fill(int rows) {
        store.write(tx -> tx.query(sql -> {
            for (int i = 1; i <= rows; i++) {
                sql.execute(
                        "insert into identity values (?, ?, 'ID_CARD', ?)",
                        i,
                        vault.seal("name" + i, "name"),
                        i % 2 == 0 ? null : vault.seal("number" + i, "id number"));
                sql.execute(
                        "insert into message_part (sender, service, width, reference, total, number, coding, sealed, received_at)"
                                + " values ('1', '2', 8, ?, 2, 1, 0, ?, 0)",
                        i,
                        vault.seal("part" + i, "message part"));
                sql.execute(
                        "insert into free_text values (?, 1, 'd', 's', 'c', 0, 9, ?)",
                        "k" + i,
                        vault.seal("text" + i, "free text"));
            }
            return rows;
        }));
    }

    private List<byte[]> sealed(String query) {
        return store.read(sql -> sql.createQuery(query).mapTo(byte[].class).list());
    }

    @Test
    void everyValueIsOpenedByTheNewKeyAndByNoneOfBefore() {
        fill(450);
        var names = "select name_sealed from identity order by subscription";
        var before = sealed(names);
        var told = new ArrayList<String>();

        var done = Resealing.all(store, vault, master, NOW, told::add);

        assertEquals(450L, done.get("identity.name_sealed"));
        assertEquals(225L, done.get("identity.id_number_sealed"));
        assertEquals(450L, done.get("message_part.sealed"));
        assertEquals(Resealing.COLUMNS.size(), told.size());
        var after = sealed(names);
        var opened = KeyRing.open(store, master, NOW);
        var old = Vault.of(
                master.unwrap(sealed("select sealed from data_key where id = 1").get(0)));
        for (int i = 0; i < after.size(); i++) {
            assertFalse(Arrays.equals(before.get(i), after.get(i)));
            assertEquals("name" + (i + 1), opened.unseal(after.get(i), "name"));
            assertEquals("name" + (i + 1), vault.unseal(after.get(i), "name"));
            var one = after.get(i);
            assertThrows(IllegalStateException.class, () -> old.unseal(one, "name"));
        }
        assertEquals(
                "text7",
                opened.unseal(
                        sealed("select text_sealed from free_text where key = 'k7'")
                                .get(0),
                        "free text"));
        assertEquals("before", opened.unseal(old.seal("before", "name"), "name"), "a copy of before opens");
        assertEquals(old.fingerprint(new byte[] {1}), opened.fingerprint(new byte[] {1}));
    }

    @Test
    void theNextTimeTheKeyBetweenIsGoneAndAMasterKeyIsChangedForAllOfThem() {
        fill(3);
        Resealing.all(store, vault, master, NOW, any -> {});
        Resealing.all(store, vault, master, NOW, any -> {});

        assertEquals(
                List.of(1L, 3L),
                store.read(sql -> sql.createQuery("select id from data_key order by id")
                        .mapTo(Long.class)
                        .list()));
        var fresh = MasterKey.of("ab".repeat(32));
        KeyRing.rotate(store, master, fresh);
        var opened = KeyRing.open(store, fresh, NOW);
        assertEquals(
                "name2",
                opened.unseal(
                        sealed("select name_sealed from identity where subscription = 2")
                                .get(0),
                        "name"));
        assertThrows(WrongKey.class, () -> KeyRing.open(store, master, NOW));
    }

    @Test
    void brokenOffAfterTheKeyWasMadeAllOpensAndTheNextTimeDoesTheWhole() {
        fill(3);
        KeyRing.addSealing(store, master, vault, NOW);
        var opened = KeyRing.open(store, master, NOW);
        var mixed = opened.seal("new", "name");
        assertEquals(
                "name1",
                opened.unseal(sealed("select name_sealed from identity").get(0), "name"));

        assertEquals(3L, Resealing.all(store, opened, master, NOW, any -> {}).get("identity.name_sealed"));
        assertEquals("new", opened.unseal(mixed, "name"));
    }

    @Test
    void anotherMasterKeyIsRefusedAndNothingIsDone() {
        fill(1);
        var before = sealed("select name_sealed from identity").get(0);
        var wrong = MasterKey.of("cd".repeat(32));

        assertThrows(WrongKey.class, () -> Resealing.all(store, vault, wrong, NOW, any -> {}));

        assertArrayEquals(before, sealed("select name_sealed from identity").get(0));
        assertEquals(1, sealed("select sealed from data_key").size());
    }

    @Test
    void noColumnOfTheSchemaIsLeftOut() {
        Assumptions.assumeFalse(TestPostgres.isWanted(), "both kinds have the same columns");
        var known = Resealing.COLUMNS.stream()
                .map(column -> column.table() + "." + column.name())
                .collect(Collectors.toSet());
        List<String> blobs =
                store.read(sql -> sql.createQuery("""
                        select t.name || '.' || c.name from sqlite_master t join pragma_table_info(t.name) c
                        where t.type = 'table' and c.type = 'BLOB' and t.name <> 'data_key'""").mapTo(String.class).list());
        blobs.removeIf(name -> OPEN.contains(name.substring(name.indexOf('.') + 1)));
        blobs.removeAll(known);
        assertEquals(List.of(), blobs, "seal these anew too, or say that they are no seals");
        for (var column : Resealing.COLUMNS) {
            assertEquals(
                    column.key(),
                    store.read(sql -> String.join(
                            ",",
                            sql.createQuery("select name from pragma_table_info('" + column.table()
                                            + "') where pk > 0 order by pk")
                                    .mapTo(String.class)
                                    .list())),
                    column.table());
        }
    }
}
