package cn.smspay.store.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Makes commits durable. SQLite with {@code synchronous = FULL} would do the same at the end of each commit, while the
 * connection stands still; with {@code NORMAL} it appends the commit to its write-ahead log and leaves that to us, so that
 * the writer can go on meanwhile. Either way a transaction survives a power cut once its part of the log is on the disk,
 * and the log is read from its beginning, so a later transaction never survives without the earlier ones. Thread-safe.
 *
 * <p>The log is safe to open beside SQLite: its locks are on the database and on the shared-memory file, not on the log,
 * and the log stays the same file as long as a connection is open.
 */
public final class WalSync implements Durability, AutoCloseable {
    private final FileChannel log;

    /** @param database its connection is open and has read, so that the log exists */
    public WalSync(Path database) throws IOException {
        log = FileChannel.open(database.resolveSibling(database.getFileName() + "-wal"), StandardOpenOption.WRITE);
    }

    @Override
    public void force() throws IOException {
        log.force(false);
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
