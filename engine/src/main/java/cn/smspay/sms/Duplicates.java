package cn.smspay.sms;

import cn.smspay.base.ConversationId;
import cn.smspay.base.Ticker;
import cn.smspay.base.UplinkId;
import cn.smspay.store.Limits;
import cn.smspay.store.Store;
import cn.smspay.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells a message that the SMSC delivers again from one that the subscriber sent again (R 3.0.5, level 1): it is the same in
 * sender, destination and content as one whose answer the SMSC may not have read. Of each uplink its latest delivery counts:
 * it is open until the SMSC has proven that it read the answer; it stays at risk for the retry horizon if the connection went
 * before, or if the answer was late. Open ones are kept in memory; those at risk are written down as well, and a start finds
 * what a crash left.
 *
 * <p>Everything here runs inside transactions of the lane, so by one thread, and what it changes in memory is undone with them.
 */
final class Duplicates {
    /** How long an SMSC's own message id is remembered. */
    private static final Duration SEEN_FOR = Duration.ofHours(48);
    /** The fingerprint and the SMSC of rows that were written before these stood beside the SMSC's id. */
    private static final String UNKNOWN = "";

    /**
     * A message as it arrived.
     *
     * @param spelt its fingerprints as programs of before made them, which took the sender as the SMSC spelt it
     * @param at on the ticker, in milliseconds
     * @param time by the clock, if that is not doubted
     */
    record Arrival(DeliveredPdu pdu, String fingerprint, Supplier<List<String>> spelt, long at, Instant time) {}

    /**
     * A delivery that is taken for one of before.
     *
     * @param uplink which
     * @param answer the number of the answer that it gets now
     * @param repeats how often that uplink has come again, this time included
     */
    record RepeatOf(UplinkId uplink, UplinkId answer, int repeats) {}

    /** What came of an uplink, as far as a redelivery of it must know; see {@link InboxRows.InboxRow}. */
    record EarlierOutcome(long answer, @Nullable ConversationId conversation, String dialog) {
        static final EarlierOutcome NOTHING = new EarlierOutcome(0, null, "");
    }

    private volatile SmsSettings settings;
    private final Ticker ticker;
    private final DeliveriesByContent known = new DeliveriesByContent();
    /** Open ones by connection, in the order of their answers. */
    private final Map<String, Deque<LatestDelivery>> open = new HashMap<>();

    private final AtomicInteger unproven = new AtomicInteger();
    /** Whether ids without SMSC may still come again. */
    private boolean idsOfBefore;
    /** Whether messages at risk may still come again whose fingerprints hold the sender as the SMSC spelt it. */
    private boolean printsOfBefore;

    /** Connections that went lately: an uplink that waited for slow work may be accepted after its connection has gone. */
    private final Set<String> gone;

