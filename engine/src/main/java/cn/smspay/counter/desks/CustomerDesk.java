package cn.smspay.counter.desks;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.cases.Case;
import cn.smspay.accounts.cases.Cases;
import cn.smspay.accounts.customers.Account;
import cn.smspay.accounts.customers.Customer;
import cn.smspay.accounts.customers.Identities;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.Threads;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.books.ledger.StatementLine;
import cn.smspay.books.ledger.Statements;
import cn.smspay.counter.Act;
import cn.smspay.counter.ActContext;
import cn.smspay.counter.Approvals;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Counter;
import cn.smspay.counter.FourEyes;
import cn.smspay.counter.Key;
import cn.smspay.counter.Nothing;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import cn.smspay.counter.desks.CustomerCard.AccountCard;
import cn.smspay.counter.desks.CustomerCard.Lock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** Accounts, by hall, agent and site (R 4.2). */
public final class CustomerDesk {
    private static final int PAGE = 100;
    /** More than one person has open at a time. */
    private static final int CASES_MOST = 1_000;

    private static final Role[] STAFF = {Role.CLERK, Role.SUPERVISOR, Role.AGENT, Role.OPERATOR, Role.AUDITOR};
    private static final Act<Nothing> OPEN_REQUEST =
            Act.of("account.open-request", Nothing.class, Role.AGENT, Role.SYSTEM);
    private static final Act<Opened> OPEN = Act.of("account.open", Opened.class, Role.CLERK);
    private static final Act<CustomerCard> QUERY = Act.of("account.query", CustomerCard.class, STAFF);
    private static final Act<Balances> BALANCE =
            Act.of("account.balance", Balances.class, Role.TERMINAL, Role.CUSTOMER);
    private static final Act<Locks> LOCKS = Act.of("lock.query", Locks.class, STAFF);
    private static final Act<MovementPage> TRANSACTIONS = Act.of(
            "account.transactions",
            MovementPage.class,
            Role.CLERK,
            Role.SUPERVISOR,
            Role.AGENT,
            Role.OPERATOR,
            Role.AUDITOR,
            Role.CUSTOMER);
    private static final Act<Nothing> CLOSE =
            Act.of("account.close", Nothing.class, Role.CLERK, Role.AGENT, Role.CUSTOMER);
    private static final Act<Nothing> FREEZE =
            Act.of("account.freeze", Nothing.class, Role.AGENT, Role.SUPERVISOR, Role.OPERATOR);
    private static final Act<Nothing> UNFREEZE =
            Act.of("account.unfreeze", Nothing.class, Role.AGENT, Role.SUPERVISOR, Role.OPERATOR);
    private static final Act<Nothing> UPGRADE = Act.of("account.upgrade", Nothing.class, Role.CUSTOMER);

    private static final Act<Messages> MESSAGES = Act.of("account.messages", Messages.class, STAFF);
    private static final int TEXTS_SHOWN = 10;

    private final Counter counter;
    private final ThreadPoolExecutor texts = Threads.resting("texts-of-customers");
    private final Accounts accounts;
    private final Approvals approvals;
    private final Identities identities;
    private final FourEyes<Frozen, Nothing> unfreeze;

    CustomerDesk(Counter counter, Approvals approvals) {
        this.counter = counter;
        this.accounts = counter.accounts();
        this.approvals = approvals;
        this.identities = new Identities(counter.parts().vault());
        this.unfreeze = approvals.register(new FourEyes<>(
                UNFREEZE,
                Frozen.class,
                Set.of(Role.SUPERVISOR, Role.OPERATOR),
                (deal, frozen) -> isFrozen(deal) ? Optional.empty() : Optional.of(Reply.refused("not-frozen")),
                (deal, frozen) -> thaw(deal),
                (deal, frozen) -> List.of(FourEyes.ProposedChange.of("account", "frozen", "usable"))));
    }

    /** A new account; its passwords are on their way in two texts. */
    public record Opened(AccountNo account, boolean realName) {}

    /** How the passwords stand. */
    public record Locks(List<Lock> locks) {}

    /** What is to be unfrozen is the subject. */
    record Frozen() {}

    /**
     * Movements, newest first.
     *
     * @param next to be asked for behind this page; null if it is the last one
     */
    public record MovementPage(
            List<CustomerMovement> movements, @Nullable Long next) {}

