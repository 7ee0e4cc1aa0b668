package cn.smspay.accounts.customers;

import cn.smspay.base.AccountNo;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import java.time.Instant;

/** What the life of an account has to know of its wallet, and the other way round. */
public interface WalletLife {
    /** Whether a wallet has to be closed first (S-051). */
    boolean isOpen(Tx tx, SubscriptionId who);

    /** Loads that are neither on the card nor given back (S-053). */
    int loadsUnderWay(Tx tx, AccountNo no);

    /** The number is gone: nothing is loaded any more (S-147). */
    void numberGone(Tx tx, SubscriptionId who, Instant now);
}
