package cn.smspay.accounts;

import cn.smspay.books.ledger.AccountName;
import cn.smspay.books.ledger.LedgerCheck;
import cn.smspay.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds what is counted from what it counts: the sums and the last transfer of every account of the book from its
 * postings, and the open orders of every account of a subscriber from the orders. Only postings and orders that are proven
 * are counted, so that no damage to them is covered up.
 */
public final class CounterRepair {
    /** One row a counter that is wrong: whose, which, what stands there, what it must be. */
    private static final String SUMS = """
            with made as (
                select account id, sum(case side when 'DEBIT' then amount else 0 end) dr,
                       sum(case side when 'CREDIT' then amount else 0 end) cr, max(transfer) last
                from posting group by account),
            beside as (
                select l.id, l.dr_posted, l.cr_posted, l.last_transfer, coalesce(m.dr, 0) dr, coalesce(m.cr, 0) cr, m.last
                from ledger_account l left join made m on m.id = l.id
                union all
                select m.id, null, null, null, m.dr, m.cr, m.last from made m
                where not exists (select 1 from ledger_account l where l.id = m.id))
            select id, 'dr_posted' counter, dr_posted stood, dr made from beside where dr_posted is distinct from dr
            union all select id, 'cr_posted', cr_posted, cr from beside where cr_posted is distinct from cr
            union all select id, 'last_transfer', last_transfer, last from beside where last_transfer is distinct from last
            order by 1, 2
            """;

    private static final String OPEN_ORDERS = """
            select no id, 'open_orders' counter, open_orders stood, made from (
                select a.no, a.open_orders,
                       (select count(*) from withdrawal_order w where w.account = a.no and w.status = 'SUBMITTED')
                       + (select count(*) from bill_order b where b.account = a.no and b.status = 'PENDING') made
                from account a) a
            where open_orders <> made order by no
            """;

    private final Store store;

    public CounterRepair(Store store) {
        this.store = store;
    }

    /**
     * A counter that is wrong.
     *
     * @param place whose it is, as {@code ledger verify} names it
     * @param counter which of them
     * @param stood what stands there; null for nothing, also where the whole row is missing
     * @param made what it must be
     */
    public record CounterChange(
            String place,
            String counter,
            long id,
            @Nullable Long stood,
            @Nullable Long made) {}

    /** What was found. */
    public sealed interface Found {}

    /**
     * These counters are wrong, perhaps none.
     *
     * @param orders why open orders could not be counted; empty if they were
     */
    public record WrongCounters(List<CounterChange> changes, List<String> orders) implements Found {}

    /** Nothing can be counted: what there is to count is damaged itself. */
    public record Unproven(List<String> faults) implements Found {}

    /** Looks and changes nothing. */
    public Found look() {
        return store.read(sql -> sql.inTransaction(CounterRepair::look));
    }

    /**
     * Rebuilds what is wrong and writes down who had it done. The store must be the engine's own, with the engine stopped:
     * a running one remembers counters and would write them back.
     */
    public Found repair(String operator, Instant now) {
        return store.write(tx -> tx.query(sql -> {
            var found = look(sql);
            if (found instanceof WrongCounters wrong) {
                wrong.changes().forEach(change -> make(sql, change, operator, now));
            }
            return found;
        }));
    }

    private static Found look(Handle sql) {
        var faults = LedgerCheck.postings(sql);
        if (!faults.isEmpty()) {
            return new Unproven(faults);
        }
        var changes = new ArrayList<>(ask(sql, SUMS, AccountName.of("w.id")));
        var orders = ask(sql, OPEN_ORDERS, "w.id");
        var unordered = orders.isEmpty() ? List.<String>of() : OrdersCheck.verify(sql);
        changes.addAll(unordered.isEmpty() ? orders : List.of());
        return new WrongCounters(List.copyOf(changes), unordered);
    }

    private static List<CounterChange> ask(Handle sql, String question, String name) {
        return sql.createQuery(
                        "select 'account ' || " + name + ", w.counter, w.id, w.stood, w.made from (" + question + ") w")
                .map((row, c) -> new CounterChange(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getObject(4) == null ? null : row.getLong(4),
                        row.getObject(5) == null ? null : row.getLong(5)))
                .list();
    }

    private static void make(Handle sql, CounterChange change, String operator, Instant now) {
        if (change.counter().equals("open_orders")) {
            sql.execute("update account set open_orders = ? where no = ?", change.made(), change.id());
        } else {
            sql.execute("insert into ledger_account values (?, 0, 0, null) on conflict do nothing", change.id());
            // All three at once: a row may not have more debit than credit in between.
            sql.createUpdate("""
                            update ledger_account set
                                dr_posted = coalesce((select sum(amount) from posting
                                                      where account = :id and side = 'DEBIT'), 0),
                                cr_posted = coalesce((select sum(amount) from posting
                                                      where account = :id and side = 'CREDIT'), 0),
                                last_transfer = (select max(transfer) from posting where account = :id)
                            where id = :id""").bind("id", change.id()).execute();
        }
        sql.createUpdate("""
                        insert into counter_repair (at, operator, place, counter, stood, made)
                        values (:at, :operator, :place, :counter, :stood, :made)""")
                .bind("at", now.toEpochMilli())
                .bind("operator", operator)
                .bind("place", change.place())
                .bind("counter", change.counter())
                .bind("stood", change.stood())
                .bind("made", change.made())
                .execute();
    }
}
