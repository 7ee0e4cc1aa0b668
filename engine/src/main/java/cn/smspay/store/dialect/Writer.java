package cn.smspay.store.dialect;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** The connection that writes, with its prepared statements. Used by one thread at a time. */
public interface Writer extends AutoCloseable {
    Dialect dialect();

    Handle handle();

    void execute(String sql) throws SQLException;

    /** A statement that reads. */
    PreparedStatement prepared(String sql) throws SQLException;

    PreparedStatement forWriting(String sql) throws SQLException;

    /** Begins a transaction that no other writer's can pass; waits for another's end. */
    void begin() throws SQLException;

    /** Within a transaction: whether anybody else has committed to the database since the last one. */
    boolean changedElsewhere() throws SQLException;

    void commit() throws SQLException;

    void rollback() throws SQLException;

    /** Leaves nothing deleted in the database's files. */
    void compact() throws SQLException;

    @Override
    void close() throws SQLException;
}
