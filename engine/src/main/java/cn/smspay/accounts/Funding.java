package cn.smspay.accounts;

import cn.smspay.accounts.Refusal.Reason;
import cn.smspay.ids.AccountNo;
import cn.smspay.ledger.Ledger;
import cn.smspay.ledger.Pocket;
import cn.smspay.money.Fen;
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
