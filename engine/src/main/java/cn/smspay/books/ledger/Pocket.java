package cn.smspay.books.ledger;

import cn.smspay.base.AccountNo;
import cn.smspay.base.LedgerAccountId;

/** The subscriber's accounts in the book (R 3.0.9). Their ids follow from the account number: none is looked up. */
public enum Pocket {
    CASH,
    CARD,
    /** On its way to a bank. Money in transit has accounts of its own, so that no balance needs a second, pending, figure. */
    WITHDRAWING,
    /** Booked for the handset wallet, not yet on the SIM. */
    WALLET_PENDING,
    /** Shadow of what the SIM holds. */
    WALLET;

    /** Numbers kept for the pockets of one account. */
    static final int PER_ACCOUNT = 8;

    /** The number of this account of a subscriber. */
    public LedgerAccountId of(AccountNo owner) {
        return new LedgerAccountId(owner.value() * PER_ACCOUNT + ordinal());
    }
}
