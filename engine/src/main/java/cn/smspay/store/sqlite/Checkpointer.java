package cn.smspay.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the write-ahead log into the database beside the writer, which would otherwise stand still for it. A thread with a
 * connection of its own copies what has been committed; the writer does the rest, which is little by then, because only a
 * log that is copied to its end can begin anew. Without the rest a log that is always written to would grow for ever.
 *
 * <p>A failure loses nothing, since the log keeps what is not copied: it is logged and tried again when the log has grown.
 */
public final class Checkpointer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);
    /** Pages in the log before it is copied: 16 MiB. */
    static final int PAGES = 4_000;

    private static final int LOOK_MILLIS = 100;

    private final Connection connection;
    private final PreparedStatement look;
    private final PreparedStatement copy;
    private final ScheduledExecutorService thread;
    private int due = PAGES;
    private volatile boolean restDue;

    /** @param connection nobody else's; closed with this */
    Checkpointer(Connection connection) throws SQLException {
        this.connection = connection;
        this.look = connection.prepareStatement("pragma wal_checkpoint(noop)");
        this.copy = connection.prepareStatement("pragma wal_checkpoint(passive)");
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            var named = new Thread(work, "checkpoint");
            named.setDaemon(true);
            return named;
        });
        thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            int pages = pages(look);
            if (pages < PAGES) {
                due = PAGES;
            } else if (pages >= due) {
                // A reader of old data can keep the log from being copied to its end: not again before it has grown.
                due = pages + PAGES / 4;
                pages(copy);
                restDue = true;
            }
        } catch (SQLException e) {
            LOG.warn("cannot copy the log into the database; it grows until that works again: {}", e.getMessage());
        }
    }

    /** Pages in the log. */
    private static int pages(PreparedStatement checkpoint) throws SQLException {
        try (var row = checkpoint.executeQuery()) {
            return row.next() ? row.getInt("log") : 0;
        }
    }

    /** The writer's part, between two transactions. */
    public void finish(Connections.Writer writer) {
        if (restDue) {
            restDue = false;
            try {
                writer.execute("pragma wal_checkpoint(passive)");
            } catch (SQLException e) {
                LOG.warn("cannot finish copying the log into the database: {}", e.getMessage());
            }
        }
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
        connection.close();
    }
}
