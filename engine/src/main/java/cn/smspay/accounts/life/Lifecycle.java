package cn.smspay.accounts.life;

import static cn.smspay.accounts.customers.AccountTables.ACCOUNT;

import cn.smspay.accounts.customers.Account.LifeState;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.customers.Subscription;
import cn.smspay.accounts.customers.WalletLife;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Channel;
import cn.smspay.base.Msisdn;
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
    private final WalletLife wallets;

    public Lifecycle(Subscribers subscribers, Passwords passwords, Ledger ledger, WalletLife wallets) {
        this.subscribers = subscribers;
        this.passwords = passwords;
        this.ledger = ledger;
        this.wallets = wallets;
    }

    /** The number is cancelled: an empty account closes, one with money is left for the web until it is spent. */
    public void cancel(Tx tx, SubscriptionId who, Instant now) {
        subscribers.status(tx, who, new PhoneCondition(PhoneStatus.CANCELLED, StopReason.NONE));
        var customer = subscribers.customer(tx, who);
        if (customer.isRegistered()) {
            tx.put(ACCOUNT, customer.account().withStatus(LifeState.ORPHANED));
            wallets.numberGone(tx, who, now);
            closeOrphanAtZero(tx, customer.account().no(), Channel.BOSS, now);
        }
    }

    /** Closes an account without a number as soon as nothing is left in it and nothing is on its way (S-056). */
    public void closeOrphanAtZero(Tx tx, AccountNo no, Channel by, Instant now) {
        var account = tx.get(ACCOUNT, no);
        if (account.status() == LifeState.ORPHANED && account.openOrders() == 0 && isEmpty(tx, no)) {
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
     * Stops all debits, or lets them go on; also of an account whose number is gone.
     *
     * @return whether there is an account
     */
    public boolean freeze(Tx tx, SubscriptionId who, boolean frozen) {
        var account = subscribers.customer(tx, who).found();
        if (account == null) {
            return false;
        }
        tx.put(ACCOUNT, account.withFrozen(frozen));
        return true;
    }

    /**
     * What the carrier says of the phone's condition (R 3.0.6). A cancelled number that is in use again is another
     * person's, a number that changed hands or digits does not come back by itself, and neither may leave an account behind.
     *
     * @return the subscription from now on: the present one, or the new owner's
     */
    public Answer<Subscription> status(Tx tx, SubscriptionId who, PhoneCondition phone, Instant now) {
        var customer = subscribers.customer(tx, who);
        var before = customer.subscription().phone().phoneStatus();
        var after = phone.phoneStatus();
        if (before == PhoneStatus.CANCELLED && after.isAnotherPersons()) {
            return Answer.refused(Refusal.of(Reason.CANCELLED));
        }
        if (before == PhoneStatus.CANCELLED && after != PhoneStatus.CANCELLED) {
            var old = customer.subscription();
            var fresh = subscribers.reissue(tx, old.msisdn(), old.province(), old.brand());
            subscribers.status(tx, fresh.id(), phone);
            return Answer.done(subscribers.get(tx, fresh.id()));
        }
        if (before.isAnotherPersons() && after != before && after != PhoneStatus.CANCELLED) {
            return Answer.refused(
                    Refusal.of(before == PhoneStatus.TRANSFERRED ? Reason.TRANSFERRED : Reason.RENUMBERED));
        }
        if (after.isAnotherPersons() && customer.isRegistered()) {
            return Answer.refused(Refusal.of(Reason.CLOSE_FIRST));
        }
        if (after == PhoneStatus.CANCELLED) {
            if (before != PhoneStatus.CANCELLED) {
                cancel(tx, who, now);
            }
        } else {
            subscribers.status(tx, who, phone);
        }
        return Answer.done(subscribers.get(tx, who));
    }

    /** A number is issued again: its new owner inherits nothing, and what the old one leaves is settled first. */
    public Subscription reissue(Tx tx, Msisdn msisdn, Province province, Brand brand, Instant now) {
        subscribers
                .find(tx, msisdn)
                .filter(old -> old.phone().phoneStatus() != PhoneStatus.CANCELLED)
                .ifPresent(old -> cancel(tx, old.id(), now));
        return subscribers.reissue(tx, msisdn, province, brand);
    }
}
