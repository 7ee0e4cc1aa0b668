package cn.smspay.accounts.payments;

import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.base.AccountNo;
import cn.smspay.base.BusinessDay;
import cn.smspay.base.Fen;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.TransferId;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Line;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.books.ledger.StatementLine;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What moved on an account between two dates, page by page (S-095, R 4.2 account.transactions). */
public final class Transactions {
    /** Of one page. */
    public static final int LINES_MOST = 100;

    private static final String LINES = """
            select p.transfer, t.event, p.account, p.side, p.amount, p.balance_after, t.business_date, t.at
            from posting p join transfer t on t.id = p.transfer
            where p.account = :account and p.transfer < :before
              and t.business_date between :first and :last
            order by p.transfer desc limit :most
            """;

    private final Subscribers subscribers;

    public Transactions(Subscribers subscribers) {
        this.subscribers = subscribers;
    }

    /**
     * Lines, the newest first.
     *
     * @param next where the following page begins; null if there is none
     */
    public record Page(List<StatementLine> lines, @Nullable TransferId next) {}

    /**
     * A page of what moved.
     *
     * @param first the first day that counts
     * @param last the last day that counts
     * @param from what the page before said; null for the first page
     * @param pockets of which accounts
     */
    public Answer<Page> page(
            Tx tx,
            SubscriptionId who,
            LocalDate first,
            LocalDate last,
            @Nullable TransferId from,
            int most,
            Set<Pocket> pockets,
            Instant now) {
        var account = subscribers.customer(tx, who).found();
        var refusal = account == null
                ? Optional.of(Refusal.of(Reason.NO_ACCOUNT))
                : first.isAfter(last) || first.isAfter(BusinessDay.of(now))
                        ? Optional.of(Refusal.of(Reason.BAD_DATES))
                        : Optional.<Refusal>empty();
        return Answer.unless(refusal, () -> {
            int wanted = Math.max(1, Math.min(most, LINES_MOST));
            var no = Objects.requireNonNull(account).no();
            var lines = new ArrayList<StatementLine>();
            for (Pocket pocket : pockets) {
                lines.addAll(lines(tx, no, pocket, first, last, from, wanted + 1));
            }
            lines.sort(Comparator.comparing(StatementLine::transfer).reversed());
            int end = pageEnd(lines, wanted);
            return Answer.done(
                    new Page(List.copyOf(lines.subList(0, end)), end < lines.size() ? lines.get(end - 1).transfer() : null));
        });
    }

    /** A transfer between two accounts of one customer has two lines, which stay on one page. */
    private static int pageEnd(List<StatementLine> lines, int wanted) {
        int end = Math.min(wanted, lines.size());
        while (end > 0 && end < lines.size() && lines.get(end - 1).transfer().equals(lines.get(end).transfer())) {
            end++;
        }
        return end;
    }

    private static List<StatementLine> lines(
            Tx tx, AccountNo no, Pocket pocket, LocalDate first, LocalDate last, @Nullable TransferId from, int most) {
        return tx.query(sql -> sql.createQuery(LINES)
                .bind("account", pocket.of(no).value())
                .bind("before", from == null ? Long.MAX_VALUE : from.value())
                .bind("first", BusinessDay.number(first))
                .bind("last", BusinessDay.number(last))
                .bind("most", most)
                .map((row, c) -> new StatementLine(
                        new TransferId(row.getLong(1)),
                        Event.valueOf(row.getString(2)),
                        pocket,
                        Line.Side.valueOf(row.getString(4)),
                        new Fen(row.getLong(5)),
                        new Fen(row.getLong(6)),
                        row.getInt(7),
                        Instant.ofEpochMilli(row.getLong(8))))
                .list());
    }
}
