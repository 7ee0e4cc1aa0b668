package cn.smspay.counter.desks;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.entry.Entrance;
import cn.smspay.accounts.entry.Proof;
import cn.smspay.accounts.entry.Registrations;
import cn.smspay.accounts.entry.SecurityQuestion;
import cn.smspay.accounts.life.OneTimeCodes.Purpose;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.counter.Act;
import cn.smspay.counter.ActContext;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Counter;
import cn.smspay.counter.Key;
import cn.smspay.counter.Nothing;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import cn.smspay.store.Job;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Codes, logins, passwords and names (R 4.3). Limits count by the address of the caller, so a door must know it truly. */
public final class LoginDesk {
    private static final Logger LOG = LoggerFactory.getLogger(LoginDesk.class);
    private static final Act<Nothing> SEND = Act.of("code.send", Nothing.class, Role.CUSTOMER);
    private static final Act<Entered> TRY = Act.of("login.try", Entered.class, Role.CUSTOMER);
    private static final Act<Entered> REGISTER = Act.of("account.register", Entered.class, Role.CUSTOMER);
    private static final Act<Nothing> CHANGE_LOGIN = Act.of("login.change", Nothing.class, Role.CUSTOMER);
    private static final Act<Nothing> CHANGE_PAY = Act.of("pay.change", Nothing.class, Role.CUSTOMER, Role.TERMINAL);
    private static final Act<Nothing> RESET_LOGIN = Act.of("login.reset", Nothing.class, Role.CUSTOMER);
    private static final Act<Nothing> RESET_PAY = Act.of("pay.reset", Nothing.class, Role.CUSTOMER);
    private static final Act<Nothing> AGENT_LOGIN = Act.of("login.reset-by-agent", Nothing.class, Role.AGENT);
    private static final Act<Nothing> AGENT_PAY = Act.of("pay.reset-by-agent", Nothing.class, Role.AGENT);
    private static final Act<Nothing> OPERATION = Act.of("op.reset", Nothing.class, Role.AGENT);
    private static final Act<Nothing> QUESTION = Act.of("question.choose", Nothing.class, Role.CUSTOMER);
    private static final Act<Nothing> ALIAS = Act.of("alias.choose", Nothing.class, Role.CUSTOMER);
    private static final Act<Names> NAMES =
            Act.of("login.names", Names.class, Role.CUSTOMER, Role.AGENT, Role.OPERATOR);
    /** Of a name in the audit: enough to tell tries apart, too little to be a name. */
    private static final int SHOWN = 16;

    private final Counter counter;
    private final Accounts accounts;
    private final Entrance entrance;
    private final SessionDesk sessions;

    LoginDesk(Counter counter, SessionDesk sessions) {
        this.counter = counter;
        this.sessions = sessions;
        this.accounts = counter.accounts();
        this.entrance = accounts.entrance();
    }

    /**
     * Who has got in.
     *
     * @param mustChange whether nothing else is open to him until he has chosen another login password (S-113)
     */
    public record Entered(SubscriptionId who, AccountNo account, boolean mustChange) {}

    /**
     * How a customer gets in and back in.
     *
     * @param question null if none is chosen
     * @param blocked whether resets on the site are blocked today (S-128)
     */
    public record Names(
            @Nullable String alias, @Nullable SecurityQuestion question, boolean blocked, boolean mustChange) {}

    /** Sends a code; the reply is the same whoever has the number. */
    public CompletableFuture<Reply<Nothing>> sendCode(Caller caller, Msisdn number, Purpose purpose) {
        return counter.look(caller, SEND, new Subject.AnyNumber(number), "", deal -> {
            deal.note("purpose", purpose);
            return nothing(accounts.codes().send(deal.tx(), number, purpose, caller.address(), deal.now()));
        });
    }

