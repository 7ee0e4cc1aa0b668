package cn.smspay.accounts.banks;

import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Request;
import cn.smspay.base.Fen;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.TransferId;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Optional;

/** Where a bank's money may go: the cash account, and the wallet's pending load where there are wallets. */
public interface TopUpTarget {
    /** What stands in the way of ordering it, if anything. */
    Optional<Refusal> check(Tx tx, SubscriptionId who, Fen amount, Instant now);

    /** Adds what the bank has paid, and tells the customer. */
    Answer<TransferId> book(Tx tx, Request request, Fen amount);
}
