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
    /** What a merchant is owed goes to its bank. */
    MERCHANT_SETTLED,
    /** Stock of a demonstration or of a take-over. */
    OPENING_BALANCE
}
