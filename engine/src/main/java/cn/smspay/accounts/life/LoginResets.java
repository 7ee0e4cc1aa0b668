package cn.smspay.accounts.life;

import static cn.smspay.accounts.customers.AccountTables.ACCOUNT;

import cn.smspay.accounts.customers.Account;
import cn.smspay.accounts.customers.Account.Resets;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Customer;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.Service;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Optional;

/** A new login password for a customer who has lost it (R 3.9). The pay password is not touched. */
public final class LoginResets {
    /** Each reset is one text that somebody may see. */
    private static final int MOST_A_DAY = 3;

    private final Subscribers subscribers;
    private final Passwords passwords;

    public LoginResets(Subscribers subscribers, Passwords passwords) {
        this.subscribers = subscribers;
        this.passwords = passwords;
    }

    /** What stands in the way, if anything. Only an agent helps with a locked password (S-133). */
    public Optional<Refusal> check(Tx tx, SubscriptionId who, Instant now) {
        return check(tx, subscribers.customer(tx, who), now);
    }

    private Optional<Refusal> check(Tx tx, Customer customer, Instant now) {
        return Answer.first(
                customer::hasAccount,
                () -> customer.phoneAllows(Service.RESET_LOGIN),
                () -> passwords.isNotLocked(tx, customer.account().no(), PasswordKind.LOGIN, now),
                () -> customer.account().resets().on(ServiceDay.number(now)) < MOST_A_DAY
                        ? Optional.empty()
                        : Optional.of(Refusal.of(Reason.TOO_MANY)));
    }

    /** A new login password that the customer has chosen, after he proved on the site who he is. */
    public Optional<Refusal> choose(Tx tx, Request request, Secret chosen) {
        var customer = subscribers.customer(tx, request.who());
        var refusal = Answer.first(
                () -> check(tx, customer, request.now()),
                () -> passwords.change(
                        tx, customer.subscription(), customer.account().no(), PasswordKind.LOGIN, chosen));
        if (refusal.isEmpty()) {
            count(tx, customer.account(), request.now());
        }
        return refusal;
    }

    private static void count(Tx tx, Account account, Instant now) {
        int today = ServiceDay.number(now);
        tx.put(ACCOUNT, account.withResets(new Resets(today, account.resets().on(today) + 1)));
    }

    /** Generates a new login password, to be changed at the next login. */
    public Answer<Secret> reset(Tx tx, Request request) {
        var customer = subscribers.customer(tx, request.who());
        return Answer.unless(check(tx, customer, request.now()), () -> {
            var account = customer.account();
            var secret = passwords.reset(tx, customer.subscription(), account.no(), PasswordKind.LOGIN, request.key());
            count(tx, account, request.now());
            return Answer.done(secret);
        });
    }
}
