package cn.smspay.accounts.wallet;

import static cn.smspay.accounts.wallet.WalletTables.SHADOW;
import static cn.smspay.accounts.wallet.WalletTables.WALLET;

import cn.smspay.accounts.cases.CaseKind;
import cn.smspay.accounts.customers.Notices;
import cn.smspay.accounts.life.Lifecycle;
import cn.smspay.accounts.wallet.WalletTables.Closing;
import cn.smspay.accounts.wallet.WalletTables.Wallet;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Entry;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * The end of a wallet whose card has said that it is closed. Its balance is the customer's; it is paid out as soon as all
 * records of the card are in, at the latest after a cycle (S-145, S-154).
 */
final class WalletClosings {
    private final Ledger ledger;
    private final Lifecycle lifecycle;
    private final Notices notices;
    private final Settling settling;

    WalletClosings(Ledger ledger, Lifecycle lifecycle, Notices notices, Settling settling) {
        this.ledger = ledger;
        this.lifecycle = lifecycle;
        this.notices = notices;
        this.settling = settling;
    }

    /** The card takes nothing any more: what waited for it is cash again, and its balance is held. */
    Wallet begin(Tx tx, Wallet wallet, CardReading closed, Instant now) {
        var closing = wallet.withClosing(new Closing(closed.balance(), closed.offline(), now));
        tx.put(WALLET, closing);
        settling.giveBackWaiting(tx, closing, now);
        return finishIfComplete(tx, closing, now);
    }

    /** Ends it if every purchase that the card counts has come. */
    Wallet finishIfComplete(Tx tx, Wallet wallet, Instant now) {
        var closing = wallet.closing();
        return wallet.status() == WalletStatus.CLOSING
                        && closing != null
                        && tx.get(SHADOW, wallet.card()).isComplete(closing.closingOffline())
                ? finish(tx, wallet, now)
                : wallet;
    }

    /** Pays out. What no record explains goes into suspense, from where a record that comes after all is paid. */
    Wallet finish(Tx tx, Wallet wallet, Instant now) {
        var no = wallet.account();
        var held = Objects.requireNonNull(wallet.closing()).closingBalance();
        var shadow = ledger.balance(tx, no, Pocket.WALLET);
        var back = held.compareTo(shadow) < 0 ? held : shadow;
        post(tx, "wallet-closed:", Event.WALLET_CLOSED, wallet, BookAccount.of(no, Pocket.CASH), back, now);
        explain(tx, wallet, held, shadow, now);
        var closed = wallet.withStatus(WalletStatus.CLOSED, now);
        tx.put(WALLET, closed);
        notices.say(tx, wallet.subscription(), "wallet_closed", Map.of("amount", back.toString()), now);
        lifecycle.closeOrphanAtZero(tx, no, Channel.SYSTEM, now);
        return closed;
    }

    private void explain(Tx tx, Wallet wallet, Fen held, Fen shadow, Instant now) {
        if (held.compareTo(shadow) > 0) {
            WalletCases.of(
                    tx,
                    CaseKind.SHORT_SHADOW,
                    "wallet-closed:" + wallet.card(),
                    wallet,
                    "the closed card held " + held + ", its shadow only " + shadow + ", which was paid out",
                    held.minus(shadow),
                    now);
        }
        if (shadow.compareTo(held) > 0) {
            var rest = shadow.minus(held);
            post(tx, "wallet-rest:", Event.WALLET_ADJUSTED, wallet, BookAccount.SUSPENSE, rest, now);
            var row = tx.get(SHADOW, wallet.card());
            tx.put(SHADOW, row.withInSuspense(row.inSuspense().plus(rest)));
            WalletCases.of(
                    tx,
                    CaseKind.MISSING_PROOF,
                    "wallet-rest:" + wallet.card(),
                    wallet,
                    "the closed card held " + held + ", its shadow " + shadow + "; records over " + rest
                            + " have not come, the amount waits for them in SUSPENSE",
                    rest,
                    now);
        }
    }

    private void post(Tx tx, String key, Event event, Wallet wallet, BookAccount to, Fen amount, Instant now) {
        if (amount.isPositive()) {
            AccountNo no = wallet.account();
            ledger.post(tx, Entry.of(key + wallet.card(), event, BookAccount.of(no, Pocket.WALLET), to, amount, now))
                    .transfer();
        }
    }
}
