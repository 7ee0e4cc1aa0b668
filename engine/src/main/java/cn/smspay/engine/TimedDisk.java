package cn.smspay.engine;

import cn.smspay.base.Latencies;
import cn.smspay.base.MonotonicClock;
import cn.smspay.store.sqlite.Durability;
import java.io.IOException;
import java.sql.SQLException;

/** The way to the disk, with how long its waits are. */
final class TimedDisk implements Durability {
    private final Durability disk;
    private final Latencies waits;
    private final MonotonicClock clock;

    TimedDisk(Durability disk, Latencies waits, MonotonicClock clock) {
        this.clock = clock;
        this.disk = disk;
        this.waits = waits;
    }

    @Override
    public void force() throws IOException {
        long begun = clock.nanos();
        disk.force();
        waits.add(clock.nanos() - begun);
    }

    @Override
    public void before(SyncCall call) throws SQLException {
        disk.before(call);
    }
}
