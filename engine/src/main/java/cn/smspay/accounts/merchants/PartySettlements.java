package cn.smspay.accounts.merchants;

import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.merchants.Verdict.Hindrance;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.Fen;
import cn.smspay.base.TransferId;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Entry;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * Settles with a province what its bill system took, and with an issuer of recharge cards what it owes for those that were used
 * (R 4.6): what the book holds at the end of a business day, once a day. Thread-safe.
 */
public final class PartySettlements {
    private static final Table<PartyDay, PartySettlement> SETTLEMENT =
            Table.of("party_settlement", PartyDay.class, PartySettlement.class);
    private static final String LAST_OF =
            "select id from transfer where business_date <= :day order by id desc limit 1";
    private static final String LATER = """
            select coalesce(sum(case when p.side = :side then p.amount else 0 end), 0) as sum
            from posting p join system_account s on s.id = p.account
            where s.code = :code and p.transfer > :last
            """;

    private final Ledger ledger;

    public PartySettlements(Ledger ledger) {
        this.ledger = ledger;
    }

    /** With whom. */
    public enum Party {
        /** Is paid what it has taken for bills. */
        PROVINCE("CREDIT", Event.PROVINCE_SETTLED),
        /** Pays for the cards that were used. */
        ISSUER("DEBIT", Event.ISSUER_SETTLED);

        private final String grows;
        private final Event event;

        Party(String grows, Event event) {
            this.grows = grows;
            this.event = event;
        }

        private BookAccount account(Province province) {
            return this == PROVINCE
                    ? BookAccount.billPayable(province.name())
                    : BookAccount.cardClearing(province.name());
        }

        private String of(Province province) {
            return name().toLowerCase(Locale.ROOT) + ':' + province.name();
        }
    }

    /** @param day as a number, yyyymmdd */
    record PartyDay(String party, int day) {}

    /**
     * What was settled for a day.
     *
     * @param bank of ours that it was paid from or to
     * @param movements on the account on that day
     */
    public record PartySettlement(
            PartyDay key, String bank, int movements, Fen amount, TransferId transfer, Instant madeAt) {
        public String party() {
            return key.party();
        }

        public LocalDate date() {
            return ServiceDay.date(key.day());
        }
    }

    /** What stands at the end of a day that is over and is not settled; refused if the day is not over or nothing stands. */
    public Verdict<Fen> owed(Tx tx, Party party, Province province, LocalDate day, Instant now) {
        if (!day.isBefore(ServiceDay.date(now))) {
            return Verdict.not(Hindrance.DAY_NOT_OVER);
        }
        var account = party.account(province);
        var owed = ledger.balance(tx, account).minus(later(tx, party, account, day));
        return owed.isPositive() ? Verdict.done(owed) : Verdict.not(Hindrance.NOTHING_OWED);
    }

    private static Fen later(Tx tx, Party party, BookAccount account, LocalDate day) {
        long last = tx.query(sql -> sql.createQuery(LAST_OF)
                .bind("day", ServiceDay.number(day))
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
        return tx.query(sql -> sql.createQuery(LATER)
                .bind("side", party.grows)
                .bind("code", account.toString())
                .bind("last", last)
                .map((row, c) -> new Fen(row.getLong("sum")))
                .one());
    }

    /** Settles a day; a day that was settled stays as it is. */
    public Verdict<PartySettlement> settle(
            Tx tx, Party party, Province province, LocalDate day, String bank, Instant now) {
        var before = find(tx, party, province, day);
        if (before.isPresent()) {
            return Verdict.done(before.get());
        }
        return owed(tx, party, province, day, now).then(amount -> {
            var account = party.account(province);
            var ours = BookAccount.bank(bank);
            boolean paid = party == Party.PROVINCE;
            var key = new PartyDay(party.of(province), ServiceDay.number(day));
            var transfer = ledger.post(
                            tx,
                            Entry.of(
                                    "settle:" + key.party() + ':' + key.day(),
                                    party.event,
                                    paid ? account : ours,
                                    paid ? ours : account,
                                    amount,
                                    now))
                    .transfer();
            var settlement = new PartySettlement(key, bank, movements(tx, account, day), amount, transfer, now);
            tx.add(SETTLEMENT, settlement);
            return Verdict.done(settlement);
        });
    }

    /** Of the day itself. */
    private static int movements(Tx tx, BookAccount account, LocalDate day) {
        return tx.query(sql -> sql.createQuery("select count(*) from transfer t join posting p on p.transfer = t.id"
                        + " join system_account s on s.id = p.account"
                        + " where s.code = :code and t.business_date = :day")
                .bind("code", account.toString())
                .bind("day", ServiceDay.number(day))
                .mapTo(Integer.class)
                .one());
    }

    public Optional<PartySettlement> find(Tx tx, Party party, Province province, LocalDate day) {
        return tx.find(SETTLEMENT, new PartyDay(party.of(province), ServiceDay.number(day)));
    }
}
