package cn.smspay.books.ledger;

import cn.smspay.base.AccountNo;
import cn.smspay.base.ServiceDay;
import cn.smspay.store.Store;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What accountants ask the book. All amounts in fen. Reads only; thread-safe. */
public final class LedgerReports {
    private static final String CHART = """
            select case when owner is null then code else 'SUB:*:' || code end as code, nature,
                   count(*) as accounts, sum(dr_posted) as debit, sum(cr_posted) as credit
            from book group by 1, 2 order by 2, 1
            """;
    private static final String LINES = """
            select t.id, t.event, t.business_date, t.at, p.side, p.amount, p.balance_after
            from posting p join transfer t on t.id = p.transfer
            where p.account = :account and t.business_date >= :first and t.business_date <= :last
            order by t.id
            """;
    /** Both sides of every movement that touches an account of a partner: so the sum of all is nothing. */
    private static final String SETTLEMENT = """
            select partner, event, code, count(*) as movements,
                   sum(case side when 'DEBIT' then amount else 0 end) as debit,
                   sum(case side when 'CREDIT' then amount else 0 end) as credit
            from (select m.partner as partner, t.event as event,
                         case when b.owner is null then b.code else 'SUB:*:' || b.code end as code,
                         p.side as side, p.amount as amount
                  from (select q.transfer, max(s.code) as partner from posting q
                        join system_account s on s.id = q.account
                        where s.code like :prefix group by q.transfer) m
                  join transfer t on t.id = m.transfer
                  join posting p on p.transfer = m.transfer
                  join book b on b.id = p.account
                  where t.business_date >= :first and t.business_date <= :last) lines
            group by partner, event, code order by partner, event, code
            """;

    private static final String PARTS = "select p.transfer, t.event, " + AccountName.of("p.account")
            + ", coalesce(s.nature, 'LIABILITY'), p.side, p.amount, p.balance_after"
            + " from posting p join transfer t on t.id = p.transfer left join system_account s on s.id = p.account"
            + " where p.transfer in (<ids>) order by p.transfer, p.side desc, p.account";
    /** Numbers in one question; the database takes 32766. */
    private static final int ASKED_MOST = 10_000;

    private final Store store;

    public LedgerReports(Store store) {
        this.store = store;
    }

    /** Accounts of one code; of subscribers' accounts all that are for the same. */
    public record Chart(String code, String nature, long accounts, long debit, long credit) {}

    /** The chart of accounts: everything that was ever posted to. */
    public List<Chart> chart() {
        return store.read(sql -> sql.createQuery(CHART)
                .map((row, c) -> new Chart(
                        row.getString("code"),
                        row.getString("nature"),
                        row.getLong("accounts"),
                        row.getLong("debit"),
                        row.getLong("credit")))
                .list());
    }

    /** The trial balance at the end of a business day; its debits and credits come to the same. */
    public List<DayClose.Total> trialBalance(LocalDate day) {
        return store.read(sql -> DayClose.totals(sql, ServiceDay.number(day)));
    }

    /** One posting of an account. */
    public record ReportLine(
            long transfer, String event, LocalDate day, Instant at, String side, long amount, long balanceAfter) {}

    /**
     * The postings of one account on these business days, oldest first; its balance before them is that of the first line
     * without its amount.
     *
     * @param account as the book names it: {@code BANK:ICBC}, {@code SUB:12:CASH}
     * @throws IllegalArgumentException if there is no such account
     */
    public List<ReportLine> statement(String account, LocalDate first, LocalDate last) {
        return store.read(sql -> days(sql.createQuery(LINES), first, last)
                .bind("account", id(sql, account))
                .map((row, c) -> new ReportLine(
                        row.getLong(1),
                        row.getString(2),
                        ServiceDay.date(row.getInt(3)),
                        Instant.ofEpochMilli(row.getLong(4)),
                        row.getString(5),
                        row.getLong(6),
                        row.getLong(7)))
                .list());
    }

    private static Query days(Query query, LocalDate first, LocalDate last) {
        return query.bind("first", ServiceDay.number(first)).bind("last", ServiceDay.number(last));
    }

    private static long id(Handle sql, String account) {
        var parts = account.split(":");
        if (parts.length == 3 && parts[0].equals("SUB")) {
            try {
                return Pocket.valueOf(parts[2])
                        .of(new AccountNo(Long.parseLong(parts[1])))
                        .value();
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("there is no account " + account
                        + ": a subscriber's is named like SUB:12:CASH, with CASH, CARD, WITHDRAWING, WALLET_PENDING or"
                        + " WALLET");
            }
        }
        return sql.createQuery("select id from system_account where code = :code")
                .bind("code", account)
                .mapTo(Long.class)
                .findOne()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no account " + account + ": ledger accounts lists them"));
    }

