package cn.smspay.accounts.banks;

import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.Service;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.payments.CashTopUps;
import cn.smspay.base.Fen;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.TransferId;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Optional;

/** The cash account, under the rules of cash (S-054: not after the number was cancelled). */
public final class CashTarget implements TopUpTarget {
    private final Subscribers subscribers;
    private final CashTopUps cash;

    public CashTarget(Subscribers subscribers, CashTopUps cash) {
        this.subscribers = subscribers;
        this.cash = cash;
    }

    @Override
    public Optional<Refusal> check(Tx tx, SubscriptionId who, Fen amount, Instant now) {
        var customer = subscribers.customer(tx, who);
        return Answer.first(customer::hasAccount, () -> customer.phoneAllows(Service.TOP_UP_BY_CASH));
    }

    @Override
    public Answer<TransferId> book(Tx tx, Request request, Fen amount) {
        return cash.fromBank(tx, request, amount);
    }
}
