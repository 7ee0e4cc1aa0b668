package cn.smspay.files.billing;

import cn.smspay.store.Store;
import cn.smspay.store.Table;
import java.util.ArrayList;
import java.util.List;

/** What deleted records came to, by day and by each property that a summary may ask for. */
record KeptTotals(Key key, long records, long uplinks, long sumLi) {
    static final Table<Key, KeptTotals> TABLE = Table.of("charge_kept", Key.class, KeptTotals.class);

    record Key(int day, String property, String word) {}

    /** The totals of these records, together with what was kept of their days before. */
    static List<KeptTotals> of(Store store, long from, long to) {
        var totals = new ArrayList<KeptTotals>();
        for (var by : Summary.By.values()) {
            totals.addAll(of(store, from, to, by.name(), by.expression()));
        }
        totals.addAll(of(store, from, to, SERVICE, "service"));
        return totals;
    }

    /** By service number, for the comparison with the SMSC. */
    static final String SERVICE = "SERVICE";

    private static List<KeptTotals> of(Store store, long from, long to, String property, String expression) {
        return store.read(sql -> sql.createQuery("select c.day as day, cast(" + expression + """
                         as text) as word, count(*) as records,
                               sum(case when corrects is null then 1 else 0 end) as uplinks, sum(amount_li) as sum_li
                        from charge_record c where number between :from and :to group by 1, 2""")
                .bind("from", from)
                .bind("to", to)
                .map((row, c) -> new KeptTotals(
                        new Key(row.getInt("day"), property, row.getString("word")),
                        row.getLong("records"),
                        row.getLong("uplinks"),
                        row.getLong("sum_li")))
                .list());
    }
}