    /** {@link #sendCode} for who is logged in, to his own number. */
    public CompletableFuture<Reply<Nothing>> sendCode(Caller caller, Subject customer, Purpose purpose) {
        return counter.look(caller, SEND, customer, "", deal -> {
            deal.note("purpose", purpose);
            return nothing(accounts.codes().send(deal.tx(), deal.who(), purpose, deal.now()));
        });
    }

    /** A try at a login password, by number or alias. */
    public CompletableFuture<Reply<Entered>> enter(Caller caller, String name, Secret password) {
        var print = counter.parts()
                .vault()
                .keyedHash(new Secret(name), "login name")
                .substring(0, SHOWN);
        return counter.look(
                caller,
                TRY,
                Subject.thing("login", print),
                "",
                deal -> Reply.of(
                        entrance.logins().attempt(deal.tx(), name, password, caller.address(), deal.now()),
                        entered -> new Entered(entered.who(), entered.account(), entered.mustChange())));
    }

    /** Opens an account on the site (S-025). */
    public CompletableFuture<Reply<Entered>> register(Caller caller, Key key, Registrations.Form form) {
        return counter.act(caller, key, REGISTER, new Subject.AnyNumber(form.number()), deal -> {
            deal.note("agreement", form.agreement());
            return Reply.of(
                    entrance.registrations().register(deal.tx(), form, deal.key(), caller.address(), deal.now()),
                    opened -> new Entered(opened.who(), opened.account(), false));
        });
    }

    /** What is wrong with a registration by itself, before a code is sent for it. */
    public Optional<Refusal> check(Registrations.Form form) {
        return entrance.registrations().check(form);
    }

    /** Another login password; also the change that the first login forces (S-113). */
    public CompletableFuture<Reply<Nothing>> changeLogin(
            Caller caller, Key key, Subject customer, Secret present, Secret chosen) {
        return changeLogin(caller, key, customer, present, chosen, "");
    }

    /** @param session that goes on; all others of the customer end with the old password */
    public CompletableFuture<Reply<Nothing>> changeLogin(
            Caller caller, Key key, Subject customer, Secret present, Secret chosen, String session) {
        return change(caller, key, CHANGE_LOGIN, customer, PasswordKind.LOGIN, present, chosen, session);
    }

    public CompletableFuture<Reply<Nothing>> changePay(
            Caller caller, Key key, Subject customer, Secret present, Secret chosen) {
        return changePay(caller, key, customer, present, chosen, "");
    }

    /** @param session that goes on; all others of the customer end */
    public CompletableFuture<Reply<Nothing>> changePay(
            Caller caller, Key key, Subject customer, Secret present, Secret chosen, String session) {
        return change(caller, key, CHANGE_PAY, customer, PasswordKind.PAY, present, chosen, session);
    }

    private CompletableFuture<Reply<Nothing>> change(
            Caller caller,
            Key key,
            Act<Nothing> act,
            Subject customer,
            PasswordKind kind,
            Secret present,
            Secret chosen,
            String session) {
        return did(caller, key, act, customer, deal -> {
            var no = entrance.passwords().change(deal.tx(), deal.who(), kind, present, chosen, deal.now());
            if (no.isEmpty()) {
                sessions.changed(deal.tx(), deal.who(), session);
            }
            return no;
        });
    }

    /** A new login password for who has the phone, and the answer if there is a question. */
    public CompletableFuture<Reply<Nothing>> resetLogin(
            Caller caller, Key key, Msisdn number, Secret code, Optional<Secret> answer, Secret chosen) {
        return did(
                caller,
                key,
                RESET_LOGIN,
                new Subject.AnyNumber(number),
                deal -> entrance.passwords()
                        .resetLogin(deal.tx(), number, code, answer, chosen, deal.key(), caller.address(), deal.now()));
    }

    /** A new payment password for who is logged in, has the phone and knows the answer (S-126, S-128). */
    public CompletableFuture<Reply<Nothing>> resetPay(
            Caller caller, Key key, Subject customer, Secret code, Optional<Secret> answer, Secret chosen) {
        return did(
                caller,
                key,
                RESET_PAY,
                customer,
                deal -> entrance.passwords().resetPay(deal.tx(), deal.who(), code, answer, chosen, deal.now()));
    }

