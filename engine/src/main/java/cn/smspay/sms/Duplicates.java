package cn.smspay.sms;

import cn.smspay.base.UplinkId;
import cn.smspay.store.Store;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells a message that the SMSC delivers again from one that the subscriber sent again (R 3.0.5, level 1). Only an
 * uplink at risk, whose answer the SMSC is not proven to have read, can be delivered again. Those of live connections are
 * kept in memory; when a connection goes they are written down, and a start finds what a crash left.
 *
 * <p>Everything here runs inside transactions of the lane, so by one thread.
 */
final class Duplicates {
    private static final Table<String, Connection> CONNECTION =
            Table.cached("smsc_connection", String.class, Connection.class, 1000);
    static final Table<UplinkId, Uplink> UPLINK = Table.of("uplink", UplinkId.class, Uplink.class);
    private static final Table<String, AtRisk> AT_RISK = Table.of("at_risk", String.class, AtRisk.class);
    private static final Table<String, Seen> SEEN = Table.of("seen_message", String.class, Seen.class);
    /** How long an SMSC's own message id is remembered. */
    private static final Duration SEEN_FOR = Duration.ofHours(48);
    /** Connections whose end is remembered; slow work takes less than a second. */
    private static final int GONE = 1_000;

    record Connection(String name, long number, long oldestUnproven, boolean closed) {}

    record Uplink(UplinkId id, long connection, String fingerprint, Instant receivedAt) {}

    record AtRisk(String fingerprint, UplinkId uplink, Instant since) {}

    record Seen(String messageId, UplinkId uplink, Instant at) {}

    /**
     * An answer that is not proven. Numbered in the order of decision: the first answer by its uplink's own number, the answer
     * to a redelivery by a fresh one, so that no proof that was asked for before can cover it.
     */
    private record Answered(UplinkId number, String fingerprint) {}

    /** An uplink at risk, and its latest answer: the SMSC waits for that one, whatever came of those before. */
    private record Live(UplinkId uplink, UplinkId latest) {}

    private final Duration retryHorizon;
    /** Uplinks at risk of live connections, by fingerprint and by connection in the order of their answers. */
    private final Map<String, Live> atRisk = new HashMap<>();

    private final Map<String, Deque<Answered>> unproven = new HashMap<>();
    private final AtomicInteger unprovenCount = new AtomicInteger();
    /** Fingerprints in {@code at_risk}, so that a look-up costs nothing while there are none. */
    private final Map<String, Instant> left = new HashMap<>();

