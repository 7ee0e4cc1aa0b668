package cn.smspay.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** Keeps the database to its owner; SQLite gives the log the permissions of the database. */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private PrivateFiles() {}

    /** The database with its log and lock, made empty if it is not there yet. */
    public static void keep(Path database) throws IOException {
        if (!hasOwners(database)) {
            return;
        }
        if (!Files.exists(database)) {
            Files.createFile(database, PosixFilePermissions.asFileAttribute(FILE));
        }
        for (String end : List.of("", "-wal", "-shm", ".lock")) {
            var file = database.resolveSibling(database.getFileName() + end);
            if (Files.exists(file)) {
                set(file, FILE);
            }
        }
    }

    /** The folder of the database, made if it is not there yet. */
    public static void keepFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (hasOwners(folder)) {
            set(folder, FOLDER);
        }
    }

    private static boolean hasOwners(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
    }

    private static void set(Path file, Set<PosixFilePermission> wanted) throws IOException {
        if (!Files.getPosixFilePermissions(file).equals(wanted)) {
            Files.setPosixFilePermissions(file, wanted);
        }
    }
}
