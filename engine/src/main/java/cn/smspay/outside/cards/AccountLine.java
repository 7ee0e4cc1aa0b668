package cn.smspay.outside.cards;

import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.outside.cards.WalletLine.LineReply;
import java.util.Optional;

/** What a SIM's menu asks of the account behind its number (S-066, S-093, S-101, S-124); answers may be lost. */
public interface AccountLine {
    /** What the account holds. */
    record Balance(Fen cash, Fen card) {}

    LineReply<Balance> balance();

    /** @return what the card was worth */
    LineReply<Fen> topUp(Secret cardPassword);

    /**
     * Pays a phone bill.
     *
     * @param payee empty for the phone itself
     * @param confirmTest whether the customer knows that it may fail in the payee's province
     * @param pin wanted for others' phones (S-172)
     * @return what the order is called
     */
    LineReply<String> bill(Optional<Msisdn> payee, Fen amount, boolean confirmTest, Optional<Secret> pin);

    LineReply<Boolean> payPassword(Secret present, Secret chosen);
}