    /** One posting. */
    public record CustomerMovement(
            long transfer, Instant at, String event, String pocket, String side, Fen amount, Fen balance) {
        static CustomerMovement of(StatementLine line) {
            return new CustomerMovement(
                    line.transfer().value(),
                    line.at(),
                    word(line.event()),
                    word(line.pocket()),
                    word(line.side()),
                    line.amount(),
                    line.balanceAfter());
        }
    }

    /** What somebody at a hall has shown (S-031). */
    public record PapersShown(boolean idChecked, boolean simPresent) {
        <T> Optional<Reply<T>> lacks() {
            if (!idChecked) {
                return Optional.of(Reply.refused("id-not-checked"));
            }
            return simPresent ? Optional.empty() : Optional.of(Reply.refused("sim-not-present"));
        }
    }

    /**
     * How a caller has proved to an agent who he is: by name and document, or by the carrier's service password.
     *
     * @param serviceChecked whether the agent's own system took the service password
     */
    public record Proof(@Nullable Secret name, @Nullable Secret idNumber, boolean serviceChecked) {}

    /** Sends the agreement by short message; the answer A opens the account (S-029). */
    public CompletableFuture<Reply<Nothing>> openRequest(Caller caller, Key key, Msisdn number) {
        return counter.act(caller, key, OPEN_REQUEST, Subject.number(number), deal -> {
            var refusal = accounts.openings().check(deal.tx(), deal.who());
            if (refusal.isEmpty()) {
                counter.parts().dialogues().begin(deal.tx(), deal.who(), "kt", "agree", caller.channel(), deal.now());
            }
            return Reply.of(refusal, Nothing.NOTHING);
        });
    }

    /** Opens at once for somebody who stands there with document and SIM (S-031). */
    public CompletableFuture<Reply<Opened>> openAtHall(Caller caller, Key key, Msisdn number, PapersShown shown) {
        return counter.act(
                caller,
                key,
                OPEN,
                Subject.number(number),
                deal -> shown.<Opened>lacks()
                        .orElseGet(() -> Reply.of(accounts.openings().open(deal.tx(), deal.request()), opened -> {
                            tell(
                                    deal,
                                    "opened_login",
                                    Map.of(
                                            "login_password",
                                            opened.loginPassword().reveal()));
                            tell(
                                    deal,
                                    "opened_pay",
                                    Map.of("pay_password", opened.payPassword().reveal()));
                            deal.note("account", opened.account());
                            return new Opened(
                                    opened.account(), customer(deal).account().isRealName());
                        })));
    }

    private void tell(ActContext deal, String notice, Map<String, String> values) {
        counter.parts().notices().say(deal.tx(), deal.who(), notice, values, deal.now());
    }

    private Customer customer(ActContext deal) {
        return accounts.subscribers().customer(deal.tx(), deal.who());
    }

    /** Everything about a customer on one card. */
    public CompletableFuture<Reply<CustomerCard>> query(Caller caller, Subject subject, String why) {
        return counter.look(caller, QUERY, subject, why, deal -> Reply.done(card(deal)));
    }

    private CustomerCard card(ActContext deal) {
        var customer = customer(deal);
        var s = customer.subscription();
        return new CustomerCard(
                s.msisdn().digits(),
                s.id().value(),
                s.generation(),
                s.province().name(),
                s.brand().name(),
                s.phone().phoneStatus().code(),
                word(s.phone().stopReason()),
                s.secondary(),
                s.blacklisted(),
                s.language(),
                identities.maskedName(deal.tx(), customer).orElse(null),
                identities.idType(deal.tx(), s.id()).map(CustomerDesk::word).orElse(null),
                s.profileComplete(),
                s.risk().withdrawalStreak(),
                s.risk().bindingMonth(),
                s.risk().bindings(),
                (int) Cases.of(deal.tx(), s.id(), CASES_MOST).stream()
                        .filter(each -> each.state() != Case.State.CLOSED)
                        .count(),
                customer.found() == null ? null : account(deal, customer.account()));
    }

