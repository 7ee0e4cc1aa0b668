package cn.smspay.files.billing;

import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.charge.Charges;
import cn.smspay.store.Store;
import cn.smspay.store.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What deleted records came to, by day and by each property that a summary may ask for. */
record KeptTotals(Key key, long records, long uplinks, long sumLi) {
    static final Table<Key, KeptTotals> TABLE = Table.of("charge_kept", Key.class, KeptTotals.class);

    record Key(int day, String property, String word) {}

    /** By service number, for the comparison with the SMSC. */
    static final String SERVICE = "SERVICE";

    /** With others of the same key. */
    KeptTotals plus(KeptTotals more) {
        return new KeptTotals(key, records + more.records, uplinks + more.uplinks, Math.addExact(sumLi, more.sumLi));
    }

    /** The totals of these records, by each property. */
    static List<KeptTotals> of(Store store, long from, long to) {
        var totals = new LinkedHashMap<Key, KeptTotals>();
        store.read(sql -> {
            Charges.each(sql, new Charges.Range(from, to), record -> {
                for (var by : Summary.By.values()) {
                    add(totals, record, by.name(), by.of(record));
                }
                add(totals, record, SERVICE, record.message().service().digits());
            });
            return null;
        });
        return List.copyOf(totals.values());
    }

    private static void add(Map<Key, KeptTotals> totals, ChargeRecord record, String property, String word) {
        var one = new KeptTotals(
                new Key(record.timing().day().yyyymmdd(), property, word),
                1,
                record.corrects() == null ? 1 : 0,
                record.fee().amountLi());
        totals.merge(one.key(), one, KeptTotals::plus);
    }
}