    /** A new password, told to the phone alone, for who has proved to an agent who he is (S-120, S-127). */
    public CompletableFuture<Reply<Nothing>> resetByAgent(
            Caller caller, Key key, Msisdn number, PasswordKind kind, Proof proof) {
        return did(
                caller,
                key,
                kind == PasswordKind.PAY ? AGENT_PAY : AGENT_LOGIN,
                Subject.number(number),
                deal -> entrance.resets().byAgent(deal.tx(), deal.request(), kind, proof));
    }

    /**
     * The wallet's operation password back to the first one (S-171); the card is told at its next contact.
     *
     * @param ownPhone whether the customer calls from the phone itself
     */
    public CompletableFuture<Reply<Nothing>> resetOperation(
            Caller caller, Key key, Msisdn number, Proof.Papers papers, boolean ownPhone) {
        return did(
                caller,
                key,
                OPERATION,
                Subject.number(number),
                deal -> entrance.resets()
                        .operation(
                                deal.tx(),
                                deal.request(),
                                papers,
                                ownPhone,
                                (tx, who, now) -> accounts.wallet().wallets().resetOperationPassword(tx, who)));
    }

    /** Chooses a security question. */
    public CompletableFuture<Reply<Nothing>> chooseQuestion(
            Caller caller, Key key, Subject customer, Secret pin, SecurityQuestion question, Secret answer) {
        return did(
                caller,
                key,
                QUESTION,
                customer,
                deal -> entrance.passwords().chooseQuestion(deal.tx(), deal.who(), pin, question, answer, deal.now()));
    }

    /** Chooses another alias; the one before is kept from others for half a year. */
    public CompletableFuture<Reply<Nothing>> chooseAlias(Caller caller, Key key, Subject customer, String alias) {
        return did(caller, key, ALIAS, customer, deal -> {
            var account = accounts.subscribers().customer(deal.tx(), deal.who()).found();
            return account == null
                    ? Optional.of(Refusal.of(Refusal.Reason.NO_ACCOUNT))
                    : entrance.aliases().set(deal.tx(), account.no(), alias, deal.now());
        });
    }

    /** How a customer gets in and back in. */
    public CompletableFuture<Reply<Names>> names(Caller caller, Subject customer) {
        return counter.look(caller, NAMES, customer, "", deal -> {
            var account = accounts.subscribers().customer(deal.tx(), deal.who()).found();
            if (account == null) {
                return Reply.refused(Refusal.of(Refusal.Reason.NO_ACCOUNT));
            }
            return Reply.done(new Names(
                    entrance.aliases().of(deal.tx(), account.no()).orElse(null),
                    entrance.answers().question(deal.tx(), account.no()).orElse(null),
                    entrance.answers()
                            .isNotBlocked(deal.tx(), account.no(), deal.now())
                            .isPresent(),
                    accounts.passwords().mustChange(deal.tx(), account.no())));
        });
    }

    private CompletableFuture<Reply<Nothing>> did(
            Caller caller, Key key, Act<Nothing> act, Subject subject, Function<ActContext, Optional<Refusal>> rule) {
        return counter.act(caller, key, act, subject, deal -> nothing(rule.apply(deal)));
    }

    private static Reply<Nothing> nothing(Optional<Refusal> refusal) {
        return Reply.of(refusal, Nothing.NOTHING);
    }

    /** Drops codes and tries that count no more. */
    void forget() {
        counter.parts()
                .lane()
                .submit(Job.of(
                        this,
                        tx -> accounts.codes()
                                        .forget(tx, counter.parts().clock().instant())
                                + entrance.logins()
                                        .forget(tx, counter.parts().clock().instant())))
                .whenComplete((done, fault) -> {
                    if (fault != null) {
                        LOG.error("old codes and tries could not be dropped; it is tried again", fault);
                    }
                });
    }
}
