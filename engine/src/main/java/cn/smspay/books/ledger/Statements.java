package cn.smspay.books.ledger;

import cn.smspay.base.AccountNo;
import cn.smspay.base.Fen;
import cn.smspay.base.TransferId;
import cn.smspay.books.ledger.Line.Side;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Pages of what happened to a customer's money (R 4.2). No state, so thread-safe. */
public final class Statements {
    private static final String LINES = """
            select t.id, t.event, p.side, p.amount, p.balance_after, t.business_date, t.at
            from posting p join transfer t on t.id = p.transfer
            where p.account = :account and p.transfer < :before and t.at >= :from and t.at < :to
            order by p.transfer desc limit :most
            """;

    private static final String SUMS = """
            select p.side, count(*), coalesce(sum(p.amount), 0)
            from posting p join transfer t on t.id = p.transfer
            where p.account = :account and t.at >= :from and t.at < :to
            group by p.side
            """;

    private Statements() {}

    /** What came in and went out. */
    public record Sums(Fen in, int ins, Fen out, int outs) {
        private Sums plus(Sums other) {
            return new Sums(in.plus(other.in), ins + other.ins, out.plus(other.out), outs + other.outs);
        }
    }

    /** The sums between two moments; the later one is not in it. */
    public static Sums sums(Tx tx, AccountNo owner, Instant from, Instant to, Pocket... pockets) {
        var sums = new Sums(Fen.ZERO, 0, Fen.ZERO, 0);
        for (Pocket pocket : pockets) {
            for (var sum : tx.query(sql -> sql.createQuery(SUMS)
                    .bind("account", pocket.of(owner).value())
                    .bind("from", from.toEpochMilli())
                    .bind("to", to.toEpochMilli())
                    .map((row, c) -> Side.valueOf(row.getString(1)) == Side.CREDIT
                            ? new Sums(new Fen(row.getLong(3)), row.getInt(2), Fen.ZERO, 0)
                            : new Sums(Fen.ZERO, 0, new Fen(row.getLong(3)), row.getInt(2)))
                    .list())) {
                sums = sums.plus(sum);
            }
        }
        return sums;
    }

    /**
     * Postings between two moments, newest first; the later moment is not in it.
     *
     * @param before only transfers with smaller numbers: the last one of the page before
     */
    public static List<StatementLine> between(
            Tx tx, AccountNo owner, Instant from, Instant to, long before, int most, Pocket... pockets) {
        var lines = new ArrayList<StatementLine>();
        for (Pocket pocket : pockets) {
            lines.addAll(tx.query(sql -> sql.createQuery(LINES)
                    .bind("account", pocket.of(owner).value())
                    .bind("before", before)
                    .bind("from", from.toEpochMilli())
                    .bind("to", to.toEpochMilli())
                    .bind("most", most)
                    .map((row, c) -> new StatementLine(
                            new TransferId(row.getLong(1)),
                            Event.valueOf(row.getString(2)),
                            pocket,
                            Side.valueOf(row.getString(3)),
                            new Fen(row.getLong(4)),
                            new Fen(row.getLong(5)),
                            row.getInt(6),
                            Instant.ofEpochMilli(row.getLong(7))))
                    .list()));
        }
        lines.sort(Comparator.comparing(StatementLine::transfer).reversed());
        return List.copyOf(lines.subList(0, Math.min(most, lines.size())));
    }
}
