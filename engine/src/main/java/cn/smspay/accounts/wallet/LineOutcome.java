package cn.smspay.accounts.wallet;

/** What became of a line of a batch (S-163). */
public enum LineOutcome {
    PAID,
    /** It was paid before, by just this record. */
    DOUBLE,
    /** Another record with a right proof has this counter: a cloned card or key. */
    CONFLICT,
    BAD_TAC,
    /** No wallet of ours. */
    UNKNOWN_CARD
}
