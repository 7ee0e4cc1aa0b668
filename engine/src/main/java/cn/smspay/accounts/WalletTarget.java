package cn.smspay.accounts;

import cn.smspay.accounts.banks.TopUpTarget;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.wallet.WalletLoads;
import cn.smspay.base.Fen;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.TransferId;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Optional;

/** The wallet in the SIM, as a place for a bank's money: it waits until the card is met (S-152). */
final class WalletTarget implements TopUpTarget {
    private final WalletLoads loads;

    WalletTarget(WalletLoads loads) {
        this.loads = loads;
    }

    @Override
    public Optional<Refusal> check(Tx tx, SubscriptionId who, Fen amount, Instant now) {
        return loads.checkPayIn(tx, who, amount);
    }

    @Override
    public Answer<TransferId> book(Tx tx, Request request, Fen amount) {
        return loads.fromBank(tx, request, amount);
    }
}
