package cn.smspay.accounts.wallet;

import static cn.smspay.accounts.wallet.WalletTables.SHADOW;
import static cn.smspay.accounts.wallet.WalletTables.WALLET;

import cn.smspay.accounts.cases.CaseKind;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.wallet.WalletTables.Wallet;
import cn.smspay.base.Fen;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Optional;

/**
 * Meetings with a card. Each has a number that we give out once and that the card's proof covers; only the newest number is
 * good, and for one message. So a message that was delayed, doubled or kept back by somebody can never speak of an older state
 * of the card: what the counter says is true since the number was given out.
 */
final class Contacts {
    static final int COUNTER_MOST = 65_535;

    private final CardKeys keys;
    private final Settling settling;

    Contacts(CardKeys keys, Settling settling) {
        this.keys = keys;
        this.settling = settling;
    }

    /** Gives out a number; those before it are over. */
    Wallet next(Tx tx, Wallet wallet) {
        var after = wallet.withContact(new Terminal(tx.next("wallet_contact")), true);
        tx.put(WALLET, after);
        return after;
    }

    Answer<Wallet> meet(Tx tx, CardReading reading, Instant now) {
        return Answer.unless(check(tx, reading.card(), reading.terminal()), () -> {
            var data = PurseData.reading(reading.balance(), reading.offline(), reading.flags(), reading.terminal());
            var mac = keys.loadMac(reading.card(), reading.random(), reading.online(), data);
            return met(tx, reading.card(), mac == reading.mac(), reading.online(), now);
        });
    }

    Answer<Wallet> meet(Tx tx, LoadStart start, Instant now) {
        return Answer.unless(check(tx, start.card(), start.terminal()), () -> {
            var data = PurseData.loadRequest(start.balance(), start.amount(), start.terminal());
            var mac = keys.loadMac(start.card(), start.random(), start.online(), data);
            return met(tx, start.card(), mac == start.mac(), start.online(), now);
        });
    }

    private static Optional<Refusal> check(Tx tx, CardNo card, Terminal terminal) {
        var wallet = tx.find(WALLET, card);
        if (wallet.isEmpty()) {
            return Optional.of(Refusal.of(Reason.NO_WALLET));
        }
        return wallet.get().awaited() && wallet.get().terminal().equals(terminal)
                ? Optional.empty()
                : Optional.of(Refusal.of(Reason.CONTACT_OVER));
    }

    private Answer<Wallet> met(Tx tx, CardNo card, boolean genuine, int online, Instant now) {
        var wallet = tx.get(WALLET, card);
        if (!genuine) {
            return Answer.refused(Refusal.of(Reason.BAD_CARD_PROOF));
        }
        if (online < wallet.online()) {
            WalletCases.of(
                    tx,
                    CaseKind.POS_CONFLICT,
                    "wallet-behind:" + card + ":" + wallet.online() + ":" + online,
                    wallet,
                    "the card counts " + online + " loads and has had " + wallet.online() + ": it is a copy",
                    Fen.ZERO,
                    now);
            return Answer.refused(Refusal.of(Reason.OTHER_CARD));
        }
        var after = settling.byCounter(tx, wallet.withContact(wallet.terminal(), false), online, now);
        tx.put(WALLET, after);
        tx.put(SHADOW, tx.get(SHADOW, card).at(now));
        return Answer.done(after);
    }
}
