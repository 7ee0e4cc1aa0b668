package cn.smspay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.vault.MasterKey;
import cn.smspay.engine.KeyRing;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.Service;
import cn.smspay.testing.TestPostgres;
import cn.smspay.testing.World;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The master key is exchanged; what it sealed opens as it did. */
final class KeysCommandsTest {
    private static final String FRESH = "ffeeddccbbaa99887766554433221100".repeat(2);

    @TempDir
    Path home;

    private final Optional<TestPostgres> postgres = TestPostgres.ifWanted();
    private Path data;
    private Path key;
    private byte[] sealed = {};
    private String said = "";

    @BeforeEach
    void furnish() throws IOException {
        data = home.resolve("var");
        key = file("master.key", World.KEY);
        try (var store = Store.open(TestPostgres.settings(postgres, data.resolve(StoreSettings.FILE)))) {
            sealed = KeyRing.open(store, MasterKey.of(World.KEY), Instant.EPOCH).seal("kept", "test");
        }
    }

    /** The folder holds the note of where the database is: all that follows finds it there. */
    @AfterEach
    void drop() {
        postgres.ifPresent(TestPostgres::close);
    }

    private Path file(String name, String text) throws IOException {
        var file = home.resolve(name);
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void rotate(int code, String... more) {
        var words = new StringWriter();
        var line = new java.util.ArrayList<>(
                List.of("keys", "rotate", "--data", data.toString(), "--key-file", key.toString()));
        line.addAll(List.of(more));
        int ended = Main.commandLine()
                .setOut(new PrintWriter(words, true))
                .setErr(new PrintWriter(words, true))
                .execute(line.toArray(String[]::new));
        said = words.toString();
        assertEquals(code, ended, said);
    }

    private void renew(int code, String kind) {
        var words = new StringWriter();
        int ended = Main.commandLine()
                .setOut(new PrintWriter(words, true))
                .setErr(new PrintWriter(words, true))
                .execute("keys", "renew", kind, "--data", data.toString(), "--key-file", key.toString());
        said = words.toString();
        assertEquals(code, ended, said);
    }

    @Test
    void whatIsSealedIsSealedAnewAloneAndByARunningEngineThatGoesOn() throws IOException {
        renew(0, "sealing");
        assertTrue(said.contains("identity.name_sealed: 0"), said);
        assertTrue(said.contains("All of it is sealed with a new key."), said);
        opensWith(key);
        renew(2, "pepper");
        assertTrue(said.startsWith("only the sealing key can be renewed, not \"pepper\""), said);
        key = file("other.key", FRESH);
        renew(2, "sealing");
        assertTrue(said.contains("other.key is not the key of this database"), said);
        key = home.resolve("master.key");

        var folder = home.resolve("running");
        try (var service = new Service(folder)) {
            data = folder;
            service.in(tx ->
                    tx.query(sql -> sql.createUpdate("insert into quarantine values (1, 'local', 'no end', :sealed, 0)")
                            .bind("sealed", service.engine().vault().seal("00", "quarantine"))
                            .execute()));
            renew(0, "sealing");
            assertTrue(said.contains("quarantine.sealed: 1"), said);
            assertEquals(List.of("done"), service.texts("select outcome from audit where act = 'keys.renew'"));
            assertEquals(1, service.say("13911112222", "KT").size());
            assertEquals(2, service.say("13911112222", "A").size());
        }
    }

    private void opensWith(Path file) throws IOException {
        try (var store = Store.open(StoreSettings.engine(data.resolve(StoreSettings.FILE)))) {
            assertEquals(
                    "kept",
                    KeyRing.open(store, MasterKey.read(file), Instant.EPOCH).unseal(sealed, "test"));
        }
    }

    @Test
    void aNewKeyIsMadeTakesTheOldOnesPlaceAndTheOldOneIsKept() throws IOException {
        rotate(0);

        assertTrue(said.contains("master.key.old holds the old one"), said);
        assertEquals(World.KEY, Files.readString(home.resolve("master.key.old")));
        assertTrue(Files.notExists(home.resolve("master.key.new")));
        opensWith(key);
        rotate(2);
        assertTrue(said.contains("is there from before and is another key"), said);
    }

    @Test
    void aRotationThatWasBrokenOffAnywhereGoesOn() throws IOException {
        // Died before the database, with the new key made and the old one kept.
        var fresh = file("master.key.new", FRESH);
        file("master.key.old", World.KEY);
        rotate(0);
        opensWith(key);
        assertEquals(FRESH, Files.readString(key));

        // Died behind the database, before the files: once more by hand.
        Files.delete(home.resolve("master.key.old"));
        Files.writeString(home.resolve("master.key.new"), World.KEY);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        try (var store = Store.open(StoreSettings.engine(data.resolve(StoreSettings.FILE)))) {
            KeyRing.rotate(store, MasterKey.of(FRESH), MasterKey.of(World.KEY));
        }
        rotate(0);
        assertTrue(said.contains("by a rotation that was broken off"), said);
        opensWith(key);
    }

    @Test
    void aWrongKeyIsRefusedAndNothingIsDone() throws IOException {
        var other = file("other.key", FRESH);
        var database = data.resolve(StoreSettings.FILE);
        var right = key;
        key = other;
        rotate(2);
        assertTrue(said.contains("is not the key of this database"), said);
        key = right;
        opensWith(key);
        rotate(2, "--new-key-file", file("same.key", World.KEY).toString());
        assertTrue(said.contains("hold the same key"), said);
        rotate(2, "--new-key-file", file("short.key", "12").toString());
        assertTrue(said.contains("hexadecimal digits, not 64"), said);
        assertTrue(Store.exists(database));
    }

    @Test
    void aFolderWhoseEngineCannotBeAskedIsLeftAlone() throws IOException {
        try (var engine = Store.open(StoreSettings.engine(data.resolve(StoreSettings.FILE)))) {
            rotate(3);
            assertTrue(said.contains("another engine is running on it"), said);
            assertEquals(World.KEY, Files.readString(key));
            assertTrue(!engine.isBroken());
        }
    }

    @Test
    void aRunningEngineDoesItItselfAndGoesOn() throws IOException {
        var folder = home.resolve("running");
        try (var service = new Service(folder)) {
            data = folder;
            rotate(0, "--why", "a clerk has left");
            assertEquals(1, service.say("13911112222", "KT").size());
            assertEquals(
                    "a clerk has left",
                    service.texts("select why from audit where act = 'keys.rotate'")
                            .get(0));
            try (var store = Store.open(StoreSettings.tool(folder.resolve(StoreSettings.FILE)))) {
                KeyRing.open(store, MasterKey.read(key), Instant.EPOCH);
            }
        }
    }
}
