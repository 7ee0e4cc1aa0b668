package cn.smspay.store.postgres;

import cn.smspay.store.dialect.DatabaseServer;
import cn.smspay.store.dialect.Readers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jdbi.v3.core.Handle;

/** Connections that cannot write; one that the server has ended is made anew. */
public final class PostgresReaders implements Readers {
    private static final int ALIVE_SECONDS = 5;

    private final DatabaseServer server;
    /** Empty where one is to be made. */
    private final BlockingQueue<Optional<Handle>> idle;

    public PostgresReaders(DatabaseServer server, int count) throws SQLException {
        this.server = server;
        this.idle = new ArrayBlockingQueue<>(count);
        for (int i = 0; i < count; i++) {
            idle.add(Optional.empty());
        }
        // The first one says what is wrong, at the start.
        var first = open();
        idle.remove();
        idle.add(Optional.of(first));
    }

    private Handle open() throws SQLException {
        return Links.handle(Links.reading(server));
    }

    @Override
    public Handle borrow() throws InterruptedException, SQLException {
        var next = idle.take();
        try {
            if (next.isPresent() && next.get().getConnection().isValid(ALIVE_SECONDS)) {
                return next.get();
            }
            return open();
        } catch (SQLException | RuntimeException e) {
            idle.add(Optional.empty());
            throw e;
        }
    }

    @Override
    public void giveBack(Handle handle) {
        idle.add(ended(handle.getConnection()) ? Optional.of(handle) : Optional.empty());
    }

    /** False if the connection is of no use any more. */
    private static boolean ended(Connection connection) {
        try {
            connection.rollback();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() throws SQLException {
        for (var handle : idle) {
            if (handle.isPresent()) {
                handle.get().getConnection().close();
            }
        }
    }
}
