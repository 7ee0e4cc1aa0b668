package cn.smspay.files.billing;

import cn.smspay.base.ServiceDay;
import cn.smspay.books.charge.Charges;
import cn.smspay.files.format.BillingFile;
import cn.smspay.store.Store;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.LongConsumer;

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
    private final long step;

    public Retention(Store store, BillingSettings settings) {
        this(store, settings, STEP);
    }

    /** @param step records deleted in a transaction */
    Retention(Store store, BillingSettings settings, long step) {
        this.step = step;
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
        return purgeBefore(now, done -> {});
    }

    /** @param progress is told after each step how many records are deleted by now */
    public long purge(Instant now, LongConsumer progress) {
        return purgeBefore(now, progress);
    }

    /** Like {@link #purge}, if the clock is proven: nothing is deleted because a clock was wrong once. */
    public long purgeByProvenClock(Instant now) {
        return new ClockReadings(store).isProven(now) ? purgeBefore(now, done -> {}) : 0;
    }

    private long purgeBefore(Instant now, LongConsumer progress) {
        var oldest = ServiceDay.of(LocalDate.ofInstant(now, ServiceDay.ZONE).minusDays(days));
        var unpublished = rows.unpublished().stream()
                .mapToLong(c -> c.key().sequence())
                .min()
                .orElse(Long.MAX_VALUE);
        var last = rows.all().stream()
                .filter(f -> f.records() > 0)
                .takeWhile(f -> f.day().isBefore(oldest) && f.key().sequence() < unpublished)
                .reduce((before, after) -> after);
        return last.map(file -> purge(file, now, progress)).orElse(0L);
    }

    private long purge(BillingFile through, Instant now, LongConsumer progress) {
        var all = charges.all();
        if (through.lastNumber() < all.first()) {
            return 0;
        }
        long uplink = lastUplink(all.first(), through.lastNumber());
        store.write(tx -> {
            tx.put(Purge.TABLE, new Purge(1, through.lastNumber(), through.chainAfter(), now, uplink));
            return null;
        });
        for (long from = all.first(); from <= through.lastNumber(); from += step) {
            long to = Math.min(from + step - 1, through.lastNumber());
            delete(from, to);
            progress.accept(to - all.first() + 1);
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

    /**
     * In steps, so that uplinks need not wait for a long deletion; what the records came to is kept with each, so that whoever
     * goes on after a death in the middle counts nothing twice and loses nothing.
     */
    private void delete(long from, long to) {
        var totals = KeptTotals.of(store, from, to);
        store.write(tx -> {
            totals.forEach(total -> tx.put(
                    KeptTotals.TABLE,
                    tx.find(KeptTotals.TABLE, total.key()).map(total::plus).orElse(total)));
            return delete(tx, from, to);
        });
    }

    private static int delete(Tx tx, long from, long to) {
        return tx.query(sql -> {
            sql.createUpdate("delete from charge_correction where corrected between :from and :to")
                    .bind("from", from)
                    .bind("to", to)
                    .execute();
            return sql.createUpdate("delete from charge where number between :from and :to")
                    .bind("from", from)
                    .bind("to", to)
                    .execute();
        });
    }
}