    /** Connections that went lately: an uplink that waited for slow work may be accepted after its connection has gone. */
    private final Set<String> gone = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > GONE;
        }
    });

    Duplicates(Duration retryHorizon) {
        this.retryHorizon = retryHorizon;
    }

    /** If this message has already been accepted, the number of the answer that it gets now. */
    Optional<UplinkId> find(Tx tx, DeliveredPdu pdu, String fingerprint) {
        if (pdu.smscMessageId() != null) {
            return tx.find(SEEN, seenKey(pdu)).map(Seen::uplink);
        }
        var live = atRisk.get(fingerprint);
        if (live != null) {
            return Optional.of(again(tx, pdu, fingerprint, live.uplink()));
        }
        if (!left.containsKey(fingerprint)) {
            return Optional.empty();
        }
        return tx.find(AT_RISK, fingerprint)
                .filter(row -> row.since().plus(retryHorizon).isAfter(pdu.receivedAt()))
                .map(row -> again(tx, pdu, fingerprint, row.uplink()));
    }

    /** Answered again now, maybe on another connection: once this answer is proven, the same text is a new message. */
    private UplinkId again(Tx tx, DeliveredPdu pdu, String fingerprint, UplinkId uplink) {
        var number = new UplinkId(tx.next("uplink"));
        await(tx, pdu, new Answered(number, fingerprint), uplink);
        return number;
    }

    /** A new uplink: writes its inbox row and watches for it to be delivered again. */
    UplinkId accept(Tx tx, DeliveredPdu pdu, String fingerprint) {
        var id = new UplinkId(tx.next("uplink"));
        var connection = tx.find(CONNECTION, pdu.connection())
                .orElseGet(() -> new Connection(pdu.connection(), tx.next("smsc_connection"), 0, false));
        var uplink = new Uplink(id, connection.number(), fingerprint, pdu.receivedAt());
        tx.add(UPLINK, uplink);
        if (pdu.smscMessageId() != null) {
            tx.put(SEEN, new Seen(seenKey(pdu), id, pdu.receivedAt()));
            return id;
        }
        if (connection.oldestUnproven() == 0 && !gone.contains(pdu.connection())) {
            tx.put(CONNECTION, new Connection(connection.name(), connection.number(), id.value(), false));
        }
        await(tx, pdu, new Answered(id, fingerprint), id);
        return id;
    }

    private void await(Tx tx, DeliveredPdu pdu, Answered answered, UplinkId uplink) {
        var fingerprint = answered.fingerprint();
        var connection = pdu.connection();
        if (gone.contains(connection)) {
            leave(tx, uplink, fingerprint, pdu.receivedAt());
            return;
        }
        var before = atRisk.put(fingerprint, new Live(uplink, answered.number()));
        var queue = unproven.computeIfAbsent(connection, c -> new ArrayDeque<>());
        queue.addLast(answered);
        unprovenCount.incrementAndGet();
        tx.onRollback(() -> {
            queue.removeLast();
            unprovenCount.decrementAndGet();
            if (before == null) {
                atRisk.remove(fingerprint);
            } else {
                atRisk.put(fingerprint, before);
            }
        });
    }

    private static String seenKey(DeliveredPdu pdu) {
        return pdu.bind() + '/' + pdu.smscMessageId();
    }

    /** The SMSC has read the answers on this connection up to this number. */
    void proven(Tx tx, String connection, UplinkId upTo) {
        var queue = unproven.get(connection);
        if (queue == null || queue.isEmpty()) {
            return;
        }
        while (!queue.isEmpty() && queue.getFirst().number().compareTo(upTo) <= 0) {
            var answered = queue.removeFirst();
            unprovenCount.decrementAndGet();
            var live = atRisk.get(answered.fingerprint());
            if (live != null && live.latest().equals(answered.number())) {
                atRisk.remove(answered.fingerprint());
                if (left.remove(answered.fingerprint()) != null) {
                    tx.delete(AT_RISK, answered.fingerprint());
                }
            }
        }
        long oldest = queue.isEmpty() ? 0 : queue.getFirst().number().value();
        tx.find(CONNECTION, connection)
                .ifPresent(row -> tx.put(CONNECTION, new Connection(connection, row.number(), oldest, false)));
    }

    /** The connection is gone: what is not proven stays at risk for the SMSC's retry horizon. */
    void closed(Tx tx, String connection, Instant now) {
        gone.add(connection);
        var queue = unproven.remove(connection);
        tx.find(CONNECTION, connection)
                .ifPresent(row -> tx.put(CONNECTION, new Connection(connection, row.number(), 0, true)));
        if (queue != null) {
            unprovenCount.addAndGet(-queue.size());
            for (var answered : queue) {
                var live = atRisk.get(answered.fingerprint());
                if (live != null && live.latest().equals(answered.number())) {
                    atRisk.remove(answered.fingerprint());
                    leave(tx, live.uplink(), answered.fingerprint(), now);
                }
            }
        }
    }

    private void leave(Tx tx, UplinkId uplink, String fingerprint, Instant now) {
        tx.put(AT_RISK, new AtRisk(fingerprint, uplink, now));
        left.put(fingerprint, now);
    }

    /** At start: takes up what the last run left at risk, after a crash from the connections that it did not close. */
    void recover(Store store, Instant now) {
        store.write(tx -> {
            List<Connection> open = tx.query(sql -> sql.createQuery("select " + String.join(", ", CONNECTION.columns())
                            + " from smsc_connection where closed = 0")
                    .map((row, context) -> CONNECTION.read(row))
                    .list());
            for (var connection : open) {
                if (connection.oldestUnproven() > 0) {
                    uplinksFrom(tx, connection).forEach(uplink -> leave(tx, uplink.id(), uplink.fingerprint(), now));
                }
                tx.put(CONNECTION, new Connection(connection.name(), connection.number(), 0, true));
            }
            forget(tx, now);
            return null;
        });
        store.read(sql -> sql.createQuery("select fingerprint, since from at_risk")
                        .map((row, context) -> Map.entry(row.getString(1), Instant.ofEpochMilli(row.getLong(2))))
                        .list())
                .forEach(row -> left.put(row.getKey(), row.getValue()));
    }

    private static List<Uplink> uplinksFrom(Tx tx, Connection connection) {
        return tx.query(sql -> sql.createQuery("select " + String.join(", ", UPLINK.columns())
                        + " from uplink where id >= :from and connection = :connection order by id")
                .bind("from", connection.oldestUnproven())
                .bind("connection", connection.number())
                .map((row, context) -> UPLINK.read(row))
                .list());
    }

    /** Drops what no SMSC will deliver again. */
    void forget(Tx tx, Instant now) {
        var expired = new ArrayList<String>();
        left.forEach((fingerprint, since) -> {
            if (!since.plus(retryHorizon).isAfter(now)) {
                expired.add(fingerprint);
            }
        });
        expired.forEach(left::remove);
        tx.change(
                AT_RISK,
                sql -> sql.createUpdate("delete from at_risk where since <= :before")
                        .bind("before", now.minus(retryHorizon).toEpochMilli())
                        .execute());
        tx.change(
                CONNECTION,
                sql -> sql.createUpdate("delete from smsc_connection where closed = 1")
                        .execute());
        tx.change(
                SEEN,
                sql -> sql.createUpdate("delete from seen_message where at <= :before")
                        .bind("before", now.minus(SEEN_FOR).toEpochMilli())
                        .execute());
    }

    /** Answers of live connections that the SMSC is not proven to have read. Any thread. */
    int unproven() {
        return unprovenCount.get();
    }
}
