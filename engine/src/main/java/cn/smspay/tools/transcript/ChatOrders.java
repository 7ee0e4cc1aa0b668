package cn.smspay.tools.transcript;

import cn.smspay.accounts.payments.SmsOrders;
import cn.smspay.base.OrderId;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The orders by short message of a transcript's merchant: one a payer at a time, open for half an hour (R 3.10). */
final class ChatOrders implements SmsOrders {
    private static final Duration OPEN_FOR = Duration.ofMinutes(30);

    private final Map<SubscriptionId, Order> newest = new ConcurrentHashMap<>();

    private record Order(SmsOrder order, Instant until, String end) {}

    /** Adds an order; what it returns takes it back. One that is open already stays the one. */
    Runnable add(SubscriptionId payer, SmsOrder order, Instant now) {
        var before = newest.get(payer);
        if (state(payer, now).equals("open")) {
            return () -> {};
        }
        newest.put(payer, new Order(order, now.plus(OPEN_FOR), ""));
        return () -> newest.compute(payer, (who, added) -> before);
    }

    /** The merchant closes it. */
    void close(SubscriptionId payer) {
        var order = newest.get(payer);
        if (order != null) {
            end(order.order(), "closed");
        }
    }

    /** What became of somebody's newest order: none, open, expired, paid or closed. */
    String state(SubscriptionId payer, Instant now) {
        var order = newest.get(payer);
        if (order == null) {
            return "none";
        }
        return order.end().isEmpty() ? now.isBefore(order.until()) ? "open" : "expired" : order.end();
    }

    @Override
    public Optional<SmsOrder> open(Tx tx, SubscriptionId payer, Instant now) {
        var order = newest.get(payer);
        return order != null && state(payer, now).equals("open") ? Optional.of(order.order()) : Optional.empty();
    }

    @Override
    public void paid(Tx tx, SmsOrder order, SubscriptionId payer, OrderId purchase, Instant now) {
        tx.afterCommit(() -> end(order, "paid"));
    }

    @Override
    public void unpaid(Tx tx, SmsOrder order, Instant now) {
        tx.afterCommit(() -> end(order, "closed"));
    }

    private void end(SmsOrder ended, String how) {
        newest.replaceAll((payer, order) ->
                order.order().equals(ended) && order.end().isEmpty() ? new Order(ended, order.until(), how) : order);
    }
}
