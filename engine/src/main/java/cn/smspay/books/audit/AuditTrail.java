package cn.smspay.books.audit;

import cn.smspay.base.Sha256;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the audit rows (R 4.12): each one's link is SHA-256 over the link before it and its line, so that a row that is
 * changed, taken out or put in breaks the chain from there on. No state of its own, so thread-safe.
 */
public final class AuditTrail {
    static final Table<Long, Row> AUDIT = Table.of("audit", long.class, Row.class);
    private static final Table<Integer, Head> HEAD = Table.cached("audit_head", int.class, Head.class, 1);
    private static final int SLOT = 0;
    private static final byte[] GENESIS = new byte[Sha256.OCTETS];

    private AuditTrail() {}

    /** A row as it lies in the table. */
    record Row(
            long id,
            Instant at,
            String who,
            String address,
            String act,
            String subject,
            @Nullable SubscriptionId subscription,
            String why,
            String what,
            String outcome,
            byte[] chain) {
        static Row of(long id, AuditEntry e, byte[] before) {
            return new Row(
                    id,
                    e.at(),
                    e.who(),
                    e.address(),
                    e.act(),
                    e.subject(),
                    e.subscription(),
                    e.why(),
                    e.what(),
                    e.outcome(),
                    link(before, line(id, e)));
        }

        AuditEntry entry() {
            return new AuditEntry(at, who, address, act, subject, subscription, why, what, outcome);
        }
    }

    record Head(int slot, long audit, byte[] chain) {
        static final Head START = new Head(SLOT, 0, GENESIS);
    }

    /** A row with its number, for showing. */
    public record Numbered(long id, AuditEntry entry) {}

    /** Adds a row to the transaction that did what it tells of. */
    public static long add(Tx tx, AuditEntry entry) {
        var head = tx.find(HEAD, SLOT).orElse(Head.START);
        var row = Row.of(head.audit() + 1, entry, head.chain());
        tx.add(AUDIT, row);
        tx.put(HEAD, new Head(SLOT, row.id(), row.chain()));
        return row.id();
    }

    /**
     * The newest rows, newest first.
     *
     * @param about only those about this customer; null for all
     * @param before only rows with smaller numbers
     */
    public static List<Numbered> newest(Tx tx, @Nullable SubscriptionId about, long before, int most) {
        return tx.query(sql -> sql.createQuery(
                        "select " + String.join(", ", AUDIT.columns()) + " from audit"
                                + " where id < :before and (cast(:about as bigint) is null or subscription = :about) order by id desc limit :most")
                .bind("before", before)
                .bind("about", about == null ? null : about.value())
                .bind("most", most)
                .map((row, c) -> AUDIT.read(row))
                .map(row -> new Numbered(row.id(), row.entry()))
                .list());
    }

    static byte[] link(byte[] before, String line) {
        var sha256 = Sha256.digest();
        sha256.update(before);
        return sha256.digest(line.getBytes(StandardCharsets.UTF_8));
    }

    /** The canonical line: every text with its length, so that nothing can move from one field to the next. */
    static String line(long id, AuditEntry e) {
        var line = new StringBuilder(256)
                .append(id)
                .append('|')
                .append(e.at().toEpochMilli())
                .append('|')
                .append(e.subscription() == null ? "" : e.subscription().toString());
        for (String text : List.of(e.who(), e.address(), e.act(), e.subject(), e.why(), e.what(), e.outcome())) {
            line.append('|').append(text.length()).append(':').append(text);
        }
        return line.toString();
    }
}
