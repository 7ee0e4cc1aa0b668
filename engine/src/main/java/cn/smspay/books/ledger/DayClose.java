package cn.smspay.books.ledger;

import cn.smspay.base.ServiceDay;
import cn.smspay.store.Store;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Closes days of the book: what comes later counts on a later day, and what all accounts stood at, together with the head
 * of the chain, is kept for ever. The writer is held up for one row only; sums are made of a reading. Thread-safe.
 */
public final class DayClose {
    /** Of all postings whose business date is not after a day; the pockets of subscribers are added up. */
    static final String TOTALS = """
            select code, nature,
                   coalesce(sum(case side when 'DEBIT' then amount else 0 end), 0) as debit,
                   coalesce(sum(case side when 'CREDIT' then amount else 0 end), 0) as credit
            from (select case when b.owner is null then b.code else 'SUB:' || b.code end as code, b.nature as nature,
                         p.side as side, p.amount as amount
                  from posting p join book b on b.id = p.account join transfer t on t.id = p.transfer
                  where t.business_date <= :day) lines
            group by code, nature order by code
            """;

    private final Store store;

    public DayClose(Store store) {
        this.store = store;
    }

    /** A closed day. */
    public record Day(Key key, long lastTransfer, byte[] chain, Instant closedAt) {
        static final Table<Key, Day> TABLE = Table.of("ledger_day", Key.class, Day.class);

        record Key(int day, int slot) {}

        int slot() {
            return key.slot();
        }

        /** The head of the chain when it was closed, in hexadecimal. */
        public String chainWord() {
            return HexFormat.of().formatHex(chain);
        }

        public LocalDate date() {
            return ServiceDay.date(key.day());
        }
    }

    /**
     * What the accounts of one code stood at when a day was closed, in fen.
     *
     * @param debit everything that was ever debited
     * @param balance on the usual side of the account
     */
    public record Total(Key key, String nature, long debit, long credit, long balance) {
        static final Table<Key, Total> TABLE = Table.of("ledger_day_total", Key.class, Total.class);

        record Key(int day, String code) {}

        public String code() {
            return key.code();
        }
    }

    record Open(int id, int closedDay, long lastTransfer, byte[] chain, Instant closedAt) {
        static final Table<Integer, Open> TABLE = Table.cached("ledger_open", int.class, Open.class, 1);
    }

    /** The last closed day as {@code yyyymmdd}; before every day if none is. */
    static int lastClosed(Tx tx) {
        return tx.find(Open.TABLE, 1).map(Open::closedDay).orElse(0);
    }

    /** All closed days, oldest first. */
    public List<Day> list() {
        return store.read(
                sql -> sql.createQuery("select day, slot, last_transfer, chain, closed_at from ledger_day order by day")
                        .map((row, c) -> Day.TABLE.read(row))
                        .list());
    }

    /**
     * Closes all days up to {@code day}.
     *
     * @throws IllegalArgumentException if that day is closed already or not over yet
     */
    public Day close(LocalDate day, Instant now) {
        finish();
        store.write(tx -> {
            int before = lastClosed(tx);
            if (ServiceDay.number(day) <= before) {
                throw new IllegalArgumentException(
                        "the day " + day + " is closed already; the last closed day is " + ServiceDay.date(before));
            }
            if (!day.isBefore(ServiceDay.date(now))) {
                throw new IllegalArgumentException("the day " + day + " is not over yet: the last one that can be"
                        + " closed is " + ServiceDay.date(now).minusDays(1));
            }
            var head = LedgerChain.head(tx);
            tx.put(Open.TABLE, new Open(1, ServiceDay.number(day), head.transfer(), head.chain(), now));
            return null;
        });
        return finish().orElseThrow();
    }

    /** Adds up the day that was closed last, if that has not been done; nothing can change its sums any more. */
    public Optional<Day> finish() {
        var open = store.read(sql ->
                sql.createQuery("""
                        select id, closed_day, last_transfer, chain, closed_at from ledger_open o
                        where not exists (select 1 from ledger_day d where d.day = o.closed_day)""").map((row, c) -> Open.TABLE.read(row)).findOne());
        return open.map(closed -> {
            var totals = store.read(sql -> totals(sql, closed.closedDay()));
            var day = new Day(
                    new Day.Key(closed.closedDay(), LedgerChain.SLOT),
                    closed.lastTransfer(),
                    closed.chain(),
                    closed.closedAt());
            return store.write(tx -> {
                totals.forEach(total -> tx.add(Total.TABLE, total));
                tx.add(Day.TABLE, day);
                return day;
            });
        });
    }

    /** The totals kept of a closed day. */
    public List<Total> totals(Day day) {
        return store.read(sql -> sql.createQuery("""
                        select day, code, nature, debit, credit, balance from ledger_day_total
                        where day = :day order by code""")
                .bind("day", day.key().day())
                .map((row, c) -> Total.TABLE.read(row))
                .list());
    }

    /** The totals of a day made anew from all postings. */
    static List<Total> totals(Handle sql, int day) {
        return sql.createQuery(TOTALS)
                .bind("day", day)
                .map((row, c) -> {
                    var nature = row.getString("nature");
                    long debit = row.getLong("debit");
                    long credit = row.getLong("credit");
                    return new Total(
                            new Total.Key(day, row.getString("code")),
                            nature,
                            debit,
                            credit,
                            nature.equals(BookAccount.Nature.ASSET.name()) ? debit - credit : credit - debit);
                })
                .list();
    }
}
