package cn.smspay.store.postgres;

import cn.smspay.store.dialect.DatabaseServer;
import cn.smspay.store.dialect.Dialect;
import cn.smspay.store.dialect.Prepared;
import cn.smspay.store.dialect.Writer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/**
 * The writing connection. Each transaction begins by changing the one row of {@code store_epoch}: writers come one after the
 * other by its lock, one that another has taken over from is refused there, and each learns there that another has written. An
 * advisory lock alone would not stop a commit that comes late.
 */
public final class PostgresWriter implements Writer {
    /** Of the advisory lock that an engine holds; any number that no other program takes. */
    private static final long ENGINE = 0x736d_7370_6179L;

    private static final String OURS =
            "update store_epoch set batches = batches + 1 where id = 1 and epoch = ? returning batches";

    private final Connection connection;
    private final Handle handle;
    private final boolean exclusive;
    private final Prepared prepared;
    /** 0 before the database is taken over, and for whoever only looks. */
    private long epoch;

    /** How many transactions there have been. */
    private long writes = -1;

    private long writesBefore = -1;

    private PostgresWriter(Connection connection, boolean exclusive, int statements) {
        this.connection = connection;
        this.handle = Links.handle(connection);
        this.exclusive = exclusive;
        this.prepared = new Prepared(connection, statements);
    }

    /**
     * @param exclusive whether it is to write, once the tables are there
     * @param statements how many it keeps prepared
     */
    public static PostgresWriter open(DatabaseServer server, boolean exclusive, int statements) throws SQLException {
        var writer = new PostgresWriter(Links.writing(server), exclusive, statements);
        try {
            if (exclusive) {
                writer.lock();
            }
            return writer;
        } catch (SQLException | RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /** For a clear refusal at the start; what stops a late commit is the epoch. */
    private void lock() throws SQLException {
        try (var statement = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            statement.setLong(1, ENGINE);
            try (var row = statement.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw new IllegalStateException("another engine is running on it; one database has one engine");
                }
            }
        }
        connection.commit();
    }

    /** From now on the transactions are ours, and those of a writer before are refused. */
    public void takeOver() throws SQLException {
        connection.rollback();
        if (!exclusive) {
            return;
        }
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "update store_epoch set epoch = epoch + 1 where id = 1 returning epoch")) {
            if (!row.next()) {
                throw new IllegalStateException("its table store_epoch is empty: restore a backup");
            }
            epoch = row.getLong(1);
        }
        connection.commit();
    }

    @Override
    public Dialect dialect() {
        return Postgres.POSTGRES;
    }

    @Override
    public Handle handle() {
        return handle;
    }

    @Override
    public void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public PreparedStatement prepared(String sql) throws SQLException {
        return prepared.of(sql);
    }

    @Override
    public PreparedStatement forWriting(String sql) throws SQLException {
        return prepared(sql);
    }

    @Override
    public void begin() throws SQLException {
        // What was only read before is no part of it.
        connection.rollback();
        if (epoch == 0) {
            return;
        }
        var statement = prepared(OURS);
        statement.setLong(1, epoch);
        try (var row = statement.executeQuery()) {
            if (!row.next()) {
                throw new TakenOver();
            }
            writes = row.getLong(1);
        }
    }

    @Override
    public boolean changedElsewhere() {
        long before = writesBefore;
        writesBefore = writes;
        return writes != before + 1;
    }

    @Override
    public void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void rollback() throws SQLException {
        connection.rollback();
        // What begin counted is gone with it.
        writesBefore = writes - 1;
    }

    @Override
    public void compact() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
        try {
            execute("vacuum full");
        } finally {
            connection.setAutoCommit(false);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
