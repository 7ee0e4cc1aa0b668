package cn.smspay.files.billing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second exporter out of a folder, also one of another process. */
final class FolderLock {
    static final String NAME = ".smspay-billing.lock";

    private FolderLock() {}

    /** What is done under the lock. */
    interface LockedWork<T> {
        T run() throws IOException;
    }

    /** @throws BillingStopped if the folder cannot be written, another exporter is at work in it, or the work failed */
    static <T> T holding(Path folder, LockedWork<T> work) {
        if (!Files.isDirectory(folder)) {
            throw new BillingStopped("the billing folder " + folder + " does not exist: create it, or name another");
        }
        try (var channel =
                FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (!tryLock(channel)) {
                throw new BillingStopped("another export is at work in " + folder + ": wait until it has ended");
            }
            return work.run();
        } catch (IOException e) {
            throw new BillingStopped(
                    "cannot write billing files in " + folder + ": " + reason(e)
                            + "; no record is lost, the next export goes on from here",
                    e);
        }
    }

    /** The file system's exceptions often have a bare path for a message. */
    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission for " + e.getMessage();
        }
        return String.valueOf(e.getMessage());
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}
