package cn.smspay.accounts.entry;

import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import java.time.LocalDate;
import java.util.Optional;

/** What somebody on the telephone says to prove that an account is his (S-127). */
public sealed interface Proof {
    /** Of a real-name account. */
    record Papers(Secret name, Secret idNumber) implements Proof {}

    /**
     * Of an account that is in nobody's name.
     *
     * @param password the carrier's service password
     * @param lastTopUp the newest top-up; empty if he says that there was none
     */
    record ServiceWord(Secret password, Optional<LastTopUp> lastTopUp) implements Proof {}

    record LastTopUp(LocalDate day, Fen amount) {}
}
