package cn.smspay.files.billing;

import cn.smspay.base.ServiceDay;
import cn.smspay.books.charge.Charges;
import cn.smspay.files.format.BillingFile;
import cn.smspay.store.Store;
import cn.smspay.store.Table;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Deletes old charge records without breaking the proof: the rows about their files stay, with the digest of every file
 * and the head of the chain, so that a kept file can be checked against the database for ever. Thread-safe.
 */
public final class Retention {
    private static final int STEP = 5_000;

    private final Store store;
    private final FileRows rows;
    private final Charges charges;
    private final int days;

    public Retention(Store store, BillingSettings settings) {
        this.store = store;
        this.rows = new FileRows(store, settings);
        this.charges = new Charges(store);
        this.days = settings.retentionDays();
    }

    /** Up to where records may be deleted. */
    record Purge(int id, long throughNumber, byte[] chain, Instant purgedAt, long throughUplink) {
        static final Table<Integer, Purge> TABLE = Table.of("charge_purge", int.class, Purge.class);
    }

    /**
     * Deletes the records of all files that are published, together with every file before them, and older than the
     * retention.
     *
     * @return how many records were deleted
     */
    public long purge(Instant now) {
        return purgeBefore(now);
    }

    /** Like {@link #purge}, if the clock is proven: nothing is deleted because a clock was wrong once. */
    public long purgeByProvenClock(Instant now) {
        return new ClockReadings(store).isProven(now) ? purgeBefore(now) : 0;
    }

    private long purgeBefore(Instant now) {
        var oldest = ServiceDay.of(LocalDate.ofInstant(now, ServiceDay.ZONE).minusDays(days));
        var unpublished = rows.unpublished().stream()
                .mapToLong(c -> c.key().sequence())
                .min()
                .orElse(Long.MAX_VALUE);
        var last = rows.all().stream()
                .filter(f -> f.records() > 0)
                .takeWhile(f -> f.day().isBefore(oldest) && f.key().sequence() < unpublished)
                .reduce((before, after) -> after);
        return last.map(file -> purge(file, now)).orElse(0L);
    }

    private long purge(BillingFile through, Instant now) {
        var all = charges.all();
        if (through.lastNumber() < all.first()) {
            return 0;
        }
        long uplink = lastUplink(all.first(), through.lastNumber());
        var kept = KeptTotals.of(store, all.first(), through.lastNumber());
        store.write(tx -> {
            tx.put(Purge.TABLE, new Purge(1, through.lastNumber(), through.chainAfter(), now, uplink));
            kept.forEach(total -> tx.put(KeptTotals.TABLE, total));
            return null;
        });
        for (long from = all.first(); from <= through.lastNumber(); from += STEP) {
            delete(from, Math.min(from + STEP - 1, through.lastNumber()));
        }
        return through.lastNumber() - all.first() + 1;
    }

    /** The inbox keeps its rows: up to this one their records are not missed. */
    private long lastUplink(long from, long to) {
        return store.read(sql -> sql.createQuery("""
                        select coalesce(max(uplink), 0) from (
                            select max(through_uplink) uplink from charge_purge
                            union all
                            select max(uplink) from charge where number between :from and :to and corrects is null) u""")
                .bind("from", from)
                .bind("to", to)
                .mapTo(Long.class)
                .one());
    }

    /** In steps, so that uplinks need not wait for a long deletion. */
    private void delete(long from, long to) {
        store.write(tx -> tx.query(sql -> {
            sql.createUpdate("delete from charge_correction where corrected between :from and :to")
                    .bind("from", from)
                    .bind("to", to)
                    .execute();
            return sql.createUpdate("delete from charge where number between :from and :to")
                    .bind("from", from)
                    .bind("to", to)
                    .execute();
        }));
    }
}
