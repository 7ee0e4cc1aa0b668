package cn.smspay.app.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@link InitCommand}: a folder to run from, which is never written over. */
final class InitCommandTest {
    @TempDir
    private Path folder;

    private int init(String name) {
        return new CommandLine(new InitCommand()).execute(folder.resolve(name).toString());
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private String rights(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }

    @Test
    void allThatARunNeedsIsThereAndSecretsAreTheOwnersAlone() throws IOException {
        assertEquals(0, init("a/deep/one"));
        for (var part : new String[] {"conf/smspay.yaml", "dialogs/kt.yaml", "ivr-scripts/12588.yaml"}) {
            assertTrue(Files.size(folder.resolve("a/deep/one").resolve(part)) > 0, part);
        }
        assertTrue(read("a/deep/one/conf/master.key").matches("[0-9a-f]{64}\n"));
        assertTrue(read("a/deep/one/conf/smsc-main.password").matches("[0-9a-f]{8}\n"), "SMPP takes eight characters");
        assertEquals("r--------", rights("a/deep/one/conf/master.key"));
        assertEquals("rw-------", rights("a/deep/one/conf/smsc-main.password"));
    }

    @Test
    void whatIsThereStaysAsItIs() throws IOException {
        assertEquals(0, init("one"));
        var key = read("one/conf/master.key");
        Files.writeString(folder.resolve("one/conf/smsc-main.password"), "carrier");
        Files.writeString(folder.resolve("one/dialogs/cx.yaml"), "mine");
        Files.delete(folder.resolve("one/dialogs/kt.yaml"));

        assertEquals(0, init("one"));

        assertEquals(key, read("one/conf/master.key"));
        assertEquals("carrier", read("one/conf/smsc-main.password"));
        assertEquals("mine", read("one/dialogs/cx.yaml"));
        assertTrue(read("one/dialogs/kt.yaml").contains("dialog: kt"), "what was lost is put back");
    }

    @Test
    void twoFoldersHaveTwoKeys() throws IOException {
        init("one");
        init("two");
        assertNotEquals(read("one/conf/master.key"), read("two/conf/master.key"));
        assertNotEquals(read("one/conf/smsc-main.password"), read("two/conf/smsc-main.password"));
    }
}
