package cn.smspay.accounts.wallet;

import static cn.smspay.accounts.customers.AccountTables.ACCOUNT;
import static cn.smspay.accounts.wallet.WalletTables.LOAD;
import static cn.smspay.accounts.wallet.WalletTables.SHADOW;
import static cn.smspay.accounts.wallet.WalletTables.WALLET;

import cn.smspay.accounts.cases.CaseKind;
import cn.smspay.accounts.customers.Account;
import cn.smspay.accounts.customers.Notices;
import cn.smspay.accounts.wallet.WalletTables.Load;
import cn.smspay.accounts.wallet.WalletTables.LoadState;
import cn.smspay.accounts.wallet.WalletTables.Origin;
import cn.smspay.accounts.wallet.WalletTables.Wallet;
import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Entry;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What becomes of money that was set aside for a card. The card's counter decides, never the time: above that of the load it
 * was booked, equal to it after another contact it was not and never will be.
 */
final class Settling {
    private static final String WAITING =
            "select id from wallet_load where card = :card and state = 'WAITING' order by id";

    private final Ledger ledger;
    private final Notices notices;

    Settling(Ledger ledger, Notices notices) {
        this.ledger = ledger;
        this.notices = notices;
    }

    /** A card has proved its on-line counter at a contact that was given out after its last load had been sent. */
    Wallet byCounter(Tx tx, Wallet wallet, int counter, Instant now) {
        var settled = wallet;
        if (wallet.sent() != null) {
            var load = tx.get(LOAD, wallet.sent());
            settled = counter > load.order().online() ? loaded(tx, wallet, load, now) : returned(tx, wallet, load, now);
        }
        if (counter > settled.online()) {
            WalletCases.of(
                    tx,
                    CaseKind.POS_CONFLICT,
                    "wallet-ahead:" + wallet.card() + ":" + counter,
                    wallet,
                    "the card counts " + counter + " loads, " + settled.online()
                            + " were sent: it was loaded elsewhere",
                    Fen.ZERO,
                    now);
            settled = settled.withOnline(counter);
            tx.put(WALLET, settled);
        }
        return settled;
    }

    /** The card has it. */
    Wallet loaded(Tx tx, Wallet wallet, Load load, Instant now) {
        var no = load.account();
        ledger.post(
                        tx,
                        Entry.of(
                                end(load.id()),
                                Event.WALLET_LOADED,
                                BookAccount.of(no, Pocket.WALLET_PENDING),
                                BookAccount.of(no, Pocket.WALLET),
                                load.amount(),
                                now))
                .transfer();
        tx.put(LOAD, load.to(LoadState.LOADED, now));
        var after = wallet.withLoads(null, load.id()).withOnline(load.order().online() + 1);
        tx.put(WALLET, after);
        repay(tx, after, load.id(), now);
        notices.say(
                tx,
                wallet.subscription(),
                "wallet_loaded",
                Map.of("amount", load.amount().toString()),
                now);
        return after;
    }

    /** Purchases may have come before the load that they were paid from: what SUSPENSE gave for them goes back. */
    private void repay(Tx tx, Wallet wallet, OrderId load, Instant now) {
        var shadow = tx.get(SHADOW, wallet.card());
        var held = ledger.balance(tx, wallet.account(), Pocket.WALLET);
        var owed = Math.min(-shadow.inSuspense().fen(), held.fen());
        if (owed > 0) {
            ledger.post(
                            tx,
                            Entry.of(
                                    "wallet-repaid:" + load,
                                    Event.WALLET_ADJUSTED,
                                    BookAccount.of(wallet.account(), Pocket.WALLET),
                                    BookAccount.SUSPENSE,
                                    new Fen(owed),
                                    now))
                    .transfer();
            tx.put(SHADOW, shadow.withInSuspense(shadow.inSuspense().plus(new Fen(owed))));
        }
    }

    /** The card has not booked it and never will: cash goes back, money paid in for the card waits for the next contact. */
    Wallet returned(Tx tx, Wallet wallet, Load load, Instant now) {
        if (load.origin() == Origin.STK || wallet.status() != WalletStatus.OPEN || !hasNumber(tx, wallet)) {
            giveBack(tx, wallet, load, now);
        } else {
            tx.put(LOAD, load.to(LoadState.WAITING, null));
        }
        var after = wallet.withLoads(null, load.order().previous());
        tx.put(WALLET, after);
        return after;
    }

    /** Whether the number is still the customer's: nothing is loaded afterwards (S-147). */
    static boolean hasNumber(Tx tx, Wallet wallet) {
        return tx.get(ACCOUNT, wallet.account()).status() == Account.LifeState.OPEN;
    }

    private void giveBack(Tx tx, Wallet wallet, Load load, Instant now) {
        ledger.post(
                        tx,
                        Entry.of(
                                end(load.id()),
                                Event.WALLET_LOAD_RETURNED,
                                BookAccount.of(load.account(), Pocket.WALLET_PENDING),
                                BookAccount.of(load.account(), Pocket.CASH),
                                load.amount(),
                                now))
                .transfer();
        tx.put(LOAD, load.to(LoadState.VOID, now));
        notices.say(
                tx,
                wallet.subscription(),
                "wallet_load_returned",
                Map.of(
                        "amount", load.amount().toString(),
                        "cash", ledger.balance(tx, load.account(), Pocket.CASH).toString()),
                now);
    }

    /** One end for each load. */
    private static String end(OrderId load) {
        return "wallet-load-end:" + load;
    }

    /** What was paid in for a card that takes nothing any more goes to the cash account. */
    void giveBackWaiting(Tx tx, Wallet wallet, Instant now) {
        waiting(tx, wallet).forEach(load -> giveBack(tx, wallet, load, now));
    }

    /** Oldest first. */
    List<Load> waiting(Tx tx, Wallet wallet) {
        return tx
                .query(sql -> sql.createQuery(WAITING)
                        .bind("card", wallet.card().digits())
                        .mapTo(Long.class)
                        .list())
                .stream()
                .map(id -> tx.get(LOAD, new OrderId(id)))
                .toList();
    }
}
