package cn.smspay.accounts.merchants;

import cn.smspay.base.Fen;
import cn.smspay.base.ServiceDay;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What a merchant's bill of a day lists. Live orders only. No state, so thread-safe. */
public final class MerchantBills {
    private static final String TRADES = """
            select 'PAYMENT' as kind, no as order_no, merchant_no as order_merchant_no, '' as refund_no,
                   '' as refund_merchant_no, amount, state, ended_at as at
            from merchant_order
            where merchant = :merchant and state = 'PAID' and ended_at >= :from and ended_at < :to and test = 0
            union all
            select case r.offline when 1 then 'OFFLINE_REFUND' else 'REFUND' end, r.order_no, o.merchant_no, r.no,
                   r.merchant_no, r.amount, r.state, r.made_at
            from merchant_refund r join merchant_order o on o.no = r.order_no
            where r.merchant = :merchant and r.made_at >= :from and r.made_at < :to and o.test = 0
            order by at, refund_no, order_no
            """;
    private static final String FUNDS = """
            select t.id as no, t.event, p.side, p.amount, p.balance_after, t.at
            from system_account s join posting p on p.account = s.id join transfer t on t.id = p.transfer
            where s.code = :code and t.business_date = :day order by t.id
            """;

    private MerchantBills() {}

    /** One payment or refund; the refund's numbers are empty for a payment. */
    public record Trade(
            String kind,
            String orderNo,
            String merchantOrderNo,
            String refundNo,
            String merchantRefundNo,
            Fen amount,
            String state,
            Instant at) {}

    /** One movement of what we hold for the merchant. */
    public record Fund(long no, String event, boolean in, Fen amount, Fen balanceAfter, Instant at) {}

    public static List<Trade> trades(Handle sql, String merchant, LocalDate day) {
        return sql.createQuery(TRADES)
                .bind("merchant", merchant)
                .bind("from", start(day))
                .bind("to", start(day.plusDays(1)))
                .map((row, c) -> new Trade(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        new Fen(row.getLong(6)),
                        row.getString(7),
                        Instant.ofEpochMilli(row.getLong(8))))
                .list();
    }

    private static long start(LocalDate day) {
        return day.atStartOfDay(ServiceDay.ZONE).toInstant().toEpochMilli();
    }

    public static List<Fund> funds(Handle sql, String merchant, LocalDate day) {
        return sql.createQuery(FUNDS)
                .bind("code", "MERCHANT:" + merchant)
                .bind("day", ServiceDay.number(day))
                .map((row, c) -> new Fund(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3).equals("CREDIT"),
                        new Fen(row.getLong(4)),
                        new Fen(row.getLong(5)),
                        Instant.ofEpochMilli(row.getLong(6))))
                .list();
    }
}
