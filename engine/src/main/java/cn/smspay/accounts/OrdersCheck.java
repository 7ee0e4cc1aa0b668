package cn.smspay.accounts;

import cn.smspay.base.ServiceDay;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Proves that every order has its movement in the book and every movement its order, with the same amount and outcome. */
final class OrdersCheck {
    /** An order, the movement of its number, and the one that settled it. */
    private static final String ORDERS = """
            select 'withdrawal order' kind, o.id, o.account, o.amount, o.status, o.requested_at, o.settled_at,
                   'WITHDRAWAL' begun, 0 pocket, 'WITHDRAWAL_PAID' paid, 'BANK:' || o.bank payee,
                   'WITHDRAWAL_RETURNED' returned,
                   'SUBMITTED' open_word
            from withdrawal_order o
            union all
            select 'bill order', o.id, o.account, o.amount, o.status, o.requested_at, o.settled_at,
                   'BILL', case o.pocket when 'CARD' then 1 when 'CASH' then 0 else 7 end, 'BILL_PAID',
                   'BILL_PAYABLE:' || o.province, 'BILL_RETURNED', 'PENDING'
            from bill_order o
            """;
    /** Each order has its reservation: of its account, its pocket, its amount and its time. */
    private static final String RESERVED = "select o.kind || ' ' || o.id || ' over ' || o.amount"
            + " || ' fen has no ' || o.begun || ' of that amount, account and time in the book'"
            + " from (" + ORDERS + ") o where not exists (select 1 from transfer t join posting p on p.transfer = t.id"
            + " where t.id = o.id and t.event = o.begun and t.at = o.requested_at"
            + " and p.account = o.account * 8 + o.pocket and p.side = 'DEBIT' and p.amount = o.amount)";
    /** Its status is what the book says became of it; to whom it was paid is what the order says. */
    private static final String SETTLED = "select o.kind || ' ' || o.id || ' is ' || o.status || ', and the book says '"
            + " || coalesce(s.event, 'that nothing became of it yet')"
            + " from (" + ORDERS + ") o left join transfer s on s.resolves = o.id"
            + " where case when s.id is null then o.status <> o.open_word or o.settled_at is not null"
            + " when s.event = o.paid then o.status <> 'PAID' or coalesce(o.settled_at, 0) <> s.at"
            + "   or not exists (select 1 from posting p join book b on b.id = p.account"
            + "                  where p.transfer = s.id and b.code = o.payee)"
            + " when s.event = o.returned and o.status = 'RETURNED' then coalesce(o.settled_at, 0) <> s.at"
            + "   or not exists (select 1 from posting p where p.transfer = s.id"
            + "                  and p.account = o.account * 8 + o.pocket and p.side = 'CREDIT')"
            + " when s.event = o.returned and o.status = 'PAID_AFTER_RETURN' then not exists ("
            + "   select 1 from transfer l join transfer_request r on r.transfer = l.id"
            + "   where l.event = 'BILL_PAID_AFTER_RETURN' and r.idempotency_key = 'late:' || o.id"
            + "   and l.at = coalesce(o.settled_at, 0))"
            + " else true end";

