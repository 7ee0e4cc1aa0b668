package cn.smspay.ops.admin;

import cn.smspay.ops.control.Ask;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that words name by their whole path; the engine reads and writes them as its own user. */
final class Papers {
    /** The largest file that a bank may send. */
    private static final long MOST = 64L * 1024 * 1024;

    private Papers() {}

    static byte[] read(Ask ask, String name) {
        var file = Path.of(ask.required(name));
        try {
            if (Files.size(file) > MOST) {
                throw wrong(name, file, "it is larger than " + MOST + " octets");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw wrong(name, file, "there is no such file");
        } catch (IOException e) {
            throw wrong(name, file, "it cannot be read: " + e.getMessage());
        }
    }

    /** A new file that only the engine's user reads; made before anything is done, so that nothing is done in vain. */
    static Path fresh(Ask ask, String name) {
        var file = Path.of(ask.required(name));
        try {
            return Files.createFile(
                    file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            throw wrong(name, file, "it is there already; name a new one");
        } catch (IOException e) {
            throw wrong(name, file, "it cannot be written: " + e.getMessage());
        }
    }

    static void write(Path file, byte[] octets) {
        try (var out = Files.newByteChannel(file, Set.of(StandardOpenOption.WRITE))) {
            var left = java.nio.ByteBuffer.wrap(octets);
            while (left.hasRemaining()) {
                out.write(left);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Nothing came of it. */
    static void drop(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " is left empty: " + e.getMessage(), e);
        }
    }

    private static IllegalArgumentException wrong(String name, Path file, String why) {
        return new IllegalArgumentException(name + " is " + file + "; " + why);
    }
}
