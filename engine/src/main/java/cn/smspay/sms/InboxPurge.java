package cn.smspay.sms;

import cn.smspay.base.UplinkId;
import cn.smspay.store.Store;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Drops rows of the inbox and of the quarantine that have run out, a slice at a time. Runs inside transactions of the lane. */
public final class InboxPurge {
    /** The first record that is stored tells from which uplink on the books need the inbox. */
    private static final String BILLED = """
            select coalesce((select uplink from charge where corrects is null order by number limit 1), :none)
            """;

    private InboxPurge() {}

    /**
     * Drops inbox rows of before {@code before} whose charge records are gone, oldest first.
     *
     * @param after rows up to this id were looked at already
     * @param most rows to look at
     * @return the last id that was looked at, empty if there is nothing more to drop
     */
    public static Optional<UplinkId> dropUplinks(Tx tx, UplinkId after, Instant before, int most) {
        var billed = tx.query(sql -> sql.createQuery(BILLED)
                .bind("none", Long.MAX_VALUE)
                .mapTo(Long.class)
                .one());
        var last = tx
                .query(sql -> sql.createQuery(
                                "select id, received_at from uplink where id > :after order by id limit :most")
                        .bind("after", after.value())
                        .bind("most", most)
                        .map((row, context) -> Map.entry(row.getLong(1), row.getLong(2)))
                        .list())
                .stream()
                .takeWhile(row -> row.getKey() < billed && row.getValue() < before.toEpochMilli())
                .reduce((earlier, later) -> later)
                .map(Map.Entry::getKey);
        last.ifPresent(id -> tx.change(
                InboxRows.INBOX,
                sql -> sql.createUpdate("delete from uplink where id > :after and id <= :last")
                        .bind("after", after.value())
                        .bind("last", id)
                        .execute()));
        return last.map(UplinkId::new);
    }

    /**
     * Up to which number the quarantine has run out: what came before {@code before}, and of the rest the oldest while it is
     * more than so many bytes. Any thread; beside the writer, since it looks at every row.
     */
    public static long quarantineEnd(Store store, Instant before, long bytesMax) {
        // A length is read from the head of its row: the contents stay on the disk.
        return store.read(sql -> sql.createQuery("""
                        select coalesce(max(id), 0) from (
                            select id, at, sum(length(sealed)) over (order by id desc) as newer from quarantine) q
                        where at < :before or newer > :most_bytes""")
                .bind("before", before.toEpochMilli())
                .bind("most_bytes", bytesMax)
                .mapTo(Long.class)
                .one());
    }

    /**
     * Drops what lies in quarantine up to this number, oldest first.
     *
     * @param most rows to drop
     * @return how many
     */
    public static int dropQuarantine(Tx tx, long end, int most) {
        return tx.change(
                UplinkHandler.QUARANTINE,
                sql -> sql.createUpdate(
                                "delete from quarantine where id in (select id from quarantine where id <= :end order by id limit :most)")
                        .bind("end", end)
                        .bind("most", most)
                        .execute());
    }
}
