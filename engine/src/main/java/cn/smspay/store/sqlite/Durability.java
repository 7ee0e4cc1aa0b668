package cn.smspay.store.sqlite;

import java.io.IOException;

/** Waits for the disk. A port, so that a test can let the n-th wait fail. */
@FunctionalInterface
public interface Durability {
    /** Returns when all that SQLite has appended to its log is on the disk. */
    void force() throws IOException;
}
