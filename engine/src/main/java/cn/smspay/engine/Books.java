package cn.smspay.engine;

import cn.smspay.accounts.AccountsCheck;
import cn.smspay.store.Store;
import java.util.ArrayList;
import java.util.List;

/** The proof over all books at once: the ledger with its orders, and the inbox with its charge records. */
public final class Books {
    private Books() {}

    /** Every finding, one sentence each. */
    public static List<String> verify(Store store) {
        return store.read(sql -> sql.inTransaction(snapshot -> {
            var findings = new ArrayList<>(AccountsCheck.verify(snapshot));
            findings.addAll(snapshot.createQuery("""
                            select 'uplink ' || u.id || ' has no charge record' from uplink u
                            left join charge_record c on c.uplink = u.id where c.uplink is null
                              and (not exists (select 1 from charge_purge) or u.id >= (
                                select uplink from charge_record where corrects is null order by number limit 1))
                            union all
                            select 'charge record ' || c.number || ' is of no uplink' from charge_record c
                            left join uplink u on u.id = c.uplink where u.id is null and c.corrects is null
                            limit 100""").mapTo(String.class).list());
            return findings;
        }));
    }
}
