package cn.smspay.accounts.life;

import static cn.smspay.accounts.customers.AccountTables.ACCOUNT;

import cn.smspay.accounts.customers.Account;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Customer;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.Service;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.customers.WalletLife;
import cn.smspay.base.Fen;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Closing an account (R 3.2). */
public final class Closings {
    private final Subscribers subscribers;
    private final Passwords passwords;
    private final Ledger ledger;
    private final WalletLife wallets;
    private final boolean pinWanted;

    public Closings(
            Subscribers subscribers, Passwords passwords, Ledger ledger, WalletLife wallets, boolean pinWanted) {
        this.subscribers = subscribers;
        this.passwords = passwords;
        this.ledger = ledger;
        this.wallets = wallets;
        this.pinWanted = pinWanted;
    }

    /** What stands in the way of closing, if anything. */
    public Optional<Refusal> check(Tx tx, SubscriptionId who, Instant now) {
        var customer = subscribers.customer(tx, who);
        return Answer.first(
                () -> isClosable(tx, customer),
                () -> pinWanted
                        ? passwords.isNotLocked(tx, customer.account().no(), PasswordKind.PAY, now)
                        : Optional.empty());
    }

    private Optional<Refusal> isClosable(Tx tx, Customer customer) {
        return Answer.first(customer::hasAccount, customer::isNotFrozen, () -> isSettled(tx, customer));
    }

    /** All reasons at once, in the order in which they are put right: each try costs the customer a message (D-13). */
    private Optional<Refusal> isSettled(Tx tx, Customer customer) {
        var account = customer.account();
        var hindrances = new ArrayList<Refusal>();
        if (wallets.isOpen(tx, customer.id())) {
            hindrances.add(Refusal.of(Reason.WALLET));
        }
        int underWay = account.openOrders() + loadsUnderWay(tx, account);
        if (underWay > 0) {
            hindrances.add(Refusal.of(Reason.IN_TRANSIT, "n", underWay));
        }
        var total = held(tx, account, Pocket.CASH, Pocket.CARD);
        if (!total.isZero()) {
            hindrances.add(Refusal.of(Reason.BALANCE, "total", total));
        }
        customer.phoneAllows(Service.CLOSE).ifPresent(phone -> hindrances.add(Refusal.of(Reason.PHONE, phone.facts())));
        return hindrances.isEmpty()
                ? Optional.empty()
                : Optional.of(new Refusal(Reason.NOT_CLOSABLE, Map.of(), List.copyOf(hindrances)));
    }

    private int loadsUnderWay(Tx tx, Account account) {
        return held(tx, account, Pocket.WALLET_PENDING).isZero() ? 0 : wallets.loadsUnderWay(tx, account.no());
    }

    private Fen held(Tx tx, Account account, Pocket... pockets) {
        var sum = Fen.ZERO;
        for (Pocket pocket : pockets) {
            sum = sum.plus(ledger.balance(tx, account.no(), pocket));
        }
        return sum;
    }

    /** Closes the account for good. What it did stays on record. */
    public Optional<Refusal> close(Tx tx, Request request) {
        var customer = subscribers.customer(tx, request.who());
        var refusal = Answer.first(
                () -> isClosable(tx, customer), () -> passwords.payStep(tx, customer.account(), request, pinWanted));
        if (refusal.isEmpty()) {
            end(tx, customer, request);
        }
        return refusal;
    }

    private void end(Tx tx, Customer customer, Request request) {
        tx.put(ACCOUNT, BankCards.unbound(tx, customer.account()).closed(request.now(), request.channel()));
        subscribers.put(tx, customer.subscription().withAccount(null));
        passwords.wipe(tx, customer.account().no());
    }
}
