package cn.smspay.accounts.payments;

import static cn.smspay.accounts.customers.AccountTables.ACCOUNT;
import static cn.smspay.accounts.customers.AccountTables.PURCHASE;

import cn.smspay.accounts.customers.Account;
import cn.smspay.accounts.customers.AccountSettings;
import cn.smspay.accounts.customers.AccountTables.Purchase;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Customer;
import cn.smspay.accounts.customers.Lifecycle;
import cn.smspay.accounts.customers.Passwords;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.Service;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.customers.Subscription;
import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Entry;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Optional;

/** Remote purchases from merchants and their refunds (R 4.6). */
public final class Purchases {
    private final Subscribers subscribers;
    private final Passwords passwords;
    private final Ledger ledger;
    private final Funding funding;
    private final Lifecycle lifecycle;
    private final boolean refundRestores;
    private final int inARow;

    public Purchases(
            Subscribers subscribers,
            Passwords passwords,
            Ledger ledger,
            Lifecycle lifecycle,
            AccountSettings settings) {
        this.subscribers = subscribers;
        this.passwords = passwords;
        this.ledger = ledger;
        this.funding = new Funding(ledger);
        this.lifecycle = lifecycle;
        this.refundRestores = settings.withdrawal().refundRestores();
        this.inARow = settings.withdrawal().inARow();
    }

    /** A completed purchase. */
    public record Bought(OrderId order, Pocket pocket, Fen balance) {}

    /** Pays a merchant, even from an account whose number is gone (S-055). Clears the counter of withdrawals (S-082). */
    public Answer<Bought> buy(Tx tx, Request request, String merchant, Fen amount) {
        var before = ledger.posted(tx, request.key());
        if (before.isPresent()) {
            var order = tx.find(PURCHASE, new OrderId(before.get().value()));
            boolean same = order.isPresent()
                    && order.get().subscription().equals(request.who())
                    && order.get().merchant().equals(merchant)
                    && order.get().amount().equals(amount);
            return same ? Answer.done(bought(tx, order.get())) : Answer.refused(Refusal.of(Reason.KEY_REUSED));
        }
        var customer = subscribers.customer(tx, request.who());
        var refusal = Answer.first(
                () -> hasUsableAccount(customer),
                () -> customer.phoneAllows(Service.PURCHASE),
                customer::isNotFrozen,
                () -> amount.isPositive() ? Optional.empty() : Optional.of(Refusal.of(Reason.BAD_AMOUNT)),
                () -> passwords.payStep(tx, customer.account(), request, true));
        return Answer.unless(
                refusal,
                () -> funding.choose(tx, customer.account().no(), amount)
                        .fold(
                                pocket -> Answer.done(buy(tx, customer, request, merchant, amount, pocket)),
                                Answer::refused));
    }

    private static Optional<Refusal> hasUsableAccount(Customer customer) {
        return customer.found() != null && customer.found().status() == Account.Status.ORPHANED
                ? Optional.empty()
                : customer.hasAccount();
    }

    private Bought buy(Tx tx, Customer customer, Request request, String merchant, Fen amount, Pocket pocket) {
        var account = customer.account();
        var transfer = ledger.post(
                        tx,
                        Entry.of(
                                request.key(),
                                Event.PURCHASE,
                                BookAccount.of(account.no(), pocket),
                                BookAccount.merchant(merchant),
                                amount,
                                request.now()))
                .transfer();
        var purchase = new Purchase(
                new OrderId(transfer.value()),
                customer.id(),
                account.no(),
                merchant,
                amount,
                pocket,
                Fen.ZERO,
                request.now());
        tx.add(PURCHASE, purchase);
        var subscription = customer.subscription();
        subscribers.put(tx, subscription.withRisk(subscription.risk().afterPurchase()));
        lifecycle.closeOrphanAtZero(tx, account.no(), request.channel(), request.now());
        return bought(tx, purchase);
    }

    private void countWithdrawals(Tx tx, Subscription subscription, int count) {
        if (subscription.risk().withdrawalStreak() != count) {
            subscribers.put(tx, subscription.withRisk(subscription.risk().withWithdrawals(count)));
        }
    }

    private Bought bought(Tx tx, Purchase purchase) {
        return new Bought(purchase.id(), purchase.pocket(), ledger.balance(tx, purchase.account(), purchase.pocket()));
    }

    /**
     * Gives back some or all of a purchase, to the account it was paid from (D-12). If that account is closed the money
     * waits for an agent.
     *
     * @param key names this refund for ever
     * @return why not; empty if the money is back
     */
    public Optional<Refusal> refund(Tx tx, OrderId order, String key, Fen amount, Instant now) {
        if (ledger.posted(tx, key).isPresent()) {
            return Optional.empty();
        }
        var found = tx.find(PURCHASE, order);
        if (found.isEmpty() || !amount.isPositive()) {
            return Optional.of(Refusal.of(Reason.BAD_AMOUNT));
        }
        var purchase = found.get();
        var merchant = BookAccount.merchant(purchase.merchant());
        var refunded = purchase.refunded().plus(amount);
        if (!purchase.amount().covers(refunded) || !ledger.balance(tx, merchant).covers(amount)) {
            return Optional.of(Refusal.of(Reason.TOO_MUCH));
        }
        boolean closed = tx.get(ACCOUNT, purchase.account()).status() == Account.Status.CLOSED;
        var to = closed ? BookAccount.SUSPENSE : BookAccount.of(purchase.account(), purchase.pocket());
        ledger.post(tx, Entry.of(key, Event.REFUND, merchant, to, amount, now)).transfer();
        tx.put(PURCHASE, purchase.withRefunded(refunded));
        if (refundRestores && refunded.equals(purchase.amount())) {
            countWithdrawals(tx, subscribers.get(tx, purchase.subscription()), inARow);
        }
        return Optional.empty();
    }
}
