package cn.smspay.accounts.wallet;

import static cn.smspay.accounts.wallet.WalletTables.SHADOW;

import cn.smspay.base.Fen;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What the site may say of a wallet: a shadow that lags, with its time; the true figure is on the card (S-163, S-164). */
public final class WalletViews {
    private static final String HISTORY = """
            select 'PURCHASE' kind, r.time time, r.amount, m.name merchant
            from wallet_record r join pos_terminal p on p.psam = r.psam join merchant m on m.id = p.merchant
            where r.card = :card and r.time >= :since and r.time < :until
            union all
            select 'LOAD', sent_time, amount, null from wallet_load
            where card = :card and state = 'LOADED' and sent_time >= :since and sent_time < :until
            order by time desc limit :most
            """;
    /** Loads whose card has said nothing since, oldest first, for the operator. */
    private static final String AGED = """
            select card, id, amount, sent_at from wallet_load where state = 'SENT' and sent_at <= :before
            order by sent_at limit :most
            """;

    private final Wallets wallets;
    private final Ledger ledger;

    WalletViews(Wallets wallets, Ledger ledger) {
        this.wallets = wallets;
        this.ledger = ledger;
    }

    /**
     * @param pending set aside for the card and not known to be on it
     * @param asOf the last record or contact
     */
    public record WalletBalance(CardNo card, WalletStatus status, Fen shadow, Fen pending, Instant asOf) {}

    public Optional<WalletBalance> balance(Tx tx, SubscriptionId who) {
        return wallets.current(tx, who)
                .map(wallet -> new WalletBalance(
                        wallet.card(),
                        wallet.status(),
                        ledger.balance(tx, wallet.account(), Pocket.WALLET),
                        ledger.balance(tx, wallet.account(), Pocket.WALLET_PENDING),
                        tx.get(SHADOW, wallet.card()).asOf()));
    }

    /** @param merchant for a purchase */
    public record WalletEntry(boolean purchase, CardTime at, Fen amount, Optional<String> merchant) {}

    /** The last day of which the site may tell (S-160). */
    public static LocalDate lastDay(Instant now) {
        return ServiceDay.date(now).minusDays(1);
    }

    /** What happened in some days, newest first, never later than the day before this one (S-160). */
    public List<WalletEntry> history(Handle sql, CardNo card, LocalDate from, LocalDate to, Instant now, int most) {
        var last = to.isAfter(lastDay(now)) ? lastDay(now) : to;
        return sql.createQuery(HISTORY)
                .bind("card", card.digits())
                .bind("since", start(from))
                .bind("until", start(last.plusDays(1)))
                .bind("most", most)
                .map((row, context) -> new WalletEntry(
                        row.getString("kind").equals("PURCHASE"),
                        new CardTime(row.getString("time")),
                        new Fen(row.getLong("amount")),
                        Optional.ofNullable(row.getString("merchant"))))
                .list();
    }

    private static String start(LocalDate day) {
        return ServiceDay.number(day) + "000000";
    }

    public record Aged(CardNo card, long load, Fen amount, Instant sentAt) {}

    /** Loads that no proof has settled since {@code before}. */
    public List<Aged> aged(Handle sql, Instant before, int most) {
        return sql.createQuery(AGED)
                .bind("before", before.toEpochMilli())
                .bind("most", most)
                .map((row, context) -> new Aged(
                        new CardNo(row.getString(1)),
                        row.getLong(2),
                        new Fen(row.getLong(3)),
                        Instant.ofEpochMilli(row.getLong(4))))
                .list();
    }
}
