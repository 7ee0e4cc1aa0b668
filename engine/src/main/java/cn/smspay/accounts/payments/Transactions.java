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

    /** Before the first and after the last day of any book. */
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);

    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);
    private static final String LINES = """
            select p.transfer, t.event, p.account, p.side, p.amount, p.balance_after, t.business_date, t.at
            from posting p join transfer t on t.id = p.transfer
            where p.account = :account and p.transfer < :before
              and t.business_date between :first and :last
            order by p.transfer desc limit :most
            """;

    private static final String SUMS = """
            select p.side, count(*), coalesce(sum(p.amount), 0)
            from posting p join transfer t on t.id = p.transfer
            where p.account = :account and t.business_date between :first and :last
            group by p.side
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

    /** What came in and went out on these days. */
    public record Sums(Fen in, int ins, Fen out, int outs) {
        Sums plus(Line.Side side, int count, Fen amount) {
            return side == Line.Side.CREDIT
                    ? new Sums(in.plus(amount), ins + count, out, outs)
                    : new Sums(in, ins, out.plus(amount), outs + count);
        }
    }

    /** The sums of whole days; zero for a customer without an account. */
    public Sums sums(Tx tx, SubscriptionId who, LocalDate first, LocalDate last, Set<Pocket> pockets) {
        var sums = new Sums(Fen.ZERO, 0, Fen.ZERO, 0);
        var account = subscribers.customer(tx, who).found();
        if (account == null) {
            return sums;
        }
        for (Pocket pocket : pockets) {
            for (var sum : sums(tx, pocket.of(account.no()).value(), first, last)) {
                sums = sums.plus(sum.side(), sum.count(), sum.amount());
            }
        }
        return sums;
    }

    private record Sum(Line.Side side, int count, Fen amount) {}

    private static List<Sum> sums(Tx tx, long account, LocalDate first, LocalDate last) {
        return tx.query(sql -> sql.createQuery(SUMS)
                .bind("account", account)
                .bind("first", BusinessDay.number(first))
                .bind("last", BusinessDay.number(last))
                .map((row, c) ->
                        new Sum(Line.Side.valueOf(row.getString(1)), row.getInt(2), new Fen(row.getLong(3))))
                .list());
    }

    /** The line that one transfer made on an account of this customer. */
    public Optional<StatementLine> line(Tx tx, AccountNo no, TransferId transfer, Set<Pocket> pockets) {
        var before = new TransferId(transfer.value() + 1);
        for (Pocket pocket : pockets) {
            var found = lines(tx, no, pocket, FIRST, LAST, before, 1).stream()
                    .filter(line -> line.transfer().equals(transfer))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
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
