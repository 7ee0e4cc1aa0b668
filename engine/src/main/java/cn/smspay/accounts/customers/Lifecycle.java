package cn.smspay.accounts.customers;

import static cn.smspay.accounts.customers.AccountTables.ACCOUNT;

import cn.smspay.accounts.customers.Account.Status;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Channel;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Tx;
import java.time.Instant;

/** What becomes of an account when its number goes or an agent steps in (R 4.1, 4.2; edges 51 to 54). */
public final class Lifecycle {
    private final Subscribers subscribers;
    private final Passwords passwords;
    private final Ledger ledger;

    public Lifecycle(Subscribers subscribers, Passwords passwords, Ledger ledger) {
        this.subscribers = subscribers;
        this.passwords = passwords;
        this.ledger = ledger;
    }

    /** The number is cancelled: an empty account closes, one with money is left for the web until it is spent. */
    public void cancel(Tx tx, SubscriptionId who, Instant now) {
        subscribers.status(tx, who, new Phone(PhoneStatus.CANCELLED, StopReason.NONE));
        var customer = subscribers.customer(tx, who);
        if (customer.isRegistered()) {
            tx.put(ACCOUNT, customer.account().withStatus(Status.ORPHANED));
            closeOrphanAtZero(tx, customer.account().no(), Channel.BOSS, now);
        }
    }

    /** Closes an account without a number as soon as nothing is left in it and nothing is on its way (S-056). */
    public void closeOrphanAtZero(Tx tx, AccountNo no, Channel by, Instant now) {
        var account = tx.get(ACCOUNT, no);
        if (account.status() == Status.ORPHANED && account.openOrders() == 0 && isEmpty(tx, no)) {
            tx.put(ACCOUNT, BankCards.unbound(tx, account).closed(now, by));
            subscribers.put(tx, subscribers.get(tx, account.subscription()).withAccount(null));
            passwords.wipe(tx, no);
        }
    }

    private boolean isEmpty(Tx tx, AccountNo no) {
        for (Pocket pocket : Pocket.values()) {
            if (!ledger.balance(tx, no, pocket).isZero()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Stops all debits, or lets them go on.
     *
     * @return whether there is an account in use
     */
    public boolean freeze(Tx tx, SubscriptionId who, boolean frozen) {
        var customer = subscribers.customer(tx, who);
        if (!customer.isRegistered()) {
            return false;
        }
        tx.put(ACCOUNT, customer.account().withStatus(frozen ? Status.FROZEN : Status.OPEN));
        return true;
    }
}
