package cn.smspay.outside.cards;

import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.accounts.wallet.CardReading;
import cn.smspay.accounts.wallet.Contact;
import cn.smspay.accounts.wallet.LoadOrder;
import cn.smspay.accounts.wallet.LoadProof;
import cn.smspay.accounts.wallet.LoadStart;
import cn.smspay.accounts.wallet.Terminal;
import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.base.Secret;
import java.util.function.Function;

/**
 * What a menu or a reader sends to the service and what comes back; each message may be lost, doubled or late, and then there is no
 * answer.
 */
public interface WalletLine {
    /** An answer of the service, its refusal as a word, or nothing. */
    sealed interface LineReply<T> {
        record Replied<T>(T what) implements LineReply<T> {}

        /** @param reason in kebab-case */
        record No<T>(String reason) implements LineReply<T> {}

        record NoReply<T>() implements LineReply<T> {}

        default <R> R fold(Function<T, R> said, Function<String, R> no, R nothing) {
            if (this instanceof Replied<T> s) {
                return said.apply(s.what());
            } else if (this instanceof No<T> n) {
                return no.apply(n.reason());
            }
            return nothing;
        }
    }

    LineReply<Terminal> contact(CardNo card);

    LineReply<Contact> read(CardReading reading);

    LineReply<LoadOrder> start(LoadStart start, Secret pin);

    LineReply<LoadOrder> write(LoadStart start, OrderId waiting);

    LineReply<Boolean> proved(LoadProof proof);

    LineReply<Contact> close(CardReading reading);

    LineReply<Boolean> limit(CardNo card, Fen limit);

    LineReply<Boolean> calibrate(CardNo card);
}
