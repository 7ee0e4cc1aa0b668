package cn.smspay.accounts.entry;

import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.customers.Subscription;
import cn.smspay.accounts.life.LoginResets;
import cn.smspay.accounts.life.OneTimeCodes;
import cn.smspay.accounts.life.OneTimeCodes.Purpose;
import cn.smspay.accounts.life.Passwords;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Channel;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Optional;

/** What customers do about their own passwords on the site and in the handset's menu (R 4.3). */
public final class OwnPasswords {
    private final Subscribers subscribers;
    private final Passwords passwords;
    private final LoginResets loginResets;
    private final OneTimeCodes codes;
    private final SecurityAnswers answers;

    OwnPasswords(EntryParts parts, SecurityAnswers answers) {
        this.subscribers = parts.subscribers();
        this.passwords = parts.passwords();
        this.loginResets = parts.loginResets();
        this.codes = parts.codes();
        this.answers = answers;
    }

    /**
     * Another password instead of the present one, which has to be given: a wrong one counts like any other try. Also the
     * change that the first login forces (S-113).
     */
    public Optional<Refusal> change(
            Tx tx, SubscriptionId who, PasswordKind kind, Secret present, Secret chosen, Instant now) {
        var customer = subscribers.customer(tx, who);
        var account = customer.found();
        if (account == null) {
            return customer.hasAccount();
        }
        return Answer.first(
                () -> passwords.isFit(kind, chosen, customer.subscription().msisdn()),
                () -> passwords.attempt(tx, account.no(), kind, present, now),
                () -> passwords.change(tx, customer.subscription(), account.no(), kind, chosen));
    }

    /** Chooses a security question; the payment password proves who wants to (S-129). */
    public Optional<Refusal> chooseQuestion(
            Tx tx, SubscriptionId who, Secret pin, SecurityQuestion question, Secret answer, Instant now) {
        var customer = subscribers.customer(tx, who);
        return Answer.first(
                customer::hasAccount,
                () -> answers.isFit(answer),
                () -> passwords.attempt(tx, customer.account().no(), PasswordKind.PAY, pin, now),
                () -> answers.set(tx, customer.account().no(), question, answer, now));
    }

    /**
     * A new login password for who has the phone, and knows the answer if there is a question. A locked one is reset by 10086
     * alone (S-133). Nobody learns here whether a number has an account.
     *
     * @param answer to the security question, which is wanted if the customer has one
     * @param address where the wish comes from
     */
    public Optional<Refusal> resetLogin(
            Tx tx,
            Msisdn number,
            Secret code,
            Optional<Secret> answer,
            Secret chosen,
            String key,
            String address,
            Instant now) {
        var refusal = Answer.first(
                () -> passwords.isFit(PasswordKind.LOGIN, chosen, number),
                () -> codes.check(tx, number, Purpose.RESET_LOGIN, code, address, now));
        if (refusal.isPresent()) {
            return refusal;
        }
        // The code was right, so the number is somebody's.
        var owner = subscribers.find(tx, number).orElseThrow();
        var request = new Request(owner.id(), Channel.WEB, key, Optional.empty(), now);
        return Answer.first(
                () -> loginResets.check(tx, owner.id(), now),
                () -> proven(tx, owner, answer, now),
                () -> loginResets.choose(tx, request, chosen),
                () -> codes.use(tx, number, Purpose.RESET_LOGIN, code, "", now));
    }

    private Optional<Refusal> proven(Tx tx, Subscription owner, Optional<Secret> answer, Instant now) {
        var account = subscribers.customer(tx, owner.id()).account().no();
        return answers.question(tx, account).isEmpty()
                ? answers.isNotBlocked(tx, account, now)
                : answered(tx, account, answer, now);
    }

    /** An answer that was left out is no wrong one. */
    private Optional<Refusal> answered(Tx tx, AccountNo account, Optional<Secret> answer, Instant now) {
        if (answer.isPresent()) {
            return answers.attempt(tx, account, answer.get(), now);
        }
        return Optional.of(
                answers.question(tx, account).isEmpty()
                        ? Refusal.of(Reason.NO_QUESTION)
                        : Refusal.of(Reason.ANSWER_WRONG, "left", answers.left(tx, account, now)));
    }

    /**
     * A new payment password for who is logged in, has the phone and knows the answer (S-126, S-128). Sets the first one of an
     * account that was taken over without, for which the phone is enough.
     */
    public Optional<Refusal> resetPay(
            Tx tx, SubscriptionId who, Secret code, Optional<Secret> answer, Secret chosen, Instant now) {
        var customer = subscribers.customer(tx, who);
        var owner = customer.subscription();
        return Answer.first(
                customer::hasAccount,
                () -> passwords.isFit(PasswordKind.PAY, chosen, owner.msisdn()),
                () -> isNotLocked(tx, who, now),
                () -> answers.isNotBlocked(tx, customer.account().no(), now),
                () -> codes.check(tx, owner.msisdn(), Purpose.RESET_PAY, code, "", now),
                () -> Passwords.isSet(tx, customer.account().no(), PasswordKind.PAY)
                        ? answered(tx, customer.account().no(), answer, now)
                        : Optional.empty(),
                () -> passwords.change(tx, owner, customer.account().no(), PasswordKind.PAY, chosen),
                () -> codes.use(tx, owner.msisdn(), Purpose.RESET_PAY, code, "", now));
    }

    private Optional<Refusal> isNotLocked(Tx tx, SubscriptionId who, Instant now) {
        var account = subscribers.customer(tx, who).account().no();
        return passwords
                .lockedUntil(tx, account, PasswordKind.PAY, now)
                .map(until -> Refusal.of(Reason.PIN_LOCKED, "until", until));
    }
}
