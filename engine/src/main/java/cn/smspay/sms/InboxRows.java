package cn.smspay.sms;

import cn.smspay.base.UplinkId;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What is written down of uplinks, so that one that comes again is known after a crash too. */
final class InboxRows {
    static final Table<String, Connection> CONNECTION =
            Table.cached("smsc_connection", String.class, Connection.class, 1000);
    static final Table<UplinkId, InboxRow> INBOX = Table.of("uplink", UplinkId.class, InboxRow.class);
    static final Table<RiskKey, AtRisk> AT_RISK = Table.of("at_risk", RiskKey.class, AtRisk.class);
    static final Table<SeenKey, SeenMessage> SEEN = Table.of("seen_message", SeenKey.class, SeenMessage.class);

    private InboxRows() {}

    record Connection(String name, long number, long oldestUnproven, boolean closed) {}

    /**
     * One row of the inbox.
     *
     * @param answer the first downlink that answered it, 0 if none did
     * @param conversation that it belonged to, 0 if to none
     * @param dialog the name of what it belonged to, empty if nothing
     */
    record InboxRow(
            UplinkId id,
            long connection,
            String fingerprint,
            Instant receivedAt,
            long answer,
            long conversation,
            String dialog) {}

    record RiskKey(String fingerprint, UplinkId uplink) {}

    record AtRisk(RiskKey key, Instant since, int repeats) {}

    record SeenKey(String smsc, String messageId, String fingerprint) {}

    record SeenMessage(SeenKey key, UplinkId uplink, Instant at, int repeats) {}

    static void loseAtStart(Tx tx, InboxRow row, Instant now) {
        var key = new RiskKey(row.fingerprint(), row.id());
        // One that came again is there already, with how often it did.
        if (tx.find(AT_RISK, key).isEmpty()) {
            tx.put(AT_RISK, new AtRisk(key, now, 0));
        }
    }

    /** Rows of before the key are as old as it is, or older. */
    static boolean anyOfBefore(Handle sql) {
        return sql.createQuery("""
                        select exists (select 1 from at_risk r join uplink u on u.id = r.uplink
                        where u.received_at <= (select max(made_at) from data_key))""").mapTo(Boolean.class).one();
    }

    static List<Connection> connectionsThatWereNotClosed(Tx tx) {
        return tx.query(sql -> sql.createQuery(
                        "select " + String.join(", ", CONNECTION.columns()) + " from smsc_connection where closed = 0")
                .map((row, context) -> CONNECTION.read(row))
                .list());
    }

    static List<InboxRow> inboxFrom(Tx tx, Connection connection) {
        return tx.query(sql -> sql.createQuery("select " + String.join(", ", INBOX.columns())
                        + " from uplink where id >= :from and connection = :connection order by id")
                .bind("from", connection.oldestUnproven())
                .bind("connection", connection.number())
                .map((row, context) -> INBOX.read(row))
                .list());
    }
}
