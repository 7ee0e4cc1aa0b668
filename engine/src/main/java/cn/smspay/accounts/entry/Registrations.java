package cn.smspay.accounts.entry;

import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.life.OneTimeCodes;
import cn.smspay.accounts.life.OneTimeCodes.Purpose;
import cn.smspay.accounts.life.Openings;
import cn.smspay.accounts.life.Passwords;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Channel;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Optional;

/** Opening an account on the site (S-025): the code proves the phone, so nothing is answered by short message. */
public final class Registrations {
    private final Subscribers subscribers;
    private final OneTimeCodes codes;
    private final Openings openings;
    private final Passwords passwords;
    private final Aliases aliases;
    private final SecurityAnswers answers;
    private final String agreement;

    Registrations(EntryParts parts, Aliases aliases, SecurityAnswers answers, String agreement) {
        this.subscribers = parts.subscribers();
        this.codes = parts.codes();
        this.openings = parts.openings();
        this.passwords = parts.passwords();
        this.aliases = aliases;
        this.answers = answers;
        this.agreement = agreement;
    }

    /**
     * What a customer fills in.
     *
     * @param agreement the version of the customer agreement that he was shown and accepted (S-026)
     */
    public record Form(
            Msisdn number,
            Secret code,
            String agreement,
            Secret login,
            Secret pay,
            SecurityQuestion question,
            Secret answer,
            String alias) {}

    /** Who has an account now. */
    public record Registered(SubscriptionId who, AccountNo account) {}

    /** What is wrong with a form by itself, so that no code is used up on it. */
    public Optional<Refusal> check(Form form) {
        return Answer.first(
                () -> refuse(!form.agreement().equals(agreement), Reason.NOT_ACCEPTED),
                () -> passwords.isFit(PasswordKind.LOGIN, form.login(), form.number()),
                () -> passwords.isFit(PasswordKind.PAY, form.pay(), form.number()),
                () -> refuse(form.login().equals(form.pay()), Reason.SAME_PASSWORD),
                () -> answers.isFit(form.answer()),
                () -> aliases.isFit(form.alias()));
    }

    private static Optional<Refusal> refuse(boolean when, Reason reason) {
        return when ? Optional.of(Refusal.of(reason)) : Optional.empty();
    }

    /**
     * Opens an account under the passwords that its holder has chosen. What is known of number and name is told only to who
     * has the code.
     *
     * @param key names this registration for ever
     * @param address where it came from
     */
    public Answer<Registered> register(Tx tx, Form form, String key, String address, Instant now) {
        var refusal = Answer.first(
                () -> check(form),
                () -> codes.check(tx, form.number(), Purpose.REGISTER, form.code(), address, now),
                () -> aliases.isFree(tx, form.alias(), Optional.empty(), now));
        return Answer.unless(refusal, () -> {
            var owner = subscribers.find(tx, form.number()).orElseThrow();
            var request = new Request(owner.id(), Channel.WEB, key, Optional.empty(), now);
            return openings.takeOver(tx, request)
                    .fold(
                            account -> {
                                // Slow work: the transaction may be given up here and run again with the hashes at
                                // hand.
                                must(passwords.change(tx, owner, account, PasswordKind.LOGIN, form.login()));
                                must(passwords.change(tx, owner, account, PasswordKind.PAY, form.pay()));
                                must(answers.set(tx, account, form.question(), form.answer(), now));
                                must(aliases.set(tx, account, form.alias(), now));
                                must(codes.use(tx, form.number(), Purpose.REGISTER, form.code(), "", now));
                                return Answer.done(new Registered(owner.id(), account));
                            },
                            Answer::refused);
        });
    }

    /** All of it was looked at before: what is refused now is a fault of ours, and undoes everything. */
    private static void must(Optional<Refusal> refusal) {
        refusal.ifPresent(it -> {
            throw new IllegalStateException("a registration that was looked at is refused: " + it.reason());
        });
    }
}
