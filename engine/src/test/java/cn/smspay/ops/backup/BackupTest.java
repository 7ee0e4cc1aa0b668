package cn.smspay.ops.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.vault.WrongKey;
import cn.smspay.cli.Exit;
import cn.smspay.engine.Books;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.Service;
import cn.smspay.testing.TestClock;
import cn.smspay.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Copies made while an engine works, and put back elsewhere. */
@Timeout(120)
final class BackupTest {
    private static final String ALICE = "13800000001";

    @TempDir
    private Path folder;

    private Path data;
    private Path backup;
    private Path restored;
    private Path key;

    @BeforeEach
    void name() throws IOException {
        data = folder.resolve("var");
        backup = folder.resolve("backup");
        restored = folder.resolve("elsewhere/var");
        key = folder.resolve("master.key");
        Files.createDirectories(restored.getParent());
        Files.writeString(key, World.KEY);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));
    }

    private static long charges(Path folder) {
        try (var store = Store.open(StoreSettings.tool(folder.resolve(StoreSettings.FILE)))) {
            assertEquals(List.of(), Books.verify(store));
            return store.read(sql -> sql.createQuery("select count(*) from charge")
                    .mapTo(Long.class)
                    .one());
        }
    }

    @Test
    void aCopyBesideTheWorkingEngineHoldsWhatWasAcceptedBeforeItAndNothingLater() throws IOException {
        BackupManifest made;
        try (var service = new Service(data)) {
            service.say(ALICE, "KT");
            service.say(ALICE, "A");
            service.engine().closeBilling();
            made = Backup.make(data, backup, service.clock);
            service.say(ALICE, "CX");
            service.engine().closeBilling();
        }
        assertEquals(2, made.lastCharge());
        assertTrue(
                made.files().stream().anyMatch(file -> file.name().endsWith("-0000000001.cdr")),
                () -> "billing files in " + made.files());
        assertTrue(
                made.files().stream().noneMatch(file -> file.name().contains("-0000000002.")),
                () -> "files of later in " + made.files());
        assertEquals(3, charges(data));

        Restore.into(backup, restored, key);

        assertEquals(2, charges(restored));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(restored.resolve("smspay.db"))));
        try (var service = new Service(restored)) {
            assertTrue(service.say(ALICE, "CX").get(0).contains("0.00"));
        }
        assertEquals(3, charges(restored));
    }

    @Test
    void aBackupThatIsDamagedIsNotPutBack() throws IOException {
        begin();
        Backup.make(data, backup, new TestClock());
        var database = backup.resolve("smspay.db");
        var octets = Files.readAllBytes(database);
        octets[octets.length / 2] ^= 1;
        Files.write(database, octets);

        var refused = assertThrows(Exit.Refused.class, () -> Restore.into(backup, restored, key));

        assertTrue(refused.getMessage().contains("smspay.db has other content"), refused.getMessage());
        assertFalse(Files.exists(restored));
        Files.delete(database);
        assertTrue(assertThrows(Exit.Refused.class, () -> Restore.into(backup, restored, key))
                .getMessage()
                .contains("smspay.db is missing"));
    }

    @Test
    void aWrongKeyIsRefused() throws IOException {
        begin();
        Backup.make(data, backup, new TestClock());
        Files.delete(key);
        Files.writeString(key, World.KEY.replace(World.KEY.charAt(0), World.KEY.charAt(0) == 'a' ? 'b' : 'a'));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));

        assertThrows(WrongKey.class, () -> Restore.into(backup, restored, key));

        assertFalse(Files.exists(restored));
    }

    @Test
    void nothingThatIsThereIsOverwritten() throws IOException {
        begin();
        Backup.make(data, backup, new TestClock());

        assertTrue(assertThrows(Exit.Refused.class, () -> Backup.make(data, backup, new TestClock()))
                .getMessage()
                .contains("is there already"));
        assertTrue(assertThrows(Exit.Refused.class, () -> Restore.into(backup, data, key))
                .getMessage()
                .contains("is not empty"));
        assertTrue(assertThrows(Exit.Refused.class, () -> Restore.into(folder.resolve("nothing"), restored, key))
                .getMessage()
                .contains("is no backup"));
        assertTrue(assertThrows(
                        Exit.Refused.class,
                        () -> Backup.make(folder.resolve("nothing"), folder.resolve("b2"), new TestClock()))
                .getMessage()
                .contains("there is no database"));
    }

    @Test
    void booksThatDoNotProveAreSaidSo() throws IOException {
        begin();
        try (var store = Store.open(StoreSettings.engine(data.resolve(StoreSettings.FILE)))) {
            store.write(tx -> tx.query(sql -> sql.execute("update charge_head set number = number + 1")));
            store.write(tx -> tx.query(sql -> sql.execute("delete from uplink where id = 1")));
        }

        var refused = assertThrows(Exit.Refused.class, () -> Backup.make(data, backup, new TestClock()));

        assertEquals(Exit.WRONG, refused.code());
        assertFalse(Files.exists(backup));
    }

    private void begin() {
        try (var service = new Service(data)) {
            service.say(ALICE, "KT");
            service.engine().closeBilling();
        }
    }
}