    Duplicates(SmsSettings settings, Limits limits, Ticker ticker) {
        this.settings = settings;
        this.ticker = ticker;
        this.gone = Collections.newSetFromMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > limits.gone();
            }
        });
    }

    /** From now on what comes by a bind is read as these settings say. Any thread. */
    void readAs(SmsSettings others) {
        settings = settings.readingAs(others);
    }

    /** If this message has been accepted already, which one it is; it counts as answered now. */
    Optional<RepeatOf> find(Tx tx, Arrival arrival) {
        if (arrival.pdu().smscMessageId() != null) {
            return seen(tx, arrival, arrival.pdu().smscMessageId());
        }
        var found = atRisk(arrival.fingerprint(), arrival);
        if (found.isEmpty() && printsOfBefore) {
            found = arrival.spelt().get().stream()
                    .flatMap(print -> atRisk(print, arrival).stream())
                    .findFirst();
        }
        return found.map(old -> again(tx, old, arrival));
    }

    private Optional<LatestDelivery> atRisk(String fingerprint, Arrival arrival) {
        return known.first(fingerprint, old -> comesAgain(old, arrival));
    }

    /** On a connection that stands an SMSC does not deliver again before its patience has ended. */
    private boolean comesAgain(LatestDelivery old, Arrival arrival) {
        var pdu = arrival.pdu();
        if (old.since != null) {
            return old.since.plus(settings.redelivery().horizon()).isAfter(arrival.time());
        }
        return !old.connection.equals(pdu.connection()) || old.sequence == pdu.sequence() || arrival.at() >= old.due;
    }

    private RepeatOf again(Tx tx, LatestDelivery old, Arrival arrival) {
        var number = new UplinkId(tx.next("uplink"));
        var latest = new LatestDelivery(old.uplink, number, arrival, patience(arrival.pdu()), old.repeats + 1);
        drop(tx, old);
        if (old.written && !old.fingerprint.equals(latest.fingerprint)) {
            tx.delete(InboxRows.AT_RISK, old.key());
        }
        // A crash must not forget it, whatever connection the first delivery came by; its proof wipes it.
        write(tx, latest, arrival.time());
        await(tx, latest, arrival.time());
        return new RepeatOf(latest.uplink, number, latest.repeats);
    }

    private Optional<RepeatOf> seen(Tx tx, Arrival arrival, String messageId) {
        var found =
                tx.find(InboxRows.SEEN, new InboxRows.SeenKey(arrival.pdu().smsc(), messageId, arrival.fingerprint()));
        if (found.isEmpty() && idsOfBefore) {
            found = tx.find(InboxRows.SEEN, new InboxRows.SeenKey(UNKNOWN, messageId, arrival.fingerprint()))
                    .or(() -> tx.find(InboxRows.SEEN, new InboxRows.SeenKey(UNKNOWN, messageId, UNKNOWN)));
        }
        return found.map(seen -> {
            int repeats = seen.repeats() + 1;
            tx.put(InboxRows.SEEN, new InboxRows.SeenMessage(seen.key(), seen.uplink(), arrival.time(), repeats));
            return new RepeatOf(seen.uplink(), seen.uplink(), repeats);
        });
    }

    private Duration patience(DeliveredPdu pdu) {
        return settings.responseTime(pdu.bind());
    }

    /** The number of a new uplink; {@link #accept} follows, when it is known what came of it. */
    UplinkId number(Tx tx) {
        return new UplinkId(tx.next("uplink"));
    }

    /**
     * Writes the inbox row of a new uplink and watches for it to be delivered again.
     *
     * @return what is to be run when its answer leaves
     */
    Runnable accept(Tx tx, UplinkId id, Arrival arrival, EarlierOutcome came) {
        var pdu = arrival.pdu();
        var connection = tx.find(InboxRows.CONNECTION, pdu.connection())
                .orElseGet(() -> new InboxRows.Connection(pdu.connection(), tx.next("smsc_connection"), 0, false));
        var conversation = came.conversation();
        tx.add(
                InboxRows.INBOX,
                new InboxRows.InboxRow(
                        id,
                        connection.number(),
                        arrival.fingerprint(),
                        pdu.receivedAt(),
                        came.answer(),
                        conversation == null ? 0 : conversation.value(),
                        came.dialog()));
        if (pdu.smscMessageId() != null) {
            var key = new InboxRows.SeenKey(pdu.smsc(), pdu.smscMessageId(), arrival.fingerprint());
            tx.put(InboxRows.SEEN, new InboxRows.SeenMessage(key, id, arrival.time(), 0));
            return () -> {};
        }
        if (connection.oldestUnproven() == 0 && !gone.contains(pdu.connection())) {
            tx.put(
                    InboxRows.CONNECTION,
                    new InboxRows.Connection(connection.name(), connection.number(), id.value(), false));
        }
        var delivery = new LatestDelivery(id, id, arrival, patience(pdu), 0);
        await(tx, delivery, arrival.time());
        return () -> delivery.answered = ticker.millis();
    }

    /** The inbox row of an uplink. */
    Optional<InboxRows.InboxRow> row(Tx tx, UplinkId uplink) {
        return tx.find(InboxRows.INBOX, uplink);
    }

    /** Watches for it to come again. One note for the rollback: this is done for every message. */
    private void await(Tx tx, LatestDelivery delivery, Instant now) {
        known.link(delivery);
        if (gone.contains(delivery.connection)) {
            tx.onRollback(() -> known.unlink(delivery));
            leave(tx, delivery, now);
            return;
        }
        var queue = open.computeIfAbsent(delivery.connection, c -> new ArrayDeque<>());
        queue.addLast(delivery);
        unproven.incrementAndGet();
        tx.onRollback(() -> {
            queue.removeLast();
            unproven.decrementAndGet();
            known.unlink(delivery);
        });
    }

    /** The SMSC has read the answers on this connection up to this number. */
    void proven(Tx tx, String connection, UplinkId upTo, Instant now) {
        var queue = open.get(connection);
        if (queue == null || queue.isEmpty()) {
            return;
        }
        while (!queue.isEmpty() && queue.getFirst().number.compareTo(upTo) <= 0) {
            var delivery = queue.removeFirst();
            unproven.decrementAndGet();
            tx.onRollback(() -> {
                queue.addFirst(delivery);
                unproven.incrementAndGet();
            });
            if (!delivery.over) {
                read(tx, delivery, now);
            }
        }
        long first = queue.isEmpty() ? 0 : queue.getFirst().number.value();
        tx.find(InboxRows.CONNECTION, connection)
                .ifPresent(row ->
                        tx.put(InboxRows.CONNECTION, new InboxRows.Connection(connection, row.number(), first, false)));
    }

    /** The SMSC has read this answer. If it came late, the message may lie in its queue again all the same. */
    private void read(Tx tx, LatestDelivery delivery, Instant now) {
        if (delivery.answered > delivery.due) {
            leave(tx, delivery, now);
            return;
        }
        drop(tx, delivery);
        if (delivery.written) {
            tx.delete(InboxRows.AT_RISK, delivery.key());
        }
    }

    /** The connection is gone: what is not proven stays at risk for the SMSC's retry horizon. */
    void closed(Tx tx, String connection, Instant now) {
        if (gone.add(connection)) {
            tx.onRollback(() -> gone.remove(connection));
        }
        tx.find(InboxRows.CONNECTION, connection)
                .ifPresent(row ->
                        tx.put(InboxRows.CONNECTION, new InboxRows.Connection(connection, row.number(), 0, true)));
        var queue = open.remove(connection);
        if (queue == null) {
            return;
        }
        unproven.addAndGet(-queue.size());
        tx.onRollback(() -> {
            open.put(connection, queue);
            unproven.addAndGet(queue.size());
        });
        for (var delivery : queue) {
            if (!delivery.over) {
                leave(tx, delivery, now);
            }
        }
    }

    /** At risk from now on. */
    private void leave(Tx tx, LatestDelivery delivery, Instant now) {
        var before = delivery.since;
        delivery.since = now;
        tx.onRollback(() -> delivery.since = before);
        write(tx, delivery, now);
    }

    private void write(Tx tx, LatestDelivery delivery, Instant now) {
        boolean before = delivery.written;
        delivery.written = true;
        tx.onRollback(() -> delivery.written = before);
        tx.put(InboxRows.AT_RISK, new InboxRows.AtRisk(delivery.key(), now, delivery.repeats));
    }

    private void drop(Tx tx, LatestDelivery delivery) {
        known.unlink(delivery);
        delivery.over = true;
        tx.onRollback(() -> {
            delivery.over = false;
            known.link(delivery);
        });
    }

    /** At start: takes up what the last run left at risk, after a crash from the connections that it did not close. */
    void recover(Store store, Instant now) {
        store.write(tx -> {
            for (var connection : InboxRows.connectionsThatWereNotClosed(tx)) {
                if (connection.oldestUnproven() > 0) {
                    InboxRows.inboxFrom(tx, connection).forEach(row -> InboxRows.loseAtStart(tx, row, now));
                }
                tx.put(InboxRows.CONNECTION, new InboxRows.Connection(connection.name(), connection.number(), 0, true));
            }
            forget(tx, now);
            return null;
        });
        store.read(sql -> sql.createQuery("select " + String.join(", ", InboxRows.AT_RISK.columns()) + " from at_risk")
                        .map((row, context) -> InboxRows.AT_RISK.read(row))
                        .list())
                .forEach(row -> known.link(LatestDelivery.of(row)));
        idsOfBefore = store.read(sql -> sql.createQuery("select exists (select 1 from seen_message where smsc = '')")
                .mapTo(Boolean.class)
                .one());
        printsOfBefore = store.read(InboxRows::anyOfBefore);
    }

    /** Drops what no SMSC will deliver again. */
    void forget(Tx tx, Instant now) {
        var expired = known.all(each -> each.since != null
                && !each.since.plus(settings.redelivery().horizon()).isAfter(now));
        expired.forEach(each -> drop(tx, each));
        // Those that came again and whose answer is not proven yet have a row too: they are younger.
        tx.change(
                InboxRows.AT_RISK,
                sql -> sql.createUpdate("delete from at_risk where since <= :before")
                        .bind(
                                "before",
                                now.minus(settings.redelivery().horizon()).toEpochMilli())
                        .execute());
        printsOfBefore = printsOfBefore && tx.query(InboxRows::anyOfBefore);
        tx.change(
                InboxRows.CONNECTION,
                sql -> sql.createUpdate("delete from smsc_connection where closed = 1")
                        .execute());
        tx.change(
                InboxRows.SEEN,
                sql -> sql.createUpdate("delete from seen_message where at <= :before")
                        .bind("before", now.minus(seenFor()).toEpochMilli())
                        .execute());
    }

    /** An id is remembered for as long as its message can come again. */
    private Duration seenFor() {
        return settings.redelivery().horizon().compareTo(SEEN_FOR) > 0
                ? settings.redelivery().horizon()
                : SEEN_FOR;
    }

    /** Answers of connections that stand which the SMSC is not proven to have read. Any thread. */
    int unproven() {
        return unproven.get();
    }
}
