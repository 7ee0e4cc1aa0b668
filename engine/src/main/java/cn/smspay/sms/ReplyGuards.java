package cn.smspay.sms;

import cn.smspay.base.Ticker;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps answers from looping and floods from being executed. Neither touches what is recorded and charged. Runs inside
 * transactions of the lane.
 */
final class ReplyGuards {
    private static final Table<Key, Guard> GUARD = Table.sparse("reply_guard", Key.class, Guard.class, 4_000);
    private static final long MINUTE_MILLIS = 60_000;
    /** By so much a clock goes back when it is corrected, without having been wrong. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    record Key(String sender, String kind) {}

    record Guard(Key key, Instant since, int replies) {}

    private final int uplinksPerMinute;
    private final Ticker ticker;
    private final int senders;
    /** Two generations, as of rows: what is asked for moves to the younger, and when that is half full the elder one goes. */
    private Map<String, Rate> younger = new HashMap<>();

    private Map<String, Rate> elder = new HashMap<>();

    private static final class Rate {
        private long since = -MINUTE_MILLIS;
        private int uplinks;
    }

    /** @param senders whose rate is remembered */
    ReplyGuards(int uplinksPerMinute, int senders, Ticker ticker) {
        this.uplinksPerMinute = uplinksPerMinute;
        this.ticker = ticker;
        this.senders = senders;
    }

    /** Counts one more answer of this kind; false if the sender has had {@code most} of them in the period already. */
    boolean mayAnswer(Tx tx, String sender, String kind, int most, Duration period, Instant now) {
        var key = new Key(sender, kind);
        var guard = tx.find(GUARD, key)
                // A clock that was set back must not keep somebody silent for longer than the period.
                .filter(known -> known.since().plus(period).isAfter(now)
                        && !known.since().minus(CLOCKS_DIFFER).isAfter(now))
                .orElseGet(() -> new Guard(key, now, 0));
        if (guard.replies() >= most) {
            return false;
        }
        tx.put(GUARD, new Guard(key, guard.since(), guard.replies() + 1));
        return true;
    }

    /** Whether this sender writes faster than any person does. */
    boolean floods(Tx tx, String sender) {
        long now = ticker.millis();
        var rate = rate(sender);
        if (now - rate.since >= MINUTE_MILLIS) {
            rate.since = now;
            rate.uplinks = 0;
        }
        rate.uplinks++;
        // An input that waits for a password's hash is run again.
        tx.onRollback(() -> rate.uplinks--);
        return rate.uplinks > uplinksPerMinute;
    }

    private Rate rate(String sender) {
        var rate = younger.get(sender);
        if (rate == null) {
            if (younger.size() > senders / 2) {
                elder = younger;
                younger = new HashMap<>();
            }
            rate = elder.computeIfAbsent(sender, s -> new Rate());
            younger.put(sender, rate);
        }
        return rate;
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
