package cn.smspay.accounts.wallet;

import static cn.smspay.accounts.wallet.WalletTables.GAP;
import static cn.smspay.accounts.wallet.WalletTables.WALLET;

import cn.smspay.accounts.cases.CaseKind;
import cn.smspay.accounts.wallet.WalletTables.Gap;
import cn.smspay.accounts.wallet.WalletTables.GapKey;
import cn.smspay.base.Fen;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What waits for a cycle of the POS: closings that are paid out now, and records that are missed from now on. */
public final class WalletRounds {
    private static final String CLOSINGS = """
            select card from wallet where status = 'CLOSING' and closing_since <= :due order by closing_since limit 100
            """;
    private static final String GAPS = """
            select card, first from wallet_gap where reported = 0 and seen_at <= :due order by seen_at limit 100
            """;

    private final WalletClosings closings;
    private final WalletSettings settings;

    WalletRounds(WalletClosings closings, WalletSettings settings) {
        this.closings = closings;
        this.settings = settings;
    }

    /**
     * Does what is due, some of it if there is much.
     *
     * @return how much was done
     */
    public int look(Tx tx, Instant now) {
        long due = now.minus(settings.settleCycle()).toEpochMilli();
        var cards = tx.query(sql -> cards(sql, due));
        cards.forEach(card -> closings.finish(tx, tx.get(WALLET, card), now));
        var gaps = tx.query(sql -> gaps(sql, due));
        gaps.forEach(key -> miss(tx, tx.get(GAP, key), now));
        return cards.size() + gaps.size();
    }

    private static List<CardNo> cards(Handle sql, long due) {
        return sql.createQuery(CLOSINGS)
                .bind("due", due)
                .map((row, context) -> new CardNo(row.getString(1)))
                .list();
    }

    private static List<GapKey> gaps(Handle sql, long due) {
        return sql.createQuery(GAPS)
                .bind("due", due)
                .map((row, context) -> new GapKey(new CardNo(row.getString(1)), row.getInt(2)))
                .list();
    }

    private static void miss(Tx tx, Gap gap, Instant now) {
        WalletCases.of(
                tx,
                CaseKind.MISSING_PROOF,
                "wallet-gap:" + gap.key().card() + ":" + gap.key().first(),
                tx.get(WALLET, gap.key().card()),
                "records " + gap.key().first() + " to " + gap.last() + " of the card have not come within a cycle",
                Fen.ZERO,
                now);
        tx.put(GAP, new Gap(gap.key(), gap.last(), gap.seenAt(), true));
    }
}
