package cn.smspay.files.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The few things that billing does to a disk, so that a test can let them fail. */
public interface Disk {
    /** Opens a new or emptied file. */
    Target create(Path file) throws IOException;

    /** Makes the names in a folder durable. */
    void syncFolder(Path folder) throws IOException;

    /** A file being written. */
    interface Target extends AutoCloseable {
        /** Writes all of it at the end. */
        void append(ByteBuffer bytes) throws IOException;

        void overwrite(ByteBuffer bytes, long at) throws IOException;

        /** Makes the contents durable. */
        void sync() throws IOException;

        @Override
        void close() throws IOException;
    }

    Set<OpenOption> NEW =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);

    /** Numbers of subscribers stand in it: its owner's only, where files have owners. */
    private static FileAttribute<?>[] owners(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** The machine's disk. */
    Disk REAL = new Disk() {
        @Override
        public Target create(Path file) throws IOException {
            return new RealFile(FileChannel.open(file, NEW, owners(file)));
        }

        @Override
        public void syncFolder(Path folder) throws IOException {
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    };

    /** A file on the machine's disk. */
    record RealFile(FileChannel channel) implements Target {
        @Override
        public void append(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void overwrite(ByteBuffer bytes, long at) throws IOException {
            long position = at;
            while (bytes.hasRemaining()) {
                position += channel.write(bytes, position);
            }
        }

        @Override
        public void sync() throws IOException {
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
