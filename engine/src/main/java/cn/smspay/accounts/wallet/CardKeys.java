package cn.smspay.accounts.wallet;

/**
 * Computes what only the holder of the masters can: a hardware module, or masters for tests. No key leaves it. Thread-safe.
 */
public interface CardKeys {
    /** Whether there are any. */
    default boolean arePresent() {
        return true;
    }

    /** A MAC under the key of a load session of a card. */
    int loadMac(CardNo card, int random, int onlineCounter, byte[] data);

    /** The MAC1 that a PSAM makes for a purchase. */
    int purchaseMac(CardNo card, int random, int offlineCounter, int terminalNumber, byte[] data);

    /** The TAC that a card makes. */
    int tac(CardNo card, byte[] data);
}
