package cn.smspay.store.sqlite;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the disk until that fails once, and never again: Linux reports a lost write to one fsync only and drops its pages,
 * so the next one succeeds although the data is gone. One wait at a time, so that a failure told to one caller cannot be
 * another's success. Thread-safe.
 */
public final class Latch implements Durability {
    private final Durability disk;
    private final LongAdder count = new LongAdder();
    private @Nullable IOException failure;

    public Latch(Durability disk) {
        this.disk = disk;
    }

    @Override
    public synchronized void force() throws IOException {
        check();
        try {
            disk.force();
            count.increment();
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public void before(SyncCall call) throws SQLException {
        disk.before(call);
    }

    /** Lets every later wait fail, because a sync failed elsewhere. */
    public synchronized void trip(IOException reason) {
        if (failure == null) {
            failure = reason;
        }
    }

    private void check() throws IOException {
        if (failure != null) {
            throw new IOException("an earlier sync failed: " + failure.getMessage(), failure);
        }
    }

    /** Waits that succeeded. */
    public long count() {
        return count.sum();
    }
}
