package cn.smspay.accounts.entry;

import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Notices;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.life.Passwords;
import cn.smspay.base.Secret;
import cn.smspay.store.Tx;
import java.util.Locale;
import java.util.Map;

/** A new password from an agent who has checked who asks (R 4.3): usable at once, and told by text (N04). */
public final class AgentResets {
    private final Subscribers subscribers;
    private final Passwords passwords;
    private final Notices notices;

    public AgentResets(Subscribers subscribers, Passwords passwords, Notices notices) {
        this.subscribers = subscribers;
        this.passwords = passwords;
        this.notices = notices;
    }

    /** Generates a password, which lifts the lock of the one before (S-132). */
    public Answer<Secret> reset(Tx tx, Request request, PasswordKind kind) {
        var customer = subscribers.customer(tx, request.who());
        return Answer.unless(customer.hasAccount(), () -> {
            var fresh = passwords.reset(
                    tx, customer.subscription(), customer.account().no(), kind, request.key());
            notices.say(
                    tx,
                    request.who(),
                    "password_reset",
                    Map.of("kind", kind.name().toLowerCase(Locale.ROOT) + "_password", "password", fresh.reveal()),
                    request.now());
            return Answer.done(fresh);
        });
    }
}
