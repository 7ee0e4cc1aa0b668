package cn.smspay.books.ledger;

/** What happened, once per line of the table of postings (R 3.0.9). */
public enum Event {
    CASH_TOP_UP,
    CASH_TOP_UP_REVERSED,
    BANK_TOP_UP,
    CARD_TOP_UP,
    /** Reserves: resolved by paid or returned. */
    WITHDRAWAL,
    WITHDRAWAL_PAID,
    WITHDRAWAL_RETURNED,
    /** A bank paid out what nobody had ordered: a case. */
    UNORDERED_PAY_OUT,
    /** Reserves: resolved by paid or returned. */
    BILL,
    BILL_PAID,
    BILL_RETURNED,
    /** The bill system took a payment that had been given back already. */
    BILL_PAID_AFTER_RETURN,
    PURCHASE,
    REFUND,
    /** Puts cash aside for a card: resolved by loaded or returned. */
    WALLET_LOAD,
    /** Paid in at a hall for a card. */
    WALLET_CASH_LOAD,
    /** Paid in by a bank for a card. */
    WALLET_BANK_LOAD,
    /** The card has booked it. */
    WALLET_LOADED,
    /** The card has not booked it and never will. */
    WALLET_LOAD_RETURNED,
    /** A purchase at a POS, as its batch told it. */
    WALLET_PURCHASE,
    /** What purchases had of the service's own comes back, or what no record explains is set aside. */
    WALLET_ADJUSTED,
    WALLET_CLOSED,
    /** What a merchant is owed goes to its bank. */
    MERCHANT_SETTLED,
    /** What a province's bill system took goes to it. */
    PROVINCE_SETTLED,
    /** An issuer of recharge cards pays for those that were used. */
    ISSUER_SETTLED,
    /** Two people settle what waited in SUSPENSE. */
    SUSPENSE_BOOKED,
    /** Stock of a demonstration or of a take-over. */
    OPENING_BALANCE
}
