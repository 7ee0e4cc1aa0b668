package cn.smspay.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Small files with secrets: nobody but their owner may ever read them, and half of one is never there. */
public final class PrivateFile {
    private PrivateFile() {}

    /**
     * Writes a new one.
     *
     * @param permissions as {@code ls} shows them
     * @throws java.nio.file.FileAlreadyExistsException if it is there already
     */
    public static void write(Path file, String content, String permissions) throws IOException {
        if (Files.exists(file)) {
            throw new java.nio.file.FileAlreadyExistsException(file.toString());
        }
        var part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        try {
            Files.createFile(
                    part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(part, content);
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString(permissions));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e instanceof java.nio.file.FileSystemException
                    ? e
                    : new java.nio.file.FileSystemException(file.toString(), null, e.getMessage());
        }
    }
}
