package cn.smspay.files.billing;

import cn.smspay.base.ServiceDay;
import cn.smspay.store.Store;
import cn.smspay.store.Table;
import java.time.Instant;

/**
 * What the intake did, hour by hour, kept over restarts so that a day can be compared with the SMSC's. A crash loses what
 * was counted since the last {@link #add}. Thread-safe.
 */
public final class IntakeHours {
    private static final long HOUR_MILLIS = 3_600_000;
    /** Until the SMSC says of each delivery for which number it was refused, the numbers are counted together. */
    private static final String ALL = "";

    private final Store store;

    public IntakeHours(Store store) {
        this.store = store;
    }

    /**
     * Deliveries by what became of them.
     *
     * @param accepted new uplinks
     * @param absorbed redeliveries that were answered without effect (R 3.0.5)
     * @param refused those answered with an error, which the SMSC sends again
     */
    public record Counts(long accepted, long absorbed, long refused) {
        boolean isNothing() {
            return accepted == 0 && absorbed == 0 && refused == 0;
        }
    }

    record Hour(Key key, long accepted, long absorbed, long refused) {
        static final Table<Key, Hour> TABLE = Table.of("intake_hour", Key.class, Hour.class);

        record Key(long hour, String service) {}
    }

    /** Adds what was counted since the last time to the present hour. */
    public void add(Counts more, Instant now) {
        if (more.isNothing()) {
            return;
        }
        var key = new Hour.Key(Math.floorDiv(now.toEpochMilli(), HOUR_MILLIS), ALL);
        store.write(tx -> {
            var before = tx.find(Hour.TABLE, key).orElse(new Hour(key, 0, 0, 0));
            tx.put(
                    Hour.TABLE,
                    new Hour(
                            key,
                            before.accepted() + more.accepted(),
                            before.absorbed() + more.absorbed(),
                            before.refused() + more.refused()));
            return null;
        });
    }

    /** What was counted on a day in Shanghai. */
    public Counts of(ServiceDay day) {
        long first = Math.floorDiv(
                day.date().atStartOfDay(ServiceDay.ZONE).toInstant().toEpochMilli(), HOUR_MILLIS);
        return store.read(sql -> sql.createQuery("""
                        select coalesce(sum(accepted), 0) as accepted, coalesce(sum(absorbed), 0) as absorbed,
                               coalesce(sum(refused), 0) as refused
                        from intake_hour where hour >= :first and hour < :last""")
                .bind("first", first)
                .bind("last", first + 24)
                .map((row, c) -> new Counts(row.getLong("accepted"), row.getLong("absorbed"), row.getLong("refused")))
                .one());
    }
}
