package cn.smspay.accounts;

import cn.smspay.accounts.wallet.WalletCheck;
import cn.smspay.books.audit.AuditCheck;
import cn.smspay.books.ledger.LedgerCheck;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Proves that orders, cards and accounts agree with the book: every sentence it returns is a fault, with the place. */
public final class AccountsCheck {
    private static final String WITHDRAWING = """
            select 'account ' || no || ' has ' || held || ' fen on the way to a bank, its open withdrawals make ' || ordered
            from (select a.no, coalesce(l.cr_posted - l.dr_posted, 0) held, coalesce(w.ordered, 0) ordered
                  from account a
                  left join ledger_account l on l.id = a.no * 8 + 2
                  left join (select account, sum(amount) ordered from withdrawal_order
                             where status = 'SUBMITTED' group by account) w on w.account = a.no) a
            where held <> ordered
            """;
    private static final String BILL_PENDING = """
            select 'bills under way hold ' || held || ' fen, the open orders make ' || ordered
            from (select coalesce((select sum(cr_posted - dr_posted) from book where code = 'BILL_PENDING'), 0) held,
                         coalesce((select sum(amount) from bill_order where status = 'PENDING'), 0) ordered) b
            where held <> ordered
            """;
    private static final String OPEN_ORDERS = """
            select 'account ' || a.no || ' counts ' || a.open_orders || ' open orders, there are '
                   || (coalesce(w.n, 0) + coalesce(b.n, 0) + coalesce(e.n, 0))
            from account a
            left join (select account, count(*) n from withdrawal_order where status = 'SUBMITTED' group by account) w
                   on w.account = a.no
            left join (select account, count(*) n from bill_order where status = 'PENDING' group by account) b
                   on b.account = a.no
            left join (select account, count(*) n from bank_top_up where status = 'REDIRECTED' group by account) e
                   on e.account = a.no
            where a.open_orders <> coalesce(w.n, 0) + coalesce(b.n, 0) + coalesce(e.n, 0)
            """;
    private static final String CLOSED_WITH_MONEY = """
            select 'account ' || a.no || ' is closed and holds ' || (l.cr_posted - l.dr_posted) || ' fen as ' || l.code
            from account a join book l on l.id between a.no * 8 and a.no * 8 + 7
            where a.status = 'CLOSED' and l.cr_posted <> l.dr_posted
              and not (l.code = 'WALLET' and exists (select 1 from wallet w where w.account = a.no and w.status = 'LOST'))
            """;
    private static final String CARDS = """
            select 'card ' || serial || ' is used, and its transfer ' || coalesce(cast(used_transfer as text), 'none') || ' does not credit '
                   || face || ' fen'
            from recharge_card c
            where state = 'USED' and not exists (
                select 1 from posting p where p.account = c.used_by * 8 + 1 and p.transfer = c.used_transfer
                  and p.side = 'CREDIT' and p.amount = c.face)
            """;
    private static final String OWNERS = """
            select 'subscription ' || s.id || ' has account ' || s.account || ', which is not its own or not in use'
            from subscription s
            where s.account is not null and not exists (
                select 1 from account a where a.no = s.account and a.subscription = s.id and a.status <> 'CLOSED')
            """;
    private static final List<String> QUESTIONS = List.of(WITHDRAWING, BILL_PENDING, CLOSED_WITH_MONEY, CARDS, OWNERS);

    private AccountsCheck() {}

    /** Everything that is wrong with the book and with what explains it, as sentences for the operator. */
    public static List<String> verify(Handle handle) {
        var faults = new ArrayList<>(LedgerCheck.verify(handle));
        for (String question : QUESTIONS) {
            faults.addAll(handle.createQuery(question).mapTo(String.class).list());
        }
        handle.createQuery(OPEN_ORDERS)
                .mapTo(String.class)
                .forEach(sentence -> faults.add(sentence + LedgerCheck.REBUILD));
        faults.addAll(OrdersCheck.verify(handle));
        faults.addAll(WalletCheck.verify(handle));
        faults.addAll(AuditCheck.verify(handle));
        return faults;
    }
}
