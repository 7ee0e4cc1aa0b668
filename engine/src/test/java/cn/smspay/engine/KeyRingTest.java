package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.app.Main;
import cn.smspay.base.Secret;
import cn.smspay.base.vault.MasterKey;
import cn.smspay.base.vault.Vault;
import cn.smspay.base.vault.WrongKey;
import cn.smspay.outside.simulator.SmscSettings;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.sms.pdu.CommandStatus;
import cn.smspay.sms.pdu.MessageIdFormat;
import cn.smspay.sms.smpp.SmppBindSettings;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.Service;
import cn.smspay.testing.TestClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The master key opens the data key, and nothing else does. */
final class KeyRingTest {
    private static final List<String> STEPS_OF_BEFORE = List.of(
            "001-store", "002-ledger", "003-accounts", "004-billing", "005-outbox", "006-desk", "007-sms", "008-ivr");

    private static final String KEY = "0f".repeat(32);
    private static final String OTHER = "1e".repeat(32);
    private static final Instant NOW = Instant.parse("2009-11-02T01:00:00Z");
    /** Of before the key: a plain digest of a message, shortened. */
    private static final String PROVEN = "00112233445566778899aabbccddeeff";

    private static final String WAITING = "ffeeddccbbaa99887766554433221100";
    private static final String LEFT = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    private Path database() {
        return folder.resolve(StoreSettings.FILE);
    }

    private Vault open(String master) {
        try (var store = Store.open(StoreSettings.engine(database()))) {
            return KeyRing.open(store, MasterKey.of(master), NOW);
        }
    }

    @Test
    void theSameMasterKeyOpensWhatWasSealed() {
        var sealed = open(KEY).seal("text", "test");

        assertEquals("text", open(KEY).unseal(sealed, "test"));
        assertThrows(
                IllegalStateException.class,
                () -> Vault.of(KEY).unseal(sealed, "test"),
                "the master key seals no text");
    }

    @Test
    void anotherMasterKeyIsRefusedByTheEngine() {
        var clock = new TestClock();
        new Engine(LocalConfig.of(Service.HOME, folder, new Secret(KEY), 1), clock).close();

        var other = LocalConfig.of(Service.HOME, folder, new Secret(OTHER), 1);
        assertThrows(WrongKey.class, () -> new Engine(other, clock));

        new Engine(LocalConfig.of(Service.HOME, folder, new Secret(KEY), 1), clock).close();
    }

    @ParameterizedTest
    @CsvSource({"subscribers", "recharge_cards", "bank_cards", "opening_cash"})
    void anotherMasterKeyIsRefusedByEveryImport(String kind) throws IOException {
        open(KEY);
        var file = Files.writeString(folder.resolve("x.csv"), "msisdn\n13800000001\n");

        assertEquals(2, imported(kind, file, key(OTHER, "r--------")));
    }

    @ParameterizedTest
    @CsvSource({"r--r--r--", "rw-r-----", "r-----r--", "rw--w----", "r-------x"})
    void aKeyFileThatIsOpenToOthersIsRefused(String permissions) throws IOException {
        open(KEY);
        var file = Files.writeString(folder.resolve("x.csv"), "msisdn,province,brand\n13800000001,广东,神州行\n");

        assertEquals(2, imported("subscribers", file, key(KEY, permissions)));
        assertNotEquals(2, imported("subscribers", file, key(KEY, "rw-------")));
    }

    private int imported(String kind, Path file, Path key) {
        return Main.run("import", kind, file.toString(), "--data", folder.toString(), "--key-file", key.toString());
    }

