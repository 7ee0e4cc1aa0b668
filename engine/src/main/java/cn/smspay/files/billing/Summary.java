package cn.smspay.files.billing;

import cn.smspay.books.charge.AccountingDay;
import cn.smspay.books.charge.Charges;
import cn.smspay.store.Store;
import java.time.LocalDate;
import java.util.List;

/** Counts and sums of charge records by one of their properties. */
public final class Summary {
    /** What the records are sorted by. */
    public enum By {
        DAY("day"),
        /** Hour of arrival in Shanghai. */
        HOUR("substr(cast((event_at / 3600000 + 8) % 24 + 100 as text), 2)"),
        PROVINCE("province"),
        COMMAND("command"),
        DISPOSITION("disposition"),
        TARIFF("tariff");

        private final String expression;

        By(String expression) {
            this.expression = expression;
        }

        String expression() {
            return expression;
        }
    }

    /**
     * One line of a summary.
     *
     * @param key empty where records have none
     * @param sumLi 厘, corrections included
     */
    public record Line(String key, long records, long sumLi) {}

    private final Store store;
    private final Charges charges;

    public Summary(Store store) {
        this.store = store;
        this.charges = new Charges(store);
    }

    /**
     * The records accounted from {@code first} to {@code last}, both included, sorted by key; of records that were deleted
     * with their retention the totals that were kept.
     */
    public List<Line> of(LocalDate first, LocalDate last, By by) {
        long from = charges.ofDay(AccountingDay.of(first)).first();
        long to = charges.ofDay(AccountingDay.of(last)).last();
        return store.read(sql -> sql.createQuery(
                        "select word, sum(n) as records, sum(li) as sum_li from (select cast(" + by.expression() + """
                         as text) as word, count(*) as n, sum(amount_li) as li
                        from charge_record where number between :from and :to group by 1
                        union all
                        select word, records, sum_li from charge_kept
                        where property = :property and day between :first and :last) parts group by word order by word""")
                .bind("from", from)
                .bind("to", to)
                .bind("property", by.name())
                .bind("first", AccountingDay.of(first).yyyymmdd())
                .bind("last", AccountingDay.of(last).yyyymmdd())
                .map((row, context) -> new Line(row.getString("word"), row.getLong("records"), row.getLong("sum_li")))
                .list());
    }

    /** How many records of these days were deleted with their retention: their totals are kept, they themselves are gone. */
    public long deleted(LocalDate first, LocalDate last) {
        return store.read(sql -> sql.createQuery("""
                        select coalesce(sum(records), 0) from charge_kept
                        where property = 'DAY' and day between :first and :last""")
                .bind("first", AccountingDay.of(first).yyyymmdd())
                .bind("last", AccountingDay.of(last).yyyymmdd())
                .mapTo(Long.class)
                .one());
    }

    /** Up to which number records were deleted with their retention; 0 if none was. */
    public long purgedThrough() {
        return store.read(sql -> sql.createQuery("select coalesce(max(through_number), 0) from charge_purge")
                .mapTo(Long.class)
                .one());
    }
}
