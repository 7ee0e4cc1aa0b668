package cn.smspay.accounts.wallet;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Proves that loads, records and cards agree with the book: every sentence it returns is a fault, with the place. */
public final class WalletCheck {
    private static final String PENDING = """
            select 'account ' || no || ' has ' || held || ' fen set aside for its card, its open loads make ' || ordered
            from (select a.no, coalesce(l.cr_posted - l.dr_posted, 0) held, coalesce(w.ordered, 0) ordered
                  from account a
                  left join ledger_account l on l.id = a.no * 8 + 3
                  left join (select account, sum(amount) ordered from wallet_load
                             where state in ('WAITING', 'SENT') group by account) w on w.account = a.no) a
            where held <> ordered
            """;
    /** The shadow is what was loaded, less what was bought, set aside or given back; as sets, because each is large. */
    private static final String SHADOW = """
            select 'account ' || no || ' has a shadow of ' || held || ' fen, its loads and records make ' || made
            from (select a.no, coalesce(l.cr_posted - l.dr_posted, 0) held,
                         coalesce(o.loaded, 0) - coalesce(r.bought, 0) - coalesce(s.aside, 0) - coalesce(c.back, 0) made
                  from account a
                  left join ledger_account l on l.id = a.no * 8 + 4
                  left join (select account, sum(amount) loaded from wallet_load
                             where state = 'LOADED' group by account) o on o.account = a.no
                  left join (select w.account, sum(r.amount) bought from wallet_record r join wallet w on w.card = r.card
                             group by w.account) r on r.account = a.no
                  left join (select w.account, sum(s.in_suspense) aside from wallet_shadow s join wallet w on w.card = s.card
                             group by w.account) s on s.account = a.no
                  left join (select p.account, sum(p.amount) back from wallet w
                             join transfer_request q on q.idempotency_key = 'wallet-closed:' || w.card
                             join posting p on p.account = w.account * 8 + 4 and p.transfer = q.transfer
                             group by p.account) c on c.account = a.no * 8 + 4) a
            where held <> made
            """;

    private static final String ENDS = """
            select 'load ' || o.id || ' is ' || o.state || ', and the book says ' || coalesce(t.event, 'nothing')
            from wallet_load o
            left join transfer_request r on r.idempotency_key = 'wallet-load-end:' || o.id
            left join transfer t on t.id = r.transfer
            where case o.state when 'LOADED' then coalesce(t.event, '') <> 'WALLET_LOADED'
                               when 'VOID' then coalesce(t.event, '') <> 'WALLET_LOAD_RETURNED'
                               else t.id is not null end
            """;
    private static final String RECORDS = """
            select 'record ' || r.card || '/' || r.counter || ' over ' || r.amount || ' fen has no WALLET_PURCHASE in the book'
            from wallet_record r
            where not exists (
                select 1 from transfer_request q join transfer t on t.id = q.transfer
                join posting p on p.transfer = t.id and p.side = 'CREDIT'
                where q.idempotency_key = 'pos:' || r.card || ':' || r.counter and t.event = 'WALLET_PURCHASE'
                  and p.amount = r.amount)
            """;
    private static final String SENT = """
            select 'card ' || w.card || ' has load ' || coalesce(cast(w.sent as text), 'none') || ' on its way, its loads say '
                   || coalesce(cast(o.id as text), 'none')
            from wallet w left join wallet_load o on o.card = w.card and o.state = 'SENT'
            where coalesce(w.sent, 0) <> coalesce(o.id, 0)
            """;
    private static final List<String> QUESTIONS = List.of(PENDING, SHADOW, ENDS, RECORDS, SENT);

    private WalletCheck() {}

    /** Everything that is wrong, as sentences for the operator. */
    public static List<String> verify(Handle handle) {
        var faults = new ArrayList<String>();
        for (String question : QUESTIONS) {
            faults.addAll(handle.createQuery(question).mapTo(String.class).list());
        }
        return faults;
    }
}
