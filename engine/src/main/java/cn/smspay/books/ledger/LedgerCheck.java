package cn.smspay.books.ledger;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Proves the book from its postings: every sentence it returns is a fault, with the place. An empty list is a good book. */
public final class LedgerCheck {
    private static final String UNBALANCED = """
            select 'transfer ' || transfer || ' is out of balance by '
                   || sum(case side when 'DEBIT' then amount else -amount end) || ' fen'
            from posting group by transfer
            having sum(case side when 'DEBIT' then amount else -amount end) <> 0
            """;
    /** As two sets: postings cannot be found by transfer, so asking for those of each would take hours. */
    private static final String EMPTY = """
            select 'transfer ' || id || ' has no postings'
            from (select id from transfer except select transfer as id from posting)
            """;

    private static final String STRAY = """
            select 'posting of transfer ' || p.transfer || ' to account ' || p.account || ' has no transfer'
            from posting p where not exists (select 1 from transfer t where t.id = p.transfer)
            """;
    /** By key from either side: a join of all accounts with all sums would take hours on a large book. */
    private static final String COUNTERS = """
            select 'account ' || a.id || ' counts ' || a.dr_posted || '/' || a.cr_posted
                   || ' fen debit/credit, its postings make ' || a.dr || '/' || a.cr
            from (select id, dr_posted, cr_posted,
                         coalesce((select sum(amount) from posting where account = id and side = 'DEBIT'), 0) dr,
                         coalesce((select sum(amount) from posting where account = id and side = 'CREDIT'), 0) cr
                  from ledger_account) a
            where a.dr_posted <> a.dr or a.cr_posted <> a.cr
            union all
            select distinct 'account ' || p.account || ' has postings and no row'
            from posting p where not exists (select 1 from ledger_account a where a.id = p.account)
            """;
    /** Each posting's balance is the one before it on the same account, plus or minus its own amount. */
    private static final String CHAIN = """
            select 'posting of transfer ' || transfer || ' to account ' || account || ' says ' || balance_after
                   || ' fen after it, the postings up to it make ' || made
            from (select p.account, p.transfer, p.balance_after, p.previous_transfer,
                         lag(p.transfer) over (partition by p.account order by p.transfer) previous,
                         sum(case when (p.side = 'CREDIT') = (a.nature = 'LIABILITY') then p.amount else -p.amount end)
                             over (partition by p.account order by p.transfer) made
                  from posting p join book a on a.id = p.account)
            where balance_after <> made or coalesce(previous_transfer, 0) <> coalesce(previous, 0)
            """;

    private static final String NEGATIVE = """
            select 'account ' || id || ' (' || code || ' of ' || owner || ') is below zero: ' || (cr_posted - dr_posted)
                   || ' fen'
            from book where owner is not null and cr_posted < dr_posted
            union all
            select 'posting of transfer ' || p.transfer || ' left account ' || p.account || ' below zero: '
                   || p.balance_after || ' fen'
            from posting p where p.account > 0 and p.balance_after < 0
            """;
    private static final String TOTALS = """
            select 'assets are ' || assets || ' fen, liabilities ' || liabilities
            from (select coalesce(sum(case nature when 'ASSET' then dr_posted - cr_posted else 0 end), 0) assets,
                         coalesce(sum(case nature when 'LIABILITY' then cr_posted - dr_posted else 0 end), 0) liabilities
                  from book)
            where assets <> liabilities
            """;
    private static final String RESOLVED = """
            select 'transfer ' || t.id || ' resolves ' || t.resolves || ', which is not there'
            from transfer t where t.resolves is not null
              and not exists (select 1 from transfer r where r.id = t.resolves)
            """;
    private static final List<String> QUESTIONS =
            List.of(UNBALANCED, EMPTY, STRAY, COUNTERS, CHAIN, NEGATIVE, TOTALS, RESOLVED);

    private LedgerCheck() {}

    /** Everything that is wrong with the book, as sentences for the operator. Reads all postings. */
    public static List<String> verify(Handle handle) {
        var faults = new ArrayList<String>();
        for (String question : QUESTIONS) {
            faults.addAll(handle.createQuery(question).mapTo(String.class).list());
        }
        return faults;
    }
}
