package cn.smspay.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrivateFilesTest {
    @TempDir
    private Path folder;

    private static String of(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void aDatabaseThatIsNotThereYetIsMadeForItsOwnerAlone() throws IOException {
        var database = folder.resolve("t.db");

        PrivateFiles.keep(database);

        assertEquals("rw-------", of(database));
        assertEquals(0, Files.size(database));
    }

    @Test
    void whatWasOpenToOthersIsClosedWithItsLogAndLock() throws IOException {
        for (String name : new String[] {"t.db", "t.db-wal", "t.db-shm", "t.db.lock", "t.db-other"}) {
            Files.writeString(folder.resolve(name), name);
            Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString("rw-r--r--"));
        }

        PrivateFiles.keep(folder.resolve("t.db"));

        for (String name : new String[] {"t.db", "t.db-wal", "t.db-shm", "t.db.lock"}) {
            assertEquals("rw-------", of(folder.resolve(name)), name);
            assertEquals(name, Files.readString(folder.resolve(name)));
        }
        assertEquals("rw-r--r--", of(folder.resolve("t.db-other")), "what is not the database's stays");
    }

    @Test
    void theFolderIsMadeAndClosedToOthers() throws IOException {
        var inner = folder.resolve("a/b");

        PrivateFiles.keepFolder(inner);

        assertEquals("rwx------", of(inner));
        Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("rwxr-xr-x"));
        PrivateFiles.keepFolder(inner);
        assertEquals("rwx------", of(inner));
    }
}
