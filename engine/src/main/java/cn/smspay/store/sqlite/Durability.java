package cn.smspay.store.sqlite;

import java.io.IOException;
import java.sql.SQLException;

/** The way to the disk. A port, so that a test can let the n-th call fail. */
@FunctionalInterface
public interface Durability {
    /** What SQLite is told to do. */
    enum SyncCall {
        BEGIN,
        WRITE,
        COMMIT,
        CHECKPOINT
    }

    /** Returns when all that SQLite has appended to its log is on the disk. */
    void force() throws IOException;

    /** Called before SQLite is told to do something, by the thread that tells it. What it throws is what SQLite would. */
    default void before(SyncCall call) throws SQLException {}
}
