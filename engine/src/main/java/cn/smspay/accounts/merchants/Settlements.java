package cn.smspay.accounts.merchants;

import cn.smspay.accounts.merchants.Verdict.Hindrance;
import cn.smspay.accounts.payments.OrderNumbers;
import cn.smspay.base.Fen;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.TransferId;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Entry;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pays merchants what they are owed at the end of a business day (R 4.6): what the book holds for them, without the purchases of
 * later days, so that refunds of later days lower it. Thread-safe.
 */
public final class Settlements {
    private static final Table<String, Settlement> SETTLEMENT =
            Table.of("merchant_settlement", String.class, Settlement.class);
    /** Remote purchases, and those at POS by the time at which their batch was booked (S-163). */
    private static final String PAID = """
            select count(*) as number, coalesce(sum(amount), 0) as sum from (
                select amount from purchase where merchant = :merchant and paid_at >= :from and paid_at < :to
                union all
                select amount from wallet_record
                where psam in (select psam from pos_terminal where merchant = :merchant)
                and posted_at >= :from and posted_at < :to
            ) paid
            """;

    private static final String REFUNDED = """
            select count(*) as number, coalesce(sum(amount), 0) as sum from merchant_refund
            where merchant = :merchant and made_at >= :from and made_at < :to and offline = 0 and state <> 'FAILED'
            and exists (select 1 from merchant_order o where o.no = merchant_refund.order_no and o.test = 0)
            """;
    private static final Instant ENDLESS = Instant.parse("9999-12-31T00:00:00Z");

    private final Ledger ledger;
    private final OrderNumbers numbers;

    public Settlements(Ledger ledger, Vault vault) {
        this.ledger = ledger;
        this.numbers = new OrderNumbers(vault);
    }

    private record Sum(int number, Fen amount) {}

    /**
     * Pays a day out; a day that was paid out stays as it is.
     *
     * @param bank the code of ours that it is paid from
     */
    public Verdict<Settlement> settle(Tx tx, String merchant, LocalDate day, String bank, Instant now) {
        var before = find(tx, merchant, day);
        if (before.isPresent()) {
            return Verdict.done(before.get());
        }
        if (!day.isBefore(ServiceDay.date(now))) {
            return Verdict.not(Hindrance.DAY_NOT_OVER);
        }
        var paid = sum(tx, PAID, merchant, start(day), start(day.plusDays(1)));
        var refunded = sum(tx, REFUNDED, merchant, start(day), start(day.plusDays(1)));
        var amount = owed(tx, merchant, day);
        var settlement = new Settlement(
                numbers.next(tx, now),
                merchant,
                ServiceDay.number(day),
                paid.number(),
                paid.amount(),
                refunded.number(),
                refunded.amount(),
                amount,
                post(tx, merchant, day, bank, amount, now),
                now);
        tx.add(SETTLEMENT, settlement);
        MerchantEvents.settled(tx, settlement, now);
        return Verdict.done(settlement);
    }

    /** What would be paid out for the days up to this one. */
    public Fen owed(Tx tx, String merchant, LocalDate day) {
        var later = sum(tx, PAID, merchant, start(day.plusDays(1)), ENDLESS);
        var owed = ledger.balance(tx, BookAccount.merchant(merchant)).minus(later.amount());
        return owed.isPositive() ? owed : Fen.ZERO;
    }

    private @Nullable TransferId post(Tx tx, String merchant, LocalDate day, String bank, Fen amount, Instant now) {
        if (!amount.isPositive()) {
            return null;
        }
        return ledger.post(
                        tx,
                        Entry.of(
                                "settle:" + merchant + ':' + ServiceDay.number(day),
                                Event.MERCHANT_SETTLED,
                                BookAccount.merchant(merchant),
                                BookAccount.bank(bank),
                                amount,
                                now))
                .transfer();
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ServiceDay.ZONE).toInstant();
    }

    private static Sum sum(Tx tx, String question, String merchant, Instant from, Instant to) {
        return tx.query(sql -> sql.createQuery(question)
                .bind("merchant", merchant)
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .map((row, c) -> new Sum(row.getInt(1), new Fen(row.getLong(2))))
                .one());
    }

    public Optional<Settlement> find(Tx tx, String merchant, LocalDate day) {
        return list(tx, "merchant = :merchant and day = :day", merchant, ServiceDay.number(day), 1).stream()
                .findFirst();
    }

    /** A merchant's, newest first, of days before one. */
    public List<Settlement> newest(Tx tx, String merchant, int beforeDay, int most) {
        return list(tx, "merchant = :merchant and day < :day order by day desc", merchant, beforeDay, most);
    }

    private static List<Settlement> list(Tx tx, String where, String merchant, int day, int most) {
        return tx.query(sql -> sql.createQuery("select " + String.join(", ", SETTLEMENT.columns())
                        + " from merchant_settlement where " + where + " limit :most")
                .bind("merchant", merchant)
                .bind("day", day)
                .bind("most", most)
                .map((row, c) -> SETTLEMENT.read(row))
                .list());
    }
}
