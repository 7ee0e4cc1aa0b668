package cn.smspay.sms;

import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps answers from looping and floods from being executed. Neither touches what is recorded and charged. Runs inside
 * transactions of the lane.
 */
final class Guards {
    private static final Table<Key, Guard> GUARD = Table.sparse("reply_guard", Key.class, Guard.class, 4_000);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** Senders whose rate is remembered; a flood comes from few numbers. */
    private static final int SENDERS = 100_000;

    record Key(String sender, String kind) {}

    record Guard(Key key, Instant since, int replies) {}

    private final int uplinksPerMinute;
    private final Map<String, Rate> rates = new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Rate> eldest) {
            return size() > SENDERS;
        }
    };

    private static final class Rate {
        private Instant since = Instant.EPOCH;
        private int uplinks;
    }

    Guards(int uplinksPerMinute) {
        this.uplinksPerMinute = uplinksPerMinute;
    }

    /** Counts one more answer of this kind; false if the sender has had {@code most} of them in the period already. */
    boolean mayAnswer(Tx tx, String sender, String kind, int most, Duration period, Instant now) {
        var key = new Key(sender, kind);
        var guard = tx.find(GUARD, key)
                .filter(known -> known.since().plus(period).isAfter(now))
                .orElseGet(() -> new Guard(key, now, 0));
        if (guard.replies() >= most) {
            return false;
        }
        tx.put(GUARD, new Guard(key, guard.since(), guard.replies() + 1));
        return true;
    }

    /** Whether this sender writes faster than any person does. */
    boolean floods(Tx tx, String sender, Instant now) {
        var rate = rates.computeIfAbsent(sender, s -> new Rate());
        if (!rate.since.plus(MINUTE).isAfter(now)) {
            rate.since = now;
            rate.uplinks = 0;
        }
        rate.uplinks++;
        // An input that waits for a password's hash is run again.
        tx.onRollback(() -> rate.uplinks--);
        return rate.uplinks > uplinksPerMinute;
    }

    /** Drops guards that have run out. */
    void forget(Tx tx, Instant before) {
        tx.change(
                GUARD,
                sql -> sql.createUpdate("delete from reply_guard where since <= :before")
                        .bind("before", before.toEpochMilli())
                        .execute());
    }
}