    /** One account's part in the movements of a partner and an event. */
    public record Settled(String partner, String event, String code, long movements, long debit, long credit) {}

    /** With whom we settle. */
    public enum Partner {
        /** What the telecom billing of a province is owed for bills. */
        PROVINCE("BILL_PAYABLE:"),
        /** What the issuers of recharge cards owe. */
        ISSUER("CARD_CLEARING:"),
        /** What merchants are owed. */
        MERCHANT("MERCHANT:"),
        /** Our accounts at banks. */
        BANK("BANK:");

        private final String prefix;

        Partner(String prefix) {
            this.prefix = prefix;
        }
    }

    /** All movements with partners of a kind on these business days, both sides of each, so that debits equal credits. */
    public List<Settled> settlement(Partner partner, LocalDate first, LocalDate last) {
        return store.read(sql -> days(sql.createQuery(SETTLEMENT), first, last)
                .bind("prefix", partner.prefix + "%")
                .map((row, c) -> new Settled(
                        row.getString("partner"),
                        row.getString("event"),
                        row.getString("code"),
                        row.getLong("movements"),
                        row.getLong("debit"),
                        row.getLong("credit")))
                .list());
    }

    /** One side of a movement in an export; the nature tells assets from liabilities. */
    public record PostingPart(String account, boolean asset, String side, long amount, long balanceAfter) {}

    /** A whole movement in an export. */
    public record Exported(
            long transfer, String event, LocalDate day, Instant at, String key, List<PostingPart> parts) {}

    /** Takes movements one after the other. */
    public interface Use {
        void take(Exported movement);
    }

    /** Hands over all movements of these business days in the order in which they were posted. */
    public void export(LocalDate first, LocalDate last, Use use) {
        int from = ServiceDay.number(first);
        int to = ServiceDay.number(last);
        store.read(sql -> {
            var assets = sql.createQuery("select code from system_account where nature = 'ASSET'")
                    .mapTo(String.class)
                    .set();
            LedgerRows.walk(sql, 0, (movement, link) -> {
                if (movement.businessDate() < from || movement.businessDate() > to) {
                    return;
                }
                var parts = new ArrayList<PostingPart>();
                for (var leg : movement.legs()) {
                    parts.add(new PostingPart(
                            leg.name(), assets.contains(leg.name()), leg.side(), leg.amount(), leg.balanceAfter()));
                }
                use.take(new Exported(
                        movement.id(),
                        movement.event(),
                        ServiceDay.date(movement.businessDate()),
                        Instant.ofEpochMilli(movement.at()),
                        Optional.ofNullable(movement.key())
                                .map(LedgerChain.Key::word)
                                .orElse(""),
                        parts));
            });
            return null;
        });
    }

    /** What a movement was: its event and all its sides. */
    public record Moved(String event, List<PostingPart> parts) {}

    /** The movements with these numbers, as far as the book has them. Reads all postings, which no index finds by transfer. */
    public Map<Long, Moved> movements(Collection<Long> transfers) {
        var found = new TreeMap<Long, Moved>();
        var ids = List.copyOf(new TreeSet<>(transfers));
        for (int first = 0; first < ids.size(); first += ASKED_MOST) {
            var slice = ids.subList(first, Math.min(first + ASKED_MOST, ids.size()));
            store.read(sql -> sql.createQuery(PARTS)
                    .bindList("ids", slice)
                    .map((row, c) -> {
                        var event = row.getString(2);
                        return found.computeIfAbsent(row.getLong(1), id -> new Moved(event, new ArrayList<>()))
                                .parts()
                                .add(new PostingPart(
                                        row.getString(3),
                                        row.getString(4).equals("ASSET"),
                                        row.getString(5),
                                        row.getLong(6),
                                        row.getLong(7)));
                    })
                    .list());
        }
        return found;
    }

    /** The account of a number now. */
    public Optional<AccountNo> accountOf(String msisdn) {
        return store.read(sql -> sql.createQuery("""
                        select s.account from number n join subscription s on s.id = n.subscription
                        where n.msisdn = :msisdn and s.account is not null""")
                .bind("msisdn", Long.parseLong(msisdn))
                .mapTo(Long.class)
                .findOne()
                .map(AccountNo::new));
    }
}