    private AccountCard account(ActContext deal, Account account) {
        var bound = account.card();
        return new AccountCard(
                account.no(),
                word(account.status()),
                account.isRealName(),
                account.frozen(),
                account.openedAt(),
                word(account.openedBy()),
                held(deal, account, Pocket.CASH),
                held(deal, account, Pocket.CARD),
                held(deal, account, Pocket.WITHDRAWING),
                held(deal, account, Pocket.WALLET_PENDING),
                held(deal, account, Pocket.WALLET),
                bound == null ? null : bound.bank().name(),
                bound == null ? null : bound.tail(),
                account.openOrders(),
                locks(deal, account.no()));
    }

    private Fen held(ActContext deal, Account account, Pocket pocket) {
        return accounts.ledger().balance(deal.tx(), account.no(), pocket);
    }

    private List<Lock> locks(ActContext deal, AccountNo no) {
        return Arrays.stream(PasswordKind.values())
                .map(kind -> {
                    var standing = accounts.passwords().standing(deal.tx(), no, kind, deal.now());
                    return new Lock(kind, standing.set(), standing.wrong(), standing.until(), standing.mustChange());
                })
                .toList();
    }

    /** What an account holds, as far as its owner is told by any door. */
    public record Balances(Fen cash, Fen card, Fen transit) {}

    /** What CX says, for the SIM's menu (S-093). */
    public CompletableFuture<Reply<Balances>> balance(Caller caller, Subject customer) {
        return counter.look(
                caller,
                BALANCE,
                customer,
                "",
                deal -> Reply.of(
                        accounts.statement().balance(deal.tx(), deal.who()),
                        it -> new Balances(it.cash(), it.card(), it.transit())));
    }

    /** How the passwords of an account stand and until when. */
    public CompletableFuture<Reply<Locks>> locks(Caller caller, Msisdn number) {
        return counter.look(
                caller,
                LOCKS,
                Subject.number(number),
                "",
                deal -> withAccount(deal, account -> Reply.done(new Locks(locks(deal, account.no())))));
    }

    private <T> Reply<T> withAccount(ActContext deal, java.util.function.Function<Account, Reply<T>> then) {
        var account = customer(deal).found();
        return account == null ? Reply.refused(Refusal.of(Refusal.Reason.NO_ACCOUNT)) : then.apply(account);
    }

    /**
     * What happened to a customer's money on these days, whole days both, newest first.
     *
     * @param before the {@code next} of the page before; null for the first page
     */
    public CompletableFuture<Reply<MovementPage>> transactions(
            Caller caller, Subject subject, LocalDate first, LocalDate last, @Nullable Long before, String why) {
        return counter.look(caller, TRANSACTIONS, subject, why, deal -> {
            deal.note("from", first).note("to", last);
            if (last.isBefore(first)) {
                return Reply.refused("bad-dates");
            }
            return withAccount(deal, account -> {
                var lines = Statements.between(
                        deal.tx(),
                        account.no(),
                        first.atStartOfDay(ServiceDay.ZONE).toInstant(),
                        last.plusDays(1).atStartOfDay(ServiceDay.ZONE).toInstant(),
                        before == null ? Long.MAX_VALUE : before,
                        PAGE + 1,
                        Pocket.CASH,
                        Pocket.CARD);
                return Reply.done(page(lines));
            });
        });
    }

    /**
     * A text that went to the customer; what it says stays unsaid, for it may hold a password.
     *
     * @param template what it is about
     * @param state queued, sent, delivered, undelivered, refused, unknown or given-up
     * @param detail the SMSC's error or what else explains the state
     */
    public record MessageSeen(
            Instant at,
            String template,
            String state,
            @Nullable String detail) {}

    /** Newest first. */
    public record Messages(List<MessageSeen> messages) {}

    /** The last texts to a number and how far they have come; read beside the lane, for it may take a while. */
    public CompletableFuture<Reply<Messages>> messages(Caller caller, Msisdn number, String why) {
        return counter.<Messages>look(
                        caller, MESSAGES, Subject.number(number), why, deal -> Reply.done(new Messages(List.of())))
                .thenApplyAsync(
                        reply -> reply.fold(done -> Reply.done(messages(number)), no -> reply, pending -> reply),
                        texts);
    }

    private Messages messages(Msisdn number) {
        return new Messages(counter.parts().answers().lastTo(number, TEXTS_SHOWN).stream()
                .map(it -> new MessageSeen(it.decidedAt(), it.template(), word(it.state()), it.detail()))
                .toList());
    }

