package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.Operator;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.wallet.WalletParts;
import cn.smspay.accounts.wallet.WalletSettings;
import cn.smspay.base.Msisdn;
import cn.smspay.base.vault.WrongKey;
import cn.smspay.cli.Exit;
import cn.smspay.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With what {@link Tool} opens a database beside the engine, and what it refuses. */
final class ToolTest {
    @TempDir
    private Path folder;

    private Path key(String text, String permissions) throws IOException {
        return Files.setPosixFilePermissions(
                Files.writeString(folder.resolve("master.key"), text), PosixFilePermissions.fromString(permissions));
    }

    private static long subscribers(Tool tool) {
        return tool.store()
                .read(sql -> sql.createQuery("select count(*) from subscription")
                        .mapTo(Long.class)
                        .one());
    }

    @Test
    void whatOneToolWritesAnotherReadsWithTheSameKey() throws IOException {
        key(World.KEY, "r--------");
        try (var tool = Tool.open(folder, null)) {
            tool.store()
                    .write(tx -> tool.accounts()
                            .subscribers()
                            .feed(
                                    tx,
                                    new Msisdn("13800000001"),
                                    Operator.CHINA_MOBILE,
                                    Province.HUNAN,
                                    Brand.GOTONE,
                                    false));
        }
        var elsewhere = Files.move(folder.resolve("master.key"), folder.resolve("other.key"));
        try (var tool = Tool.open(folder, elsewhere)) {
            assertEquals(1, subscribers(tool));
            // Closed with the other one.
            assertEquals(1, subscribers(tool.with(new WalletParts.Setup(World.MASTERS, WalletSettings.USUAL))));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', r--------, cannot be used",
        "not a key, r--------, cannot be used",
        "key, rw-r--r--, can be read or changed by others than its owner",
        "key, rw--w----, can be read or changed by others than its owner"
    })
    void aKeyThatIsNoneOrNotPrivateOpensNothing(String text, String permissions, String why) throws IOException {
        key(text.equals("key") ? World.KEY : text, permissions);
        var refused = assertThrows(WrongKey.class, () -> Tool.open(folder, null));
        assertTrue(String.valueOf(refused.getMessage()).contains(why), refused.getMessage());
    }

    /** The first key that wrote here is the one that reads here. */
    @Test
    void anotherKeyIsRefusedAndTheDatabaseIsLetGo() throws IOException {
        var file = key(World.KEY, "rw-------");
        Tool.open(folder, null).close();
        Files.writeString(file, World.KEY.replace('0', '1'));
        assertThrows(WrongKey.class, () -> Tool.open(folder, null));
        Files.writeString(file, World.KEY);
        Tool.open(folder, null).close();
    }

    @Test
    void aFolderOrKeyThatIsNotThereIsNamed() {
        var nowhere = folder.resolve("nowhere");
        var refused = assertThrows(Exit.Refused.class, () -> Tool.open(nowhere, null));
        assertEquals("there is no folder " + nowhere + "; name it with --data", refused.getMessage());
        var keyless = assertThrows(WrongKey.class, () -> Tool.open(folder, null));
        assertTrue(String.valueOf(keyless.getMessage()).contains("name it with --key-file"), keyless.getMessage());
    }
}
