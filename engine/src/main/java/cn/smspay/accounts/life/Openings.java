package cn.smspay.accounts.life;

import static cn.smspay.accounts.customers.AccountTables.ACCOUNT;
import static cn.smspay.accounts.customers.AccountTables.HOLDER;
import static cn.smspay.accounts.customers.AccountTables.IDENTITY;

import cn.smspay.accounts.customers.Account;
import cn.smspay.accounts.customers.Account.LifeState;
import cn.smspay.accounts.customers.Account.Resets;
import cn.smspay.accounts.customers.AccountTables.Holder;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.BlockingState;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.Customer;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.Service;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.customers.Subscription;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;

/** Opening an account (R 3.1). */
public final class Openings {
    private final Subscribers subscribers;
    private final Passwords passwords;
    private final String agreement;

    public Openings(Subscribers subscribers, Passwords passwords, String agreement) {
        this.subscribers = subscribers;
        this.passwords = passwords;
        this.agreement = agreement;
    }

    /** The generated passwords of a new account, to be sent once. */
    public record Opened(AccountNo account, Secret loginPassword, Secret payPassword) {}

    /** What stands in the way of opening, if anything. */
    public Optional<Refusal> check(Tx tx, SubscriptionId who) {
        return check(subscribers.customer(tx, who));
    }

    private static Optional<Refusal> check(Customer customer) {
        var subscription = customer.subscription();
        return Answer.first(
                () -> refuse(!subscription.isOnNet(), Refusal.phone(BlockingState.RESTRICTED)),
                () -> refuse(customer.isRegistered(), Refusal.of(Reason.ALREADY_OPEN)),
                () -> customer.phoneAllows(Service.OPEN),
                () -> refuse(subscription.brand() == Brand.EASYOWN_STANDARD, Refusal.of(Reason.BRAND)),
                () -> refuse(subscription.secondary(), Refusal.of(Reason.SECONDARY_NUMBER)),
                () -> refuse(subscription.blacklisted(), Refusal.phone(BlockingState.RESTRICTED)));
    }

    private static Optional<Refusal> refuse(boolean when, Refusal refusal) {
        return when ? Optional.of(refusal) : Optional.empty();
    }

    /** Opens the account; all checks are made again. A complete profile makes it a real-name account (S-032). */
    public Answer<Opened> open(Tx tx, Request request) {
        var customer = subscribers.customer(tx, request.who());
        return Answer.unless(check(customer), () -> Answer.done(open(tx, customer.subscription(), request)));
    }

    private Opened open(Tx tx, Subscription subscription, Request request) {
        var fresh = passwords.generate(tx, subscription, EnumSet.allOf(PasswordKind.class), request.key());
        var no = add(tx, subscription, request);
        fresh.each().forEach((kind, one) -> passwords.set(tx, no, kind, one));
        return new Opened(
                no,
                fresh.of(PasswordKind.LOGIN).secret(),
                fresh.of(PasswordKind.PAY).secret());
    }

    /**
     * Opens an account that is taken over from another system, without passwords: {@link InitialPasswords} sends them, or M
     * gives one and the site or an agent the other.
     */
    public Answer<AccountNo> takeOver(Tx tx, Request request) {
        var customer = subscribers.customer(tx, request.who());
        return Answer.unless(check(customer), () -> Answer.done(add(tx, customer.subscription(), request)));
    }

    private AccountNo add(Tx tx, Subscription subscription, Request request) {
        var account = new Account(
                new AccountNo(tx.next("account")),
                subscription.id(),
                LifeState.OPEN,
                request.now(),
                request.channel(),
                agreement,
                null,
                null,
                new Resets(0, 0),
                null,
                null,
                0,
                false);
        tx.add(ACCOUNT, subscription.profileComplete() ? inRealName(tx, account, request.now()) : account);
        subscribers.put(tx, subscription.withAccount(account.no()));
        return account.no();
    }

    /** The account in the name that the hall has registered, which it keeps whatever the hall registers later. */
    public static Account inRealName(Tx tx, Account account, Instant now) {
        var name = tx.get(IDENTITY, account.subscription()).nameSealed();
        tx.put(HOLDER, new Holder(account.no(), Objects.requireNonNull(name)));
        return account.withRealName(now);
    }
}