    private static final String ORDERLESS = """
            select 'transfer ' || t.id || ' (' || t.event || ') has no order'
            from transfer t
            where (t.event = 'WITHDRAWAL' and not exists (select 1 from withdrawal_order o where o.id = t.id))
               or (t.event = 'BILL' and not exists (select 1 from bill_order o where o.id = t.id))
               or (t.event = 'PURCHASE' and not exists (select 1 from purchase o where o.id = t.id))
            union all
            select 'transfer ' || l.id || ' (' || l.event || ') is of no bill order that was paid after its return'
            from transfer l left join transfer_request r on r.transfer = l.id
            where l.event = 'BILL_PAID_AFTER_RETURN' and not exists (
                select 1 from bill_order o where o.status = 'PAID_AFTER_RETURN' and r.idempotency_key = 'late:' || o.id)
            """;
    private static final String PURCHASES = """
            select 'purchase ' || o.id || ' over ' || o.amount || ' fen at ' || o.merchant
                   || ' has no PURCHASE of that amount, account and time in the book'
            from purchase o
            where not exists (select 1 from transfer t join posting p on p.transfer = t.id
                              where t.id = o.id and t.event = 'PURCHASE' and t.at = o.paid_at and p.side = 'DEBIT'
                                and p.amount = o.amount
                                and p.account = o.account * 8 + case o.pocket when 'CARD' then 1 when 'CASH' then 0 else 7 end)
               or not exists (select 1 from posting p join book b on b.id = p.account
                              where p.transfer = o.id and p.side = 'CREDIT' and b.code = 'MERCHANT:' || o.merchant)
            """;
    /** A refund is of a merchant; which purchase it is of, its key says in the merchant's words. */
    private static final String REFUNDS = """
            select 'purchases at ' || merchant || ' were refunded with ' || sum(said) || ' fen, the book says ' || sum(made)
            from (select merchant, refunded said, 0 made from purchase
                  union all
                  select substr(b.code, 10), 0, p.amount from transfer t join posting p on p.transfer = t.id
                  join book b on b.id = p.account
                  where t.event = 'REFUND' and p.side = 'DEBIT' and b.code like 'MERCHANT:%') lines
            group by merchant having sum(said) <> sum(made)
            """;

    private static final String CARDS = """
            select 'card ' || serial || ' is ' || state || ' and says that ' || coalesce(cast(used_by as text), 'nobody') || ' used it'
            from recharge_card
            where (state = 'USED') <> (used_by is not null) or (state = 'USED') <> (used_transfer is not null)
               or (state = 'USED') <> (used_at is not null) or (state = 'USED') <> (used_channel is not null)
            union all
            select 'card ' || c.serial || ' was used at ' || c.used_at || ', the book says ' || t.at
            from recharge_card c join transfer t on t.id = c.used_transfer
            where c.used_at <> t.at or t.event <> 'CARD_TOP_UP'
            union all
            select 'transfer ' || t.id || ' (CARD_TOP_UP) is of ' || coalesce(c.n, 0) || ' used cards instead of one'
            from transfer t
            left join (select used_transfer, count(*) n from recharge_card where state = 'USED' group by used_transfer) c
                 on c.used_transfer = t.id
            where t.event = 'CARD_TOP_UP' and coalesce(c.n, 0) <> 1
            union all
            select 'card ' || c.serial || ' was issued by ' || c.issuer || ', and the book lets ' || b.code || ' owe for it'
            from recharge_card c join posting p on p.transfer = c.used_transfer and p.side = 'DEBIT'
            join book b on b.id = p.account
            where c.state = 'USED' and b.code <> 'CARD_CLEARING:' || c.issuer
            """;
    private static final List<String> QUESTIONS = List.of(RESERVED, SETTLED, ORDERLESS, PURCHASES, REFUNDS, CARDS);

    /** What customers call an order by begins with its day (R 3.12); orders of before such numbers have none. */
    private static final String NUMBERS = """
            select 'withdrawal order ' || id, number, requested_at from withdrawal_order where number is not null
            union all select 'bill order ' || id, number, requested_at from bill_order where number is not null
            union all select 'purchase ' || id, number, paid_at from purchase where number is not null
            """;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);

    private OrdersCheck() {}

    static List<String> verify(Handle handle) {
        var faults = new ArrayList<String>();
        for (String question : QUESTIONS) {
            faults.addAll(handle.createQuery(question).mapTo(String.class).list());
        }
        handle.createQuery(NUMBERS)
                .map((row, context) -> misnamed(row.getString(1), row.getString(2), row.getLong(3)))
                .forEach(fault -> fault.ifPresent(faults::add));
        return faults;
    }

    private static Optional<String> misnamed(String order, String number, long at) {
        var day = DAY.format(ServiceDay.date(Instant.ofEpochMilli(at)));
        return number.matches(day + "[0-9]{8}")
                ? Optional.empty()
                : Optional.of(
                        order + " of the day " + day + " has the number " + number + ", which is none of that day");
    }
}
