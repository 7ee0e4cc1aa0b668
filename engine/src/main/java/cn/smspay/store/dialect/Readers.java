package cn.smspay.store.dialect;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** Connections that cannot write. Thread-safe. */
public interface Readers extends AutoCloseable {
    /** Waits for one that nobody has. */
    Handle borrow() throws InterruptedException, SQLException;

    void giveBack(Handle handle);

    @Override
    void close() throws SQLException;
}