    private Path key(String hex, String permissions) throws IOException {
        var file = folder.resolve("key");
        Files.deleteIfExists(file);
        Files.writeString(file, hex);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void aDatabaseOfBeforeKeepsItsValuesAndRefusesAnotherKeyFromTheFirstStartOn() {
        var sealed = Vault.of(KEY).seal("octets", "quarantine");
        before(sql -> sql.createUpdate(
                        "insert into quarantine (id, bind, reason, sealed, at) values (1, 'b', 'r', :sealed, 0)")
                .bind("sealed", sealed)
                .execute());

        assertThrows(WrongKey.class, () -> open(OTHER));

        assertEquals("octets", open(KEY).unseal(sealed, "quarantine"));
        assertThrows(WrongKey.class, () -> open(OTHER));
    }

    @Test
    void fingerprintsOfBeforeAreWipedOrGivenTheKeyAndLeaveNoTraceInTheFiles() throws IOException {
        before(sql -> {
            sql.execute("insert into smsc_connection values ('a', 1, 2, 0)");
            sql.execute("insert into smsc_connection values ('b', 2, 0, 0)");
            sql.execute("insert into uplink (id, connection, fingerprint, received_at) values (1, 1, ?, 0)", PROVEN);
            sql.execute("insert into uplink (id, connection, fingerprint, received_at) values (2, 1, ?, 0)", WAITING);
            sql.execute("insert into uplink (id, connection, fingerprint, received_at) values (3, 2, ?, 0)", PROVEN);
            sql.execute("insert into at_risk (fingerprint, uplink, since) values (?, 1, 0)", LEFT);
        });

        var vault = open(KEY);

        try (var store = Store.open(StoreSettings.tool(database()))) {
            assertEquals(
                    List.of("", keyed(vault, WAITING), ""), texts(store, "select fingerprint from uplink order by id"));
            assertEquals(List.of(keyed(vault, LEFT)), texts(store, "select fingerprint from at_risk"));
        }
        for (var file : List.of(database(), folder.resolve(StoreSettings.FILE + "-wal"))) {
            var content = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
            for (String plain : List.of(PROVEN, WAITING, LEFT)) {
                assertFalse(content.contains(plain), file + " holds " + plain);
            }
        }
    }

    private static String keyed(Vault vault, String plain) {
        return vault.fingerprint(plain.getBytes(StandardCharsets.US_ASCII));
    }

    private static List<String> texts(Store store, String sql) {
        return store.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    @Test
    void fingerprintsDifferUnderAnotherKey() {
        assertNotEquals(keyed(Vault.of(KEY), PROVEN), keyed(Vault.of(OTHER), PROVEN));
    }

    @ParameterizedTest
    @CsvSource({
        "13907319999, 13907319999, 1",
        "8613907319999, 13907319999, 1",
        "+8613907319999, 13907319999, 1",
        "008613907319999, 8613907319999, 1",
        "8613907319999, +8613907319999, 1",
        "13907319999, 8613907319999, 1",
        "13907319999, 13907318888, 2",
        "8613907319999, 13907318888, 2"
    })
    void aMessageThatComesAgainAfterTheUpgradeIsKnown(String before, String after, long uplinks) throws Exception {
        before(sql -> {
            sql.execute("insert into uplink values (1, 1, '', ?)", NOW.toEpochMilli());
            sql.execute("insert into series values ('uplink', 1)");
            sql.execute("insert into at_risk values (?, 1, ?)", digestOfBefore(before, "CX"), NOW.toEpochMilli());
        });
        var clock = new TestClock();
        var settings = new SmscSettings("local", new Secret("local"), 0, 100, false, false);
        try (var smsc = SmscSimulator.start(settings, clock)) {
            var usual = LocalConfig.of(Service.HOME, folder, new Secret(KEY), smsc.port());
            var bind = usual.binds()
                    .get(0)
                    .with(new SmppBindSettings.Dialect(CommandStatus.THROTTLED, null, MessageIdFormat.AS_IS));
            try (var engine = new Engine(usual.with(List.of(bind), usual.sms()), clock)) {
                engine.start();
                Service.get(engine.link().allBound());

                assertEquals(0, Service.get(smsc.deliver(after, Service.NUMBER, "CX")));

                assertEquals(List.of(Long.toString(uplinks)), texts(engine.store(), "select count(*) from uplink"));
            }
        }
    }

    /** As the program of before made it: of what the SMSC spelt, without a key. */
    private static String digestOfBefore(String from, String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((from + '\0' + Service.NUMBER + '\0').getBytes(StandardCharsets.UTF_8));
            digest.update(new byte[16]);
            digest.update(text.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theFilesOfADatabaseAreTheOwnersOnly() throws IOException {
        var clock = new TestClock();
        var data = folder.resolve("data");
        try (var engine = new Engine(LocalConfig.of(Service.HOME, data, new Secret(KEY), 1), clock)) {
            assertFalse(engine.store().isBroken());
            assertEquals("rwx------", permissions(data));
            try (var files = Files.list(data)) {
                var database = files.filter(Files::isRegularFile).toList();
                assertTrue(database.size() >= 3, database.toString());
                for (Path file : database) {
                    assertEquals("rw-------", permissions(file), file.toString());
                }
            }
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /** A database as the program of before left it. */
    /** A database of the program before keys lay in it. */
    private void before(Consumer<Handle> content) {
        try (var sql = Jdbi.create("jdbc:sqlite:" + database()).open()) {
            sql.execute("create table schema_version (number INTEGER PRIMARY KEY, name TEXT NOT NULL,"
                    + " sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL)");
            for (int i = 0; i < STEPS_OF_BEFORE.size(); i++) {
                var step = resource("/schema/" + STEPS_OF_BEFORE.get(i) + ".sql");
                execute(sql, step);
                sql.execute(
                        "insert into schema_version values (?, ?, ?, 0)", i + 1, STEPS_OF_BEFORE.get(i), sha256(step));
            }
            content.accept(sql);
        }
    }

    private static void execute(Handle sql, String script) {
        try (var statement = sql.getConnection().createStatement()) {
            statement.executeUpdate(script);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) {
        try (var in = KeyRingTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
