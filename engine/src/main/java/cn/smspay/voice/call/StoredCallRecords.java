package cn.smspay.voice.call;

import cn.smspay.store.Job;
import cn.smspay.store.Lane;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes call records into the database, in the batches of the lane. Thread-safe. */
public final class StoredCallRecords implements CallRecords {
    static final Table<String, CallRecord> TABLE = Table.of("call_record", String.class, CallRecord.class);
    private static final Logger LOG = LoggerFactory.getLogger(StoredCallRecords.class);

    private final Lane lane;

    public StoredCallRecords(Lane lane) {
        this.lane = lane;
    }

    /**
     * Drops records of calls that ended before {@code before}, oldest first.
     *
     * @param most at once
     * @return how many
     */
    public static int drop(Tx tx, Instant before, int most) {
        return tx.change(
                TABLE,
                sql -> sql.createUpdate("delete from call_record where id in (select id from call_record"
                                + " where ended_at < :before order by ended_at limit :most)")
                        .bind("before", before.toEpochMilli())
                        .bind("most", most)
                        .execute());
    }

    /** A record that cannot be written now goes to the log, so that it is not lost to whoever has to answer for it. */
    @Override
    public void ended(CallRecord record) {
        var writing = lane.offer(Job.of(record.id(), tx -> {
            tx.add(TABLE, record);
            return true;
        }));
        if (writing.isEmpty()) {
            LOG.warn("the lane is full, call not recorded: {}", record);
        } else {
            writing.get().whenComplete((done, failure) -> {
                if (failure != null) {
                    LOG.warn("call not recorded: {}", record, failure);
                }
            });
        }
    }
}
