package cn.smspay.engine;

import cn.smspay.accounts.AccountsCheck;
import cn.smspay.store.Store;
import java.util.ArrayList;
import java.util.List;

/** The proof over all books at once: the ledger with its orders, and the inbox with its charge records. */
public final class Books {
    /** Uplinks whose records were purged are known by the mark of the purge; those before it are not asked for. */
    private static final String UNCHARGED = """
            select 'uplink ' || u.id || ' has no charge record' from uplink u
            left join (select uplink from charge where corrects is null) c on c.uplink = u.id
            where u.id > (select coalesce(max(through_uplink), 0) from charge_purge) and c.uplink is null
            """;

    private static final String UNHEARD = """
            select 'charge record ' || c.number || ' is of no uplink' from charge c
            where c.corrects is null and not exists (select 1 from uplink u where u.id = c.uplink)
            """;
    private static final String DOUBLED = """
            select 'uplink ' || uplink || ' has ' || count(*) || ' charge records'
            from charge where corrects is null group by uplink having count(*) > 1
            """;
    private static final String UNMOVED = """
            select 'charge record ' || c.number || ' says that it caused transfer ' || c.transfer || ', which is not there'
            from charge c where c.transfer is not null and not exists (select 1 from transfer t where t.id = c.transfer)
            """;
    private static final List<String> QUESTIONS = List.of(UNCHARGED, UNHEARD, DOUBLED, UNMOVED);
    /** Sentences of one kind; more say nothing new, and must not hide another kind. */
    private static final int SENTENCES_MOST = 100;

    private Books() {}

    /** Every finding, one sentence each. */
    public static List<String> verify(Store store) {
        return store.read(sql -> sql.inTransaction(snapshot -> {
            var findings = new ArrayList<>(AccountsCheck.verify(snapshot));
            for (var question : QUESTIONS) {
                var found = snapshot.createQuery(question).mapTo(String.class).list();
                findings.addAll(found.subList(0, Math.min(found.size(), SENTENCES_MOST)));
                if (found.size() > SENTENCES_MOST) {
                    findings.add("and " + (found.size() - SENTENCES_MOST) + " more of this kind");
                }
            }
            return findings;
        }));
    }
}
