package cn.smspay.accounts.wallet;

/** The life of a wallet; a subscription without one has none. */
public enum WalletStatus {
    OPEN,
    /** The card is closed; records that are still outstanding are awaited. */
    CLOSING,
    CLOSED,
    /** Its SIM was changed (S-146): it can be spent until it is empty, and nothing else. */
    LOST;

    /** Whether the account may not be closed because of it (S-051). */
    boolean blocksClosing() {
        return this == OPEN || this == CLOSING;
    }
}
