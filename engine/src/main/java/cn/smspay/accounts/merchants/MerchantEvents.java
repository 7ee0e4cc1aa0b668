package cn.smspay.accounts.merchants;

import cn.smspay.base.Fen;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant's program is told, written in the transaction that made it true; who delivers it keeps an account of the
 * tries. Texts and amounts only.
 */
final class MerchantEvents {
    private static final Table<Long, Row> EVENT = Table.of("partner_event", long.class, Row.class);

    static final Table<String, Ended> ENDED = Table.of("order_event", String.class, Ended.class);

    /** Which event told the end of an order. */
    record Ended(String orderNo, long event) {}

    record Row(long id, String client, String event, String body, Instant at) {}

    private MerchantEvents() {}

    static void orderEnded(Tx tx, MerchantOrder order, Instant now) {
        var body = new Body()
                .put("order_no", order.no())
                .put("merchant_order_no", order.merchantNo())
                .put("amount_fen", order.amount())
                .put("status", order.state())
                .put("test", order.test() ? "true" : null)
                .put("reason", order.closeReason())
                .put("payer", order.payerTail())
                .put("ended_at", order.endedAt());
        var event = order.state() == MerchantOrder.State.PAID ? "order.paid" : "order.closed";
        tx.put(ENDED, new Ended(order.no(), add(tx, order.merchant(), event, body, now)));
    }

    static void refundEnded(Tx tx, MerchantRefund refund, Instant now) {
        var body = new Body()
                .put("refund_no", refund.no())
                .put("merchant_refund_no", refund.merchantNo())
                .put("order_no", refund.orderNo())
                .put("amount_fen", refund.amount())
                .put("status", refund.state())
                .put("ended_at", refund.endedAt());
        var event = refund.state() == MerchantRefund.State.SUCCEEDED ? "refund.succeeded" : "refund.failed";
        add(tx, refund.merchant(), event, body, now);
    }

    static void settled(Tx tx, Settlement settlement, Instant now) {
        var body = new Body()
                .put("settlement_no", settlement.no())
                .put("day", settlement.date())
                .put("amount_fen", settlement.amount());
        add(tx, settlement.merchant(), "settlement.ready", body, now);
    }

    private static long add(Tx tx, String merchant, String event, Body body, Instant now) {
        long id = tx.next("partner_event");
        tx.add(EVENT, new Row(id, merchant, event, body.json(), now));
        return id;
    }

    /** A flat JSON object. */
    private static final class Body {
        private final Map<String, String> members = new LinkedHashMap<>();

        Body put(String name, @Nullable Object value) {
            if (value instanceof Fen amount) {
                members.put(name, Long.toString(amount.fen()));
            } else if (value != null) {
                members.put(name, quoted(Objects.toString(value)));
            }
            return this;
        }

        String json() {
            var text = new StringBuilder("{");
            members.forEach((name, value) -> text.append(text.length() > 1 ? "," : "")
                    .append(quoted(name))
                    .append(':')
                    .append(value));
            return text.append('}').toString();
        }

        /** What merchants name things by has no control characters: it was checked when it came in. */
        private static String quoted(String text) {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
    }
}
