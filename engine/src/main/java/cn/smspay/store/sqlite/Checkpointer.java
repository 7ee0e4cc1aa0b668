package cn.smspay.store.sqlite;

import cn.smspay.base.Threads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the write-ahead log into the database beside the writer, which would otherwise stand still for it. A thread with a
 * connection of its own copies what has been committed; the writer does the rest, which is little by then, because only a
 * log that is copied to its end can begin anew. Without the rest a log that is always written to would grow for ever.
 *
 * <p>A failure loses nothing, since the log keeps what is not copied: it is logged and tried again, by a statement made anew,
 * because the one that failed stays dead. A failed sync, damage, or files that were removed or replaced under us are told to
 * {@code onFatal}: after those nothing may go on.
 */
public final class Checkpointer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);
    /** Pages in the log before it is copied: 16 MiB. */
    static final int PAGES = 4_000;

    private static final int LONG = 4;
    private static final int LOOK_MILLIS = 100;
    /** A failure that lasts is said once in so many looks, half a minute. */
    private static final int SAID_EVERY = 300;

    /** Runs a checkpoint and returns how many pages the log has. A port, so that a test can let the n-th one fail. */
    @FunctionalInterface
    interface Pragma {
        int run(Connection connection, String sql) throws SQLException;
    }

    private final Connection connection;
    private final Path database;
    private final Pragma pragma;
    private final BiConsumer<String, Throwable> onFatal;
    private final ScheduledExecutorService thread;
    private final @Nullable Object databaseKey;
    private final @Nullable Object logKey;
    private final AtomicLong failures = new AtomicLong();
    private volatile int failedInARow;
    private int due = PAGES;
    private volatile int pages;
    private volatile long lastCopyNanos = System.nanoTime();
    private volatile boolean restDue;
    private volatile boolean stopped;

    /** @param connection nobody else's; closed with this */
    Checkpointer(Connection connection, Path database, Pragma pragma, BiConsumer<String, Throwable> onFatal)
            throws IOException {
        this.connection = connection;
        this.database = database;
        this.pragma = pragma;
        this.onFatal = onFatal;
        this.databaseKey = key(database);
        this.logKey = key(log());
        this.thread = Executors.newSingleThreadScheduledExecutor(Threads.named("checkpoint"));
    }

    void start() {
        thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private Path log() {
        return database.resolveSibling(database.getFileName() + "-wal");
    }

    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** One look at the files and the log; copies the log if it is due. */
    void look() {
        if (stopped) {
            return;
        }
        try {
            checkFiles();
            pages = pragma.run(connection, "pragma wal_checkpoint(noop)");
            if (pages < PAGES) {
                due = PAGES;
            } else if (pages >= due) {
                pages = pragma.run(connection, "pragma wal_checkpoint(passive)");
                // A reader of old data can keep the log from being copied to its end: not again before it has grown.
                due = pages + PAGES / 4;
                lastCopyNanos = System.nanoTime();
                restDue = true;
            }
            failedInARow = 0;
        } catch (SQLException | RuntimeException e) {
            failed("cannot copy the log into the database", e);
        } catch (Error e) {
            stop("copying the log into the database ended", e);
            throw e;
        }
    }

    private void checkFiles() {
        try {
            if (!Objects.equals(key(database), databaseKey) || !Objects.equals(key(log()), logKey)) {
                stop("the database or its log was replaced under the engine", null);
            }
        } catch (IOException e) {
            stop("the database or its log was removed under the engine", e);
        }
    }

    private void failed(String what, Exception e) {
        failures.incrementAndGet();
        var fatal = SqliteFaults.fatal(e);
        if (fatal.isPresent()) {
            stop(fatal.get(), e);
        } else if (countFailure() % SAID_EVERY == 0) {
            LOG.warn("{}; it grows until that works again: {}", what, e.getMessage());
        }
    }

    /** The checkpoint's thread and the writer both come here. */
    private synchronized int countFailure() {
        return failedInARow++;
    }

    private void stop(String why, @Nullable Throwable cause) {
        if (!stopped) {
            stopped = true;
            onFatal.accept(why, cause == null ? new IOException(why) : cause);
        }
    }

    static int run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getInt("log") : 0;
        }
    }

    /** The writer's part, between two transactions. */
    public void finish(Connections.Writer writer) {
        if (restDue && !stopped) {
            restDue = false;
            try {
                writer.execute("pragma wal_checkpoint(passive)");
            } catch (SQLException e) {
                failed("cannot finish copying the log into the database", e);
            }
        }
    }

    /** Pages of 4 KiB in the log. */
    public long pages() {
        return pages;
    }

    /** Whether the last try failed. */
    public boolean isFailing() {
        return failedInARow > 0;
    }

    /** So many pages are more than a log has that is copied in time. */
    public boolean isLong() {
        return pages > LONG * PAGES;
    }

    /** Tries that failed. */
    public long failures() {
        return failures.get();
    }

    /** How long ago the log was last copied, or looked at for the first time. */
    public Duration sinceLastCopy() {
        return Duration.ofNanos(System.nanoTime() - lastCopyNanos);
    }

    /** Never copies again: a sync failed. */
    public void halt() {
        stopped = true;
    }

    @Override
    public void close() throws SQLException {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.warn("copying the log into the database takes long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!stopped) {
            connection.close();
        }
    }
}
