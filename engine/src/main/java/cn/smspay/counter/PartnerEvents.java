package cn.smspay.counter;

import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What partners' programs are to be told; who delivers it keeps an account of the tries. No state, so thread-safe. */
public final class PartnerEvents {
    public static final Table<Long, PartnerEvent> EVENT = Table.of("partner_event", long.class, PartnerEvent.class);

    /**
     * @param client the partner
     * @param event like {@code order.paid}
     * @param body a JSON object
     */
    public record PartnerEvent(long id, String client, String event, String body, Instant at) {}

    private PartnerEvents() {}

    static long add(Tx tx, String client, String event, Map<String, ?> body, Instant now) {
        var row = new PartnerEvent(tx.next("partner_event"), client, event, Json.write(body), now);
        tx.add(EVENT, row);
        return row.id();
    }

    /** Events after this one, oldest first. */
    public static List<PartnerEvent> after(Tx tx, String client, long after, int most) {
        return tx.query(sql -> sql.createQuery("select " + String.join(", ", EVENT.columns())
                        + " from partner_event where client = :client and id > :after order by id limit :most")
                .bind("client", client)
                .bind("after", after)
                .bind("most", most)
                .map((row, c) -> EVENT.read(row))
                .list());
    }
}
