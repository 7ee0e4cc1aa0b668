package cn.smspay.accounts.payments;

import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.base.Fen;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The most of one kind that a customer may have in a day, if the carrier sets one (D-28). What was given back does not count. */
final class DayCap {
    private static final String WITHDRAWN = """
            select coalesce(sum(amount), 0) from withdrawal_order
            where subscription = :who and requested_at >= :since and status <> 'RETURNED'
            """;
    private static final String PAID = """
            select coalesce(sum(amount), 0) from bill_order
            where subscription = :who and requested_at >= :since and status <> 'RETURNED'
            """;
    private static final String BOUGHT = """
            select coalesce(sum(amount - refunded), 0) from purchase where subscription = :who and paid_at >= :since
            """;

    private final String sum;
    private final @Nullable Fen most;

    private DayCap(String sum, @Nullable Fen most) {
        this.sum = sum;
        this.most = most;
    }

    static DayCap ofWithdrawals(@Nullable Fen most) {
        return new DayCap(WITHDRAWN, most);
    }

    static DayCap ofBills(@Nullable Fen most) {
        return new DayCap(PAID, most);
    }

    static DayCap ofPurchases(@Nullable Fen most) {
        return new DayCap(BOUGHT, most);
    }

    /** Whether this amount still fits into the day. */
    Optional<Refusal> check(Tx tx, SubscriptionId who, Fen amount, Instant now) {
        if (most == null) {
            return Optional.empty();
        }
        var since = ServiceDay.date(now).atStartOfDay(ServiceDay.ZONE).toInstant();
        var before = tx.query(sql -> sql.createQuery(sum)
                .bind("who", who.value())
                .bind("since", since.toEpochMilli())
                .map((row, c) -> new Fen(row.getLong(1)))
                .one());
        if (most.covers(before.plus(amount))) {
            return Optional.empty();
        }
        var left = most.covers(before) ? most.minus(before) : Fen.ZERO;
        return Optional.of(Refusal.of(Reason.OVER_DAY, Map.of("day_max", most, "day_left", left)));
    }
}
