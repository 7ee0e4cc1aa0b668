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

    private Statements() {}

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