    /** Both postings of one transfer stand on one page. */
    private static MovementPage page(List<StatementLine> lines) {
        if (lines.size() <= PAGE) {
            return new MovementPage(lines.stream().map(CustomerMovement::of).toList(), null);
        }
        var first = lines.get(PAGE).transfer();
        var shown = lines.stream()
                .limit(PAGE)
                .filter(line -> !line.transfer().equals(first))
                .map(CustomerMovement::of)
                .toList();
        return new MovementPage(shown, shown.get(shown.size() - 1).transfer());
    }

    /** Closes for somebody who stands there with document and SIM (S-048). */
    public CompletableFuture<Reply<Nothing>> closeAtHall(Caller caller, Key key, Msisdn number, PapersShown shown) {
        return counter.act(
                caller,
                key,
                CLOSE,
                Subject.number(number),
                deal -> caller.roles().contains(Role.CLERK)
                        ? shown.<Nothing>lacks().orElseGet(() -> close(deal, Optional.empty()))
                        : Reply.refused("role"));
    }

    /** Closes for somebody who has proved to an agent who he is (S-049). */
    public CompletableFuture<Reply<Nothing>> closeByAgent(Caller caller, Key key, Msisdn number, Proof proof) {
        return counter.act(caller, key, CLOSE, Subject.number(number), deal -> {
            if (!caller.roles().contains(Role.AGENT)) {
                return Reply.refused("role");
            }
            deal.note("proof", proof.serviceChecked() ? "service-password" : "document");
            return isProved(deal, proof) ? close(deal, Optional.empty()) : Reply.refused("proof-wrong");
        });
    }

    /** Whether somebody has proved to an agent who he is; also for other acts of agents. */
    public boolean isProved(ActContext deal, Proof proof) {
        return proof.serviceChecked()
                || (proof.name() != null
                        && proof.idNumber() != null
                        && identities.isCalled(deal.tx(), deal.who(), proof.name(), proof.idNumber()));
    }

    /** Closes by the customer himself with the pay password (S-046). */
    public CompletableFuture<Reply<Nothing>> closeOnSite(Caller caller, Key key, Subject customer, Secret pin) {
        return counter.act(
                caller,
                key,
                CLOSE,
                customer,
                deal -> caller.roles().contains(Role.CUSTOMER) ? close(deal, Optional.of(pin)) : Reply.refused("role"));
    }

    private Reply<Nothing> close(ActContext deal, Optional<Secret> pin) {
        var request = pin.map(deal::request).orElseGet(deal::request);
        var refusal = accounts.closings().close(deal.tx(), request);
        if (refusal.isEmpty()) {
            tell(deal, "closed", Map.of());
        }
        return Reply.of(refusal, Nothing.NOTHING);
    }

    /** Stops all debits at once. */
    public CompletableFuture<Reply<Nothing>> freeze(Caller caller, Key key, Subject subject, String why) {
        return counter.act(caller, key, FREEZE, subject, why, deal -> {
            if (why.isBlank()) {
                return Reply.refused("reason-missing");
            }
            return accounts.lifecycle().freeze(deal.tx(), deal.who(), true)
                    ? Reply.done(Nothing.NOTHING)
                    : Reply.refused(Refusal.of(Refusal.Reason.NO_ACCOUNT));
        });
    }

    /** Proposes to let debits go on. */
    public CompletableFuture<Reply<Nothing>> unfreeze(Caller caller, Key key, Subject subject, String why) {
        return approvals.propose(caller, key, unfreeze, subject, new Frozen(), Map.of(), why);
    }

    private boolean isFrozen(ActContext deal) {
        var account = customer(deal).found();
        return account != null && account.frozen();
    }

    private Reply<Nothing> thaw(ActContext deal) {
        if (!isFrozen(deal)) {
            return Reply.refused("not-frozen");
        }
        accounts.lifecycle().freeze(deal.tx(), deal.who(), false);
        return Reply.done(Nothing.NOTHING);
    }

    /** Makes a real-name account of it on the site, with a code by short message (S-038). */
    public CompletableFuture<Reply<Nothing>> upgrade(Caller caller, Key key, Subject customer, Secret code) {
        return counter.act(
                caller,
                key,
                UPGRADE,
                customer,
                deal -> Reply.of(
                        accounts.entrance().acts().upgrade(deal.tx(), deal.who(), code, deal.now()), Nothing.NOTHING));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
