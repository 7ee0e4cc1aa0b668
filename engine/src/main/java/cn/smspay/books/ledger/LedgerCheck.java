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
            from (select id from transfer except select transfer as id from posting) t
            """;

    private static final String STRAY = """
            select 'posting of transfer ' || p.transfer || ' to account ' ||""" + AccountName.of("p.account") + """
             || ' has no transfer'
            from posting p where not exists (select 1 from transfer t where t.id = p.transfer)
            """;
    /** By key from either side: a join of all accounts with all sums would take hours on a large book. */
    private static final String COUNTERS = """
            select 'account ' ||""" + AccountName.of("a.id") + """
             || ' counts ' || a.dr_posted || '/' || a.cr_posted
                   || ' fen debit/credit, its postings make ' || a.dr || '/' || a.cr
            from (select id, dr_posted, cr_posted,
                         coalesce((select sum(amount) from posting where account = id and side = 'DEBIT'), 0) dr,
                         coalesce((select sum(amount) from posting where account = id and side = 'CREDIT'), 0) cr
                  from ledger_account) a
            where a.dr_posted <> a.dr or a.cr_posted <> a.cr
            union all
            select distinct 'account ' ||""" + AccountName.of("p.account") + """
             || ' has postings and no row'
            from posting p where not exists (select 1 from ledger_account a where a.id = p.account)
            """;
    /** Each posting's balance is the one before it on the same account, plus or minus its own amount. */
    private static final String CHAIN = """
            select 'posting of transfer ' || transfer || ' to account ' ||""" + AccountName.of("account") + """
             || ' says ' || balance_after
                   || ' fen after it, the postings up to it make ' || made
            from (select p.account, p.transfer, p.balance_after, p.previous_transfer,
                         lag(p.transfer) over (partition by p.account order by p.transfer) previous,
                         sum(case when (p.side = 'CREDIT') = (a.nature = 'LIABILITY') then p.amount else -p.amount end)
                             over (partition by p.account order by p.transfer) made
                  from posting p join book a on a.id = p.account) p
            where balance_after <> made or coalesce(previous_transfer, 0) <> coalesce(previous, 0)
            """;

    private static final String NEGATIVE = """
            select 'account ' ||""" + AccountName.of("book.id") + """
             || ' is below zero: ' || (cr_posted - dr_posted)
                   || ' fen'
            from book where owner is not null and cr_posted < dr_posted
            union all
            select 'posting of transfer ' || p.transfer || ' left account ' ||""" + AccountName.of("p.account") + """
             || ' below zero: ' || p.balance_after || ' fen'
            from posting p where p.account > 0 and p.balance_after < 0
            """;
    private static final String TOTALS = """
            select 'assets are ' || assets || ' fen, liabilities ' || liabilities
            from (select coalesce(sum(case nature when 'ASSET' then dr_posted - cr_posted else 0 end), 0) assets,
                         coalesce(sum(case nature when 'LIABILITY' then cr_posted - dr_posted else 0 end), 0) liabilities
                  from book) b
            where assets <> liabilities
            """;
    private static final String LAST_TRANSFER = """
            select 'account ' ||""" + AccountName.of("a.id") + """
             || ' says that transfer ' || coalesce(cast(a.last_transfer as text), 'none')
                   || ' was its last, its postings say ' || coalesce(cast(a.made as text), 'none')
            from (select id, last_transfer, (select max(transfer) from posting where account = id) made
                  from ledger_account) a
            where coalesce(a.last_transfer, 0) <> coalesce(a.made, 0)
            """;
    /** What a transfer settles or undoes: the event, how the other one must be named, and its event. */
    private static final String TIES = """
            select 'transfer ' || t.id || ' (' || t.event || ') ' || t.tie || ' '
                   || coalesce(t.other || coalesce(' (' || r.event || ')', ', which is not there'), 'nothing')
                   || case when t.wanted is null then '' else '; it must be a ' || t.wanted || ' before it' end
            from (select id, event, 'resolves' tie, resolves other,
                         case event when 'WITHDRAWAL_PAID' then 'WITHDRAWAL' when 'WITHDRAWAL_RETURNED' then 'WITHDRAWAL'
                                    when 'BILL_PAID' then 'BILL' when 'BILL_RETURNED' then 'BILL' end wanted
                  from transfer
                  union all
                  select id, event, 'reverses', reverses,
                         case event when 'CASH_TOP_UP_REVERSED' then 'CASH_TOP_UP' end
                  from transfer) t
            left join transfer r on r.id = t.other
            where (t.wanted is null and t.other is not null)
               or (t.wanted is not null and (t.other is null or r.event is null or r.event <> t.wanted or r.id >= t.id))
            """;
    /** What settles or undoes a transfer moves the same amount. */
    private static final String AMOUNTS = """
            select 'transfer ' || t.id || ' moves ' || t.amount || ' fen, and transfer ' || r.id || ', which it '
                   || t.tie || ', ' || r.amount
            from (select x.id, case when x.resolves is null then 'reverses' else 'resolves' end tie,
                         coalesce(x.resolves, x.reverses) other,
                         (select sum(amount) from posting p where p.transfer = x.id and p.side = 'DEBIT') amount
                  from transfer x where x.resolves is not null or x.reverses is not null) t
            join (select p.transfer id, sum(p.amount) amount from posting p where p.side = 'DEBIT' group by p.transfer) r
                 on r.id = t.other
            where r.amount <> coalesce(t.amount, 0)
            """;

    private static final String REVERSED_TWICE = """
            select 'transfer ' || reverses || ' is undone by ' || count(*) || ' transfers'
            from transfer where reverses is not null group by reverses having count(*) > 1
            """;
    /** Every movement has one key, so that it cannot be made again. */
    private static final String KEYS = """
            select 'transfer ' || t.id || ' has ' || coalesce(r.n, 0) || ' idempotency keys instead of one'
            from transfer t left join (select transfer, count(*) n from transfer_request group by transfer) r
                 on r.transfer = t.id
            where coalesce(r.n, 0) <> 1
            union all
            select 'idempotency key ' || idempotency_key || ' is of transfer ' || transfer || ', which is not there'
            from transfer_request r where not exists (select 1 from transfer t where t.id = r.transfer)
            """;

    private static final String CODES = """
            select 'account ' || id || ' has postings and no name' from ledger_account
            where id < 0 and not exists (select 1 from system_account s where s.id = ledger_account.id)
            """;
    /** About the postings themselves: no command may change those. */
    private static final List<String> ABOUT_POSTINGS =
            List.of(UNBALANCED, EMPTY, STRAY, CHAIN, TIES, AMOUNTS, REVERSED_TWICE, KEYS, CODES);
    /** About what is counted from them. */
    private static final List<String> ABOUT_COUNTERS = List.of(COUNTERS, LAST_TRANSFER);

    private static final List<String> ABOUT_BOTH = List.of(NEGATIVE, TOTALS);

    /** What rebuilds a counter; at the end of every sentence that says that one is wrong. */
    public static final String REBUILD = "; ledger repair --counters rebuilds it";
    /** Of the sentences of one question; more say nothing new. */
    private static final int SENTENCES_MOST = 100;

    private LedgerCheck() {}

    /** Everything that is wrong with the book, as sentences for the operator. Reads all postings. */
    public static List<String> verify(Handle handle) {
        var faults = new ArrayList<String>();
        for (String question : ABOUT_COUNTERS) {
            addSome(
                    faults,
                    ask(handle, question).stream()
                            .map(sentence -> sentence + REBUILD)
                            .toList());
        }
        for (String question : ABOUT_BOTH) {
            addSome(faults, ask(handle, question));
        }
        faults.addAll(postings(handle));
        addSome(faults, DayCheck.faults(handle));
        return faults;
    }

    /** What is wrong with the postings themselves, whatever was counted from them. */
    public static List<String> postings(Handle handle) {
        var faults = new ArrayList<String>();
        for (String question : ABOUT_POSTINGS) {
            addSome(faults, ask(handle, question));
        }
        addSome(faults, new MovementCheck(handle).faults());
        return faults;
    }

    private static List<String> ask(Handle handle, String question) {
        return handle.createQuery(question).mapTo(String.class).list();
    }

    private static void addSome(List<String> all, List<String> found) {
        all.addAll(found.subList(0, Math.min(found.size(), SENTENCES_MOST)));
        if (found.size() > SENTENCES_MOST) {
            all.add("and " + (found.size() - SENTENCES_MOST) + " more of this kind");
        }
    }
}
