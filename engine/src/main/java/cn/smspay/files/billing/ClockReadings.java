package cn.smspay.files.billing;

import cn.smspay.store.Store;
import java.time.Duration;
import java.time.Instant;

/**
 * Remembers when the clock was read, so that nothing that cannot be undone follows from one reading: a clock that was put
 * years ahead for a minute must not delete records. Thread-safe.
 */
public final class ClockReadings {
    /** A reading as old as this proves the clock: it has gone on by itself since. */
    private static final Duration OLD_ENOUGH = Duration.ofHours(12);
    /** A reading that is older proves nothing: who knows what the clock did meanwhile. */
    private static final Duration TOO_OLD = Duration.ofDays(3);

    private static final Duration KEPT = Duration.ofDays(30);

    private final Store store;

    public ClockReadings(Store store) {
        this.store = store;
    }

    /** Whether the clock has been read some time ago and has gone on since as a clock does. */
    public boolean isProven(Instant now) {
        return store.read(sql -> sql.createQuery("select count(*) from clock_reading where at >= :from and at <= :to")
                        .bind("from", now.minus(TOO_OLD).toEpochMilli())
                        .bind("to", now.minus(OLD_ENOUGH).toEpochMilli())
                        .mapTo(Integer.class)
                        .one())
                > 0;
    }

    /** Keeps this reading, one an hour. */
    public void note(Instant now) {
        long hour = now.toEpochMilli() / Duration.ofHours(1).toMillis();
        boolean known = store.read(sql -> sql.createQuery("select count(*) from clock_reading where hour = :hour")
                        .bind("hour", hour)
                        .mapTo(Integer.class)
                        .one())
                > 0;
        if (!known) {
            store.write(tx -> tx.query(sql -> {
                sql.createUpdate("delete from clock_reading where at < :old or at > :new")
                        .bind("old", now.minus(KEPT).toEpochMilli())
                        .bind("new", now.toEpochMilli())
                        .execute();
                return sql.createUpdate("insert into clock_reading (hour, at) values (:hour, :at)")
                        .bind("hour", hour)
                        .bind("at", now.toEpochMilli())
                        .execute();
            }));
        }
    }
}
