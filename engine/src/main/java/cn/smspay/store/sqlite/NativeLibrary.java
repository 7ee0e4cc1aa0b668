package cn.smspay.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Lets SQLite's library unpack its native part beside the database: a folder for temporary files may be full, read-only or
 * closed to programs. One process loads it once.
 */
public final class NativeLibrary {
    /** Read by the library when it is loaded. */
    static final String PROPERTY = "org.sqlite.tmpdir";

    private static final String FOLDER = "native";

    private NativeLibrary() {}

    /**
     * Names the folder, unless the operator has named one.
     *
     * @param alone whether no other engine uses the folder: then what killed processes left there is removed
     */
    public static void unpackInto(Path data, boolean alone) throws IOException {
        if (System.getProperty(PROPERTY) != null) {
            return;
        }
        var folder = data.resolve(FOLDER);
        var temporary = Path.of(System.getProperty("java.io.tmpdir"));
        if (prepared(folder, alone)) {
            System.setProperty(PROPERTY, folder.toString());
        } else if (!mayRunPrograms(temporary)) {
            throw new IOException("neither " + folder + " nor " + temporary
                    + " may hold programs (mounted noexec, read-only or full?), which SQLite's library needs: name a folder"
                    + " that may with -D" + PROPERTY + "=FOLDER");
        }
    }

    /** Whether it serves; a tool may look at a database that nobody can write. */
    private static boolean prepared(Path folder, boolean alone) {
        try {
            PrivateFiles.keepFolder(folder);
            if (alone) {
                empty(folder);
            }
            return mayRunPrograms(folder);
        } catch (IOException e) {
            return false;
        }
    }

    private static void empty(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** What is loaded must be executable, which the system refuses where it was told to. */
    static boolean mayRunPrograms(Path folder) throws IOException {
        Path probe;
        try {
            probe = Files.createTempFile(
                    folder,
                    "probe",
                    ".so",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (UnsupportedOperationException e) {
            // No such permissions there, so nothing that could be refused.
            return true;
        } catch (IOException e) {
            return false;
        }
        try {
            return Files.isExecutable(probe);
        } finally {
            Files.deleteIfExists(probe);
        }
    }
}
