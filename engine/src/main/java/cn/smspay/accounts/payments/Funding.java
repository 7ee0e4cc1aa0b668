package cn.smspay.accounts.payments;

import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Fen;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Tx;
import java.util.Map;

/** From which account something is paid: card money if it covers all, else cash if it covers all (D-02). */
final class Funding {
    private final Ledger ledger;

    Funding(Ledger ledger) {
        this.ledger = ledger;
    }

    Answer<Pocket> choose(Tx tx, AccountNo account, Fen amount) {
        var card = ledger.balance(tx, account, Pocket.CARD);
        if (card.covers(amount)) {
            return Answer.done(Pocket.CARD);
        }
        var cash = ledger.balance(tx, account, Pocket.CASH);
        return cash.covers(amount)
                ? Answer.done(Pocket.CASH)
                : Answer.refused(Refusal.of(Reason.INSUFFICIENT, Map.of("card", card, "cash", cash)));
    }
}
