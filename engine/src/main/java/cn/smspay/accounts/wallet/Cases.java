package cn.smspay.accounts.wallet;

import cn.smspay.store.Tx;
import java.time.Instant;

/** Takes what a person has to look at (R 4.12); part of the transaction that found it. */
@FunctionalInterface
public interface Cases {
    /** Why a person has to look. */
    enum Kind {
        /** A card's counter is not where it can be. */
        WALLET_COUNTER,
        /** A proof of a load that is wrong, or comes for one that was given back. */
        WALLET_LOAD_PROOF,
        /** Two different records with right proofs under one counter: a cloned card or key. */
        POS_CONFLICT,
        POS_BAD_PROOF,
        POS_UNKNOWN_CARD,
        /** A batch of a PSAM that was reported stolen. */
        POS_BLOCKED,
        /** Records that did not come within a cycle. */
        POS_GAP,
        /** A terminal whose clock is wrong. */
        POS_CLOCK,
        /** Purchases or a closing for which the shadow is too small. */
        SHORT_SHADOW,
        /** A closed card's shadow that no record explains. */
        UNEXPLAINED_SHADOW
    }

    /**
     * @param subject the card or PSAM
     * @param what a sentence without anything secret
     */
    void open(Tx tx, Kind kind, String subject, String what, Instant now);
}
