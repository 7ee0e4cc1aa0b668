package cn.smspay.accounts.merchants;

import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far partners' programs have been told what concerns them: each event at least once, by a schedule of tries that ends after a
 * day, each try kept with what was sent and what came back. No state of its own, so thread-safe.
 */
public final class Deliveries {
    private static final Table<Long, EventDelivery> DELIVERY =
            Table.of("partner_delivery", long.class, EventDelivery.class);
    private static final Table<TryKey, Try> TRY = Table.of("partner_try", TryKey.class, Try.class);
    private static final Table<Integer, Cursor> CURSOR = Table.of("partner_cursor", int.class, Cursor.class);
    private static final Table<Long, MerchantEvents.Row> EVENT =
            Table.of("partner_event", long.class, MerchantEvents.Row.class);
    /** How long after the try before; the first at once. */
    private static final List<Duration> SCHEDULE = List.of(
            Duration.ZERO,
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(15));

    private static final int STEP = 200;
    private static final String COLUMNS = String.join(", ", DELIVERY.columns());

    private Deliveries() {}

    /** Where the delivery of one event stands. */
    public enum State {
        PENDING,
        DELIVERED,
        /** Every try has failed. */
        DEAD
    }

    /** @param nextAt of the next try, while one is to come */
    public record EventDelivery(
            long event,
            String client,
            State state,
            int tries,
            @Nullable Instant nextAt,
            @Nullable Instant endedAt) {}

    public record TryKey(long event, int number) {}

    /** @param status 0 if there was no answer */
    public record Try(TryKey key, Instant at, String url, String request, int status, String answer, int millis) {}

    record Cursor(int slot, long event) {}

    /** What is to be told now. */
    public record Due(long event, String client, String type, String body, Instant at, int tries) {}

    /** Makes a delivery of every new event of a partner who wants to be told; some at a time. @return whether there may be more */
    public static boolean takeUp(Tx tx, Profiles profiles, Instant now) {
        long last = tx.find(CURSOR, 0).map(Cursor::event).orElse(0L);
        var fresh = tx.query(sql -> sql.createQuery("select " + String.join(", ", EVENT.columns())
                        + " from partner_event where id > :last order by id limit :most")
                .bind("last", last)
                .bind("most", STEP)
                .map((row, c) -> EVENT.read(row))
                .list());
        for (var event : fresh) {
            boolean wanted = profiles.find(tx, event.client())
                    .filter(profile -> profile.notifyUrl() != null)
                    .isPresent();
            if (wanted) {
                tx.add(DELIVERY, new EventDelivery(event.id(), event.client(), State.PENDING, 0, now, null));
            }
        }
        if (!fresh.isEmpty()) {
            tx.put(CURSOR, new Cursor(0, fresh.get(fresh.size() - 1).id()));
        }
        return fresh.size() == STEP;
    }

    /** @param busy partners who are being told as much at once as they may, and deliveries under way */
    public static List<Due> due(Tx tx, Set<String> busy, Collection<Long> underWay, int most, Instant now) {
        return tx.query(sql -> {
            var query = sql.createQuery(
                            "select d.event, d.client, e.event, e.body, e.at, d.tries from partner_delivery d "
                                    + "join partner_event e on e.id = d.event where d.next_at <= :now and d.client not in (<busy>) "
                                    + "and d.event not in (<under>) order by d.next_at limit :most")
                    .bind("now", now.toEpochMilli())
                    .bind("most", most)
                    .bindList("busy", busy.isEmpty() ? List.of("") : List.copyOf(busy))
                    .bindList("under", underWay.isEmpty() ? List.of(0L) : List.copyOf(underWay));
            return query.map((row, c) -> new Due(
                            row.getLong(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            Instant.ofEpochMilli(row.getLong(5)),
                            row.getInt(6)))
                    .list();
        });
    }

    /** Notes a try, and when the next one is. */
    public static void tried(Tx tx, Try made, boolean success, Instant now) {
        var before = tx.get(DELIVERY, made.key().event());
        tx.add(TRY, made);
        int tries = before.tries() + 1;
        boolean last = tries >= SCHEDULE.size();
        var state = success ? State.DELIVERED : last ? State.DEAD : before.state();
        boolean ends = success || last;
        tx.put(
                DELIVERY,
                new EventDelivery(
                        before.event(),
                        before.client(),
                        state,
                        tries,
                        ends ? null : now.plus(SCHEDULE.get(tries)),
                        ends ? now : null));
    }

    /** The number of the next try. */
    public static int nextTry(Due due) {
        return due.tries() + 1;
    }

    /** Tells it once more, now, whatever became of it before; empty if it is not this partner's. */
    public static Optional<EventDelivery> again(Tx tx, String client, long event, Instant now) {
        return tx.find(DELIVERY, event)
                .filter(found -> found.client().equals(client))
                .map(found -> {
                    var again = new EventDelivery(event, client, State.PENDING, found.tries(), now, null);
                    tx.put(DELIVERY, again);
                    return again;
                });
    }

    /** A partner's, newest first, older than one. */
    public static List<EventDelivery> newest(Tx tx, String client, long before, int most) {
        return tx.query(sql -> sql.createQuery(
                        "select " + COLUMNS
                                + " from partner_delivery where client = :client and event < :before order by event desc limit :most")
                .bind("client", client)
                .bind("before", before)
                .bind("most", most)
                .map((row, c) -> DELIVERY.read(row))
                .list());
    }

    /** How far the ends of these orders have been told, by order; those that are not told are left out. */
    public static Map<String, EventDelivery> ofOrders(Tx tx, String client, List<String> orders) {
        var found = new HashMap<String, EventDelivery>();
        orders.forEach(order -> tx.find(MerchantEvents.ENDED, order)
                .flatMap(ended -> tx.find(DELIVERY, ended.event()))
                .filter(delivery -> delivery.client().equals(client))
                .ifPresent(delivery -> found.put(order, delivery)));
        return found;
    }

    /** The tries at one event, oldest first; none if it is not this partner's. */
    public static List<Try> tries(Tx tx, String client, long event) {
        if (tx.find(DELIVERY, event)
                .filter(found -> found.client().equals(client))
                .isEmpty()) {
            return List.of();
        }
        return tx.query(sql -> sql.createQuery("select " + String.join(", ", TRY.columns())
                        + " from partner_try where event = :event order by number")
                .bind("event", event)
                .map((row, c) -> TRY.read(row))
                .list());
    }
}
