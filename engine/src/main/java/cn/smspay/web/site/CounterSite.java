package cn.smspay.web.site;

import static cn.smspay.accounts.customers.AccountTables.BILL;
import static cn.smspay.accounts.customers.AccountTables.CARD_BRANCH;
import static cn.smspay.accounts.customers.AccountTables.PURCHASE;
import static cn.smspay.accounts.customers.AccountTables.WITHDRAWAL;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.banks.TopUpOrder;
import cn.smspay.accounts.customers.Account;
import cn.smspay.accounts.customers.AccountTables.BillOrder;
import cn.smspay.accounts.customers.AccountTables.BillStatus;
import cn.smspay.accounts.customers.AccountTables.WithdrawalOrder;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Customer;
import cn.smspay.accounts.customers.Identities;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.entry.Registrations;
import cn.smspay.accounts.life.BankCards;
import cn.smspay.accounts.life.OneTimeCodes;
import cn.smspay.accounts.payments.OrderNumbers;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.OrderId;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.TransferId;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Line;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.books.ledger.StatementLine;
import cn.smspay.books.ledger.Statements;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Counter;
import cn.smspay.counter.Key;
import cn.smspay.counter.Nothing;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import cn.smspay.counter.desks.BankDesk;
import cn.smspay.counter.desks.Desks;
import cn.smspay.counter.desks.LoginDesk;
import cn.smspay.counter.desks.MerchantDesk;
import cn.smspay.counter.desks.SessionDesk;
import cn.smspay.counter.desks.WalletDesk;
import cn.smspay.net.http.SessionKeeper;
import cn.smspay.store.Job;
import cn.smspay.store.Tx;
import cn.smspay.web.page.KeptSessions;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The site's functions on the counter: each act is one input of the lane, under the key that came with the form. What a customer
 * sees of his own things is no look of the staff and leaves no audit row. Thread-safe.
 */
public final class CounterSite implements SiteService {
    private static final Pocket[] SHOWN = {Pocket.CASH, Pocket.CARD};
    private static final int LAST = 3;
    private static final int BINDINGS_A_MONTH = 3;
    private static final int MONTHS = 100;
    /** Of which the wallet's page tells. */
    private static final int WALLET_DAYS = 90;

    private static final DateTimeFormatter CARD_TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

    private final Counter counter;
    private final Desks desks;
    private final Accounts accounts;
    private final Identities identities;
    private final OrderNumbers numbers;

    public CounterSite(Desks desks) {
        this.desks = desks;
        this.counter = desks.counter();
        this.accounts = counter.accounts();
        this.identities = new Identities(counter.parts().vault());
        this.numbers = new OrderNumbers(counter.parts().vault());
    }

    /** Where the site's logins outlive the program. */
    public static SessionKeeper sessions(Desks desks) {
        return new KeptSessions(desks.sessions(), SessionDesk.SITE);
    }

    @Override
    public Set<Function> functions() {
        return desks.banks().open().isEmpty()
                ? EnumSet.complementOf(EnumSet.of(Function.BANK_TOP_UP))
                : EnumSet.allOf(Function.class);
    }

    // --- how it gets into the lane

    private static Caller caller(String name, Visitor from) {
        return Caller.of(Channel.WEB, name, from.address(), Role.CUSTOMER);
    }

    private static Caller caller(Member who, Visitor from) {
        return caller("customer-" + who.id(), from);
    }

    /** The same word with the same request is the same act; what was asked for is part of the key, secrets too. */
    private static Key key(Caller caller, String word, @Nullable Object... request) {
        return Key.of(caller, word, print(Arrays.asList(request)));
    }

    private static Subject subject(Member who) {
        return Subject.customer(who.id());
    }

    /** What a desk has answered, and then a look at what came of it; the act stands whatever the look says. */
    private static <A, T> CompletionStage<Reply<T>> then(
            CompletionStage<Reply<A>> answer, java.util.function.Function<A, CompletionStage<Reply<T>>> look) {
        return answer.thenCompose(reply -> reply.fold(
                done -> look.apply(done.value()),
                no -> CompletableFuture.completedFuture(Reply.refused(no.reason(), no.facts())),
                pending -> CompletableFuture.completedFuture(Reply.refused("busy"))));
    }

    /** A look behind an act waits for room in the lane: an act that is done is never called refused. */
    private <T> CompletionStage<Reply<T>> after(Object key, java.util.function.Function<Tx, T> question) {
        return counter.parts().lane().submit(Job.of(key, tx -> Reply.done(question.apply(tx))));
    }

    private static String print(List<?> request) {
        var text = new StringBuilder();
        for (var part : request) {
            var value = part instanceof Secret secret ? secret.reveal() : String.valueOf(part);
            text.append(value.length()).append(':').append(value);
        }
        return text.toString();
    }

    private <T> CompletableFuture<Reply<T>> read(Object key, java.util.function.Function<Tx, Reply<T>> question) {
        return counter.parts()
                .lane()
                .guest(Job.of(key, question))
                .orElseGet(() -> CompletableFuture.completedFuture(Reply.refused("busy")));
    }

    private <T> CompletableFuture<Reply<T>> read(Member who, java.util.function.Function<Tx, Reply<T>> question) {
        return read(Subject.customer(who.id()), question);
    }

    private Instant now() {
        return counter.parts().clock().instant();
    }

    private static Reply<Nothing> nothing(Optional<Refusal> refusal) {
        return Reply.of(refusal, Nothing.NOTHING);
    }

    // --- who somebody is

    @Override
    public CompletionStage<Reply<Nothing>> sendCode(Visitor from, Msisdn to, CodeFor purpose) {
        return desks.logins().sendCode(caller("visitor", from), to, OneTimeCodes.Purpose.valueOf(purpose.name()));
    }

    @Override
    public CompletionStage<Reply<Login>> login(Visitor from, String name, Secret password) {
        return then(desks.logins().enter(caller("visitor", from), name, password), this::in);
    }

    private CompletionStage<Reply<Login>> in(LoginDesk.Entered entered) {
        return after(entered.who(), tx -> new Login(member(tx, entered.who()), entered.mustChange()));
    }

    @Override
    public CompletionStage<Reply<Login>> present(String session) {
        return desks.sessions().customer(session, (tx, it) -> new Login(member(tx, it.who()), it.mustChange()));
    }

    private Member member(Tx tx, SubscriptionId who) {
        var subscription = accounts.subscribers().get(tx, who);
        return new Member(
                who, subscription.msisdn().digits(), subscription.phone().phoneStatus() == PhoneStatus.CANCELLED);
    }

    @Override
    public CompletionStage<Reply<Login>> register(Visitor from, String word, Registration wanted) {
        var caller = caller("newcomer", from);
        var key = key(
                caller,
                word,
                wanted.number(),
                wanted.code(),
                wanted.login(),
                wanted.pay(),
                wanted.question(),
                wanted.answer(),
                wanted.alias());
        return then(desks.logins().register(caller, key, form(wanted)), this::in);
    }

    private static Registrations.Form form(Registration wanted) {
        return new Registrations.Form(
                wanted.number(),
                wanted.code(),
                wanted.agreement(),
                wanted.login(),
                wanted.pay(),
                Questions.of(wanted.question()),
                wanted.answer(),
                wanted.alias());
    }

    @Override
    public CompletionStage<Reply<Nothing>> changeLogin(
            Member who, Visitor from, String word, Secret old, Secret chosen) {
        var caller = caller(who, from);
        return desks.logins()
                .changeLogin(
                        caller, key(caller, word, "login", old, chosen), subject(who), old, chosen, from.session());
    }

    @Override
    public CompletionStage<Reply<Nothing>> changePay(Member who, Visitor from, String word, Secret old, Secret chosen) {
        var caller = caller(who, from);
        return desks.logins()
                .changePay(caller, key(caller, word, "pay", old, chosen), subject(who), old, chosen, from.session());
    }

    @Override
    public List<Integer> questions() {
        return Questions.ALL;
    }

    @Override
    public CompletionStage<Reply<Question>> question(Visitor from, Msisdn number) {
        return read(
                number,
                tx -> Reply.done(new Question(accounts.subscribers()
                        .find(tx, number)
                        .flatMap(it -> Optional.ofNullable(it.account()))
                        .flatMap(no -> accounts.entrance().answers().question(tx, no))
                        .map(Questions::number)
                        .orElseGet(() -> made(number)))));
    }

    /** Always the same for a number, so that asking twice tells nothing. */
    private int made(Msisdn number) {
        var hash = counter.parts().vault().keyedHash(new Secret(number.digits()), "question");
        return 1 + Character.digit(hash.charAt(0), 16) * Questions.ALL.size() / 16;
    }

    @Override
    public CompletionStage<Reply<Nothing>> resetLogin(Visitor from, String word, Reset wanted) {
        var caller = caller("visitor", from);
        return desks.logins()
                .resetLogin(
                        caller,
                        key(caller, word, wanted),
                        wanted.number(),
                        wanted.code(),
                        answer(wanted),
                        wanted.chosen());
    }

    @Override
    public CompletionStage<Reply<Nothing>> resetPay(Member who, Visitor from, String word, Reset wanted) {
        var caller = caller(who, from);
        return desks.logins()
                .resetPay(
                        caller,
                        key(caller, word, wanted),
                        subject(who),
                        wanted.code(),
                        answer(wanted),
                        wanted.chosen());
    }

    private static Key key(Caller caller, String word, Reset wanted) {
        return key(caller, word, wanted.number(), wanted.code(), wanted.answer(), wanted.chosen());
    }

    private static Optional<Secret> answer(Reset wanted) {
        return Optional.of(wanted.answer()).filter(it -> !it.reveal().isEmpty());
    }

    @Override
    public CompletionStage<Reply<Nothing>> setQuestion(
            Member who, Visitor from, String word, int question, Secret answer, Secret pay) {
        var caller = caller(who, from);
        return desks.logins()
                .chooseQuestion(
                        caller,
                        key(caller, word, question, answer, pay),
                        subject(who),
                        pay,
                        Questions.of(question),
                        answer);
    }

    @Override
    public CompletionStage<Reply<Nothing>> setAlias(Member who, Visitor from, String word, String alias) {
        var caller = caller(who, from);
        return desks.logins().chooseAlias(caller, key(caller, word, alias), subject(who), alias);
    }

    private <T> Reply<T> withAccount(Tx tx, SubscriptionId who, java.util.function.Function<Account, Reply<T>> then) {
        var account = accounts.subscribers().customer(tx, who).found();
        return account == null ? Reply.refused(Refusal.of(Refusal.Reason.NO_ACCOUNT)) : then.apply(account);
    }

    // --- what he has

    @Override
    public CompletionStage<Reply<Overview>> overview(Member who, Visitor from) {
        return read(who, tx -> withAccount(tx, who.id(), account -> Reply.done(overview(tx, who, account))));
    }

    private Overview overview(Tx tx, Member who, Account account) {
        var customer = accounts.subscribers().customer(tx, who.id());
        var no = account.no();
        var lines = accounts.ledger().newest(tx, no, LAST, Pocket.CASH, Pocket.CARD);
        return new Overview(
                held(tx, no, Pocket.CASH),
                held(tx, no, Pocket.CARD),
                held(tx, no, Pocket.WITHDRAWING),
                accounts.wallet()
                        .views()
                        .balance(tx, who.id())
                        .map(it -> new Wallet(it.shadow(), it.pending(), it.asOf(), null, List.of()))
                        .orElse(null),
                account.isRealName(),
                account.isRealName() ? identities.maskedName(tx, customer).orElse("") : "",
                bound(tx, customer),
                bindingsLeft(customer),
                account.frozen(),
                accounts.passwords()
                        .lockedUntil(tx, no, PasswordKind.PAY, now())
                        .orElse(null),
                accounts.entrance().answers().question(tx, no).isPresent(),
                accounts.entrance().aliases().of(tx, no).orElse(""),
                lines.stream().map(line -> movement(tx, line)).toList(),
                now());
    }

    private Fen held(Tx tx, AccountNo no, Pocket pocket) {
        return accounts.ledger().balance(tx, no, pocket);
    }

    private @Nullable BoundCard bound(Tx tx, Customer customer) {
        var card = customer.account().card();
        return card == null ? null : bound(tx, customer, card.bank(), card.tail());
    }

    private BoundCard bound(Tx tx, Customer customer, BankCode bank, String tail) {
        return new BoundCard(
                bank,
                tail,
                tx.find(CARD_BRANCH, customer.account().no())
                        .map(it -> it.branch())
                        .orElse(null),
                identities.maskedName(tx, customer).orElse(null));
    }

    private int bindingsLeft(Customer customer) {
        var risk = customer.subscription().risk();
        var today = ServiceDay.date(now());
        boolean thisMonth = risk.bindingMonth() == today.getYear() * MONTHS + today.getMonthValue();
        return Math.max(0, BINDINGS_A_MONTH - (thisMonth ? risk.bindings() : 0));
    }

    private Movement movement(Tx tx, StatementLine line) {
        var id = new OrderId(line.transfer().value());
        var amount = line.side() == Line.Side.CREDIT
                ? line.amount()
                : new Fen(-line.amount().fen());
        var about = About.of(tx, accounts, line.event(), id);
        return new Movement(
                OrderNumbers.shown(about.number(), id),
                line.at(),
                word(line.event()),
                about.with(),
                about.card(),
                line.pocket() == Pocket.CARD ? "card" : line.pocket() == Pocket.CASH ? "cash" : "wallet",
                amount,
                line.balanceAfter(),
                about.state());
    }

    /** What is known of the order behind a movement. */
    private record About(
            @Nullable String number, String with, @Nullable BoundCard card, String state) {
        private static final About NOTHING = new About(null, "", null, "done");

        static About of(Tx tx, Accounts accounts, Event event, OrderId id) {
            return switch (event) {
                case WITHDRAWAL -> tx.find(WITHDRAWAL, id).map(About::of).orElse(NOTHING);
                case BILL -> tx.find(BILL, id).map(About::of).orElse(NOTHING);
                case PURCHASE ->
                    tx.find(PURCHASE, id)
                            .map(it -> new About(
                                    it.number(),
                                    accounts.merchants()
                                            .find(tx, it.merchant())
                                            .map(merchant -> merchant.name())
                                            .orElse(it.merchant()),
                                    null,
                                    "done"))
                            .orElse(NOTHING);
                default -> NOTHING;
            };
        }

        static About of(WithdrawalOrder order) {
            var state = switch (order.status()) {
                case SUBMITTED -> "waiting";
                case PAID -> "done";
                case RETURNED -> "returned";
            };
            return new About(order.number(), "", new BoundCard(order.bank(), order.tail(), null, null), state);
        }

        static About of(BillOrder order) {
            var digits = order.payee().digits();
            return new About(
                    order.number(),
                    cn.smspay.web.page.DisplayFormat.number(digits),
                    null,
                    order.status() == BillStatus.RETURNED
                            ? "returned"
                            : order.status() == BillStatus.PAID ? "done" : "waiting");
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public CompletionStage<Reply<History>> history(
            Member who, Visitor from, LocalDate first, LocalDate last, int skip, int most) {
        return read(
                who,
                tx -> withAccount(tx, who.id(), account -> {
                    if (first.isAfter(last)) {
                        return Reply.refused("bad-dates");
                    }
                    var start = first.atStartOfDay(ServiceDay.ZONE).toInstant();
                    var to = last.plusDays(1).atStartOfDay(ServiceDay.ZONE).toInstant();
                    var sums = Statements.sums(tx, account.no(), start, to, SHOWN);
                    var rows =
                            Statements.between(tx, account.no(), start, to, Long.MAX_VALUE, skip + most, SHOWN).stream()
                                    .skip(skip)
                                    .map(line -> movement(tx, line))
                                    .toList();
                    return Reply.done(new History(
                            sums.in(),
                            sums.ins(),
                            new Fen(-sums.out().fen()),
                            sums.outs(),
                            rows,
                            sums.ins() + sums.outs()));
                }));
    }

    @Override
    public CompletionStage<Reply<Movement>> movement(Member who, Visitor from, String number) {
        return read(
                who,
                tx -> withAccount(
                        tx,
                        who.id(),
                        account -> number(tx, number)
                                .flatMap(transfer -> Arrays.stream(SHOWN)
                                        .flatMap(pocket ->
                                                accounts.ledger().line(tx, account.no(), pocket, transfer).stream())
                                        .findFirst())
                                .map(line -> Reply.done(movement(tx, line)))
                                .orElseGet(() -> Reply.refused("not-found"))));
    }

    /** A number of an order, or what stands for one where there is no order. */
    private Optional<TransferId> number(Tx tx, String number) {
        return numbers.find(tx, number)
                .map(order -> new TransferId(order.value()))
                .or(() -> Optional.of(number)
                        .filter(text -> text.matches("[0-9]{14,18}"))
                        .map(text -> new TransferId(Long.parseLong(text))));
    }

    @Override
    public CompletionStage<Reply<Wallet>> wallet(Member who, Visitor from) {
        var caller = caller(who, from);
        var yesterday = ServiceDay.date(now()).minusDays(1);
        return then(
                desks.wallets().query(caller, subject(who), ""),
                page -> then(
                        desks.wallets().history(caller, subject(who), yesterday.minusDays(WALLET_DAYS), yesterday, ""),
                        history -> CompletableFuture.completedFuture(Reply.done(wallet(page, history)))));
    }

    private static Wallet wallet(WalletDesk.Page page, WalletDesk.History history) {
        return new Wallet(
                page.shadow(),
                page.pending(),
                page.asOf(),
                page.singleLimit(),
                history.lines().stream()
                        .map(line -> new WalletMove(
                                LocalDateTime.parse(line.at(), CARD_TIME)
                                        .atZone(ServiceDay.ZONE)
                                        .toInstant(),
                                line.purchase() ? "wallet-purchase" : "wallet-load",
                                Objects.requireNonNullElse(line.merchant(), ""),
                                line.purchase() ? new Fen(-line.amount().fen()) : line.amount()))
                        .toList());
    }

    // --- money

    @Override
    public boolean asksPayForTopUp() {
        return accounts.settings().pins().forTopUp();
    }

    @Override
    public CompletionStage<Reply<ToppedUp>> topUpByCard(
            Member who, Visitor from, String word, Secret card, @Nullable Secret pay) {
        var caller = caller(who, from);
        return then(
                desks.cards().topUp(caller, key(caller, word, card, pay), subject(who), card, pay),
                done -> CompletableFuture.completedFuture(Reply.done(new ToppedUp(
                        OrderNumbers.shown(null, new OrderId(done.receipt().value())),
                        done.amount(),
                        done.balance(),
                        done.at()))));
    }

    @Override
    public CompletionStage<Reply<BankOrder>> topUpByBank(
            Member who, Visitor from, String word, BankCode bank, Fen amount, boolean toWallet) {
        var caller = caller(who, from);
        var target = toWallet ? TopUpOrder.Target.WALLET : TopUpOrder.Target.CASH;
        return desks.banks()
                .topUp(caller, key(caller, word, bank, amount, toWallet), subject(who), bank, target, amount)
                .thenApply(reply -> reply.fold(
                        done -> Reply.done(bankOrder(done.value(), null)),
                        no -> Reply.refused(no.reason(), no.facts()),
                        pending -> Reply.refused("busy")));
    }

    private static BankOrder bankOrder(BankDesk.TopUp it, @Nullable BankForm form) {
        return new BankOrder(
                it.number(),
                it.bank(),
                it.amount(),
                it.target() == TopUpOrder.Target.WALLET,
                word(it.status()),
                it.expiresAt(),
                form);
    }

    /** An order that can still be paid comes with the form to the bank. */
    @Override
    public CompletionStage<Reply<BankOrder>> bankOrder(Member who, Visitor from, String order) {
        var caller = caller(who, from);
        var customer = Subject.customer(who.id());
        return desks.banks()
                .topUp(caller, customer, order)
                .thenCompose(reply -> reply.fold(
                        done -> isOpen(done.value().status())
                                ? desks.banks()
                                        .redirect(caller, customer, order)
                                        .thenApply(sent -> Reply.done(bankOrder(done.value(), form(sent))))
                                : CompletableFuture.completedFuture(Reply.done(bankOrder(done.value(), null))),
                        no -> CompletableFuture.completedFuture(Reply.refused(
                                no.reason().equals("unknown-order") ? "not-found" : no.reason(), no.facts())),
                        pending -> CompletableFuture.completedFuture(Reply.refused("busy"))));
    }

    private static boolean isOpen(TopUpOrder.Status status) {
        return status == TopUpOrder.Status.CREATED || status == TopUpOrder.Status.REDIRECTED;
    }

    private static @Nullable BankForm form(Reply<BankDesk.PaymentForm> reply) {
        if (!(reply instanceof Reply.Done<BankDesk.PaymentForm> done)) {
            return null;
        }
        var sent = done.value();
        return new BankForm(
                sent.origin().toString(),
                sent.page(),
                sent.fields().stream()
                        .map(field -> new BankField(field.name(), field.value()))
                        .toList());
    }

    @Override
    public CompletionStage<Reply<Offer>> withdrawalOffer(Member who, Visitor from, @Nullable Fen amount) {
        return read(who, tx -> {
            var refusal = amount == null
                    ? Optional.<Refusal>empty()
                    : accounts.withdrawals().checkAmount(tx, who.id(), amount, now());
            var offer = accounts.withdrawals().check(tx, who.id(), now());
            return offer.<Reply<Offer>>fold(
                    it -> refusal.<Reply<Offer>>map(no -> tooMuch(no, Objects.requireNonNull(amount)))
                            .orElseGet(() -> Reply.done(offer(tx, who, it.cash(), it.bank(), it.tail()))),
                    Reply::refused);
        });
    }

    private static Reply<Offer> tooMuch(Refusal no, Fen amount) {
        return no.reason() == Refusal.Reason.TOO_MUCH && no.facts().get("cash") instanceof Fen cash
                ? Reply.refused("too-much", Map.of("cash", cash, "amount", amount))
                : Reply.refused(no);
    }

    private Offer offer(Tx tx, Member who, Fen cash, BankCode bank, String tail) {
        var customer = accounts.subscribers().customer(tx, who.id());
        var window = accounts.withdrawals().window(now());
        return new Offer(cash, bound(tx, customer, bank, tail), window.earliest(), window.latest());
    }

    @Override
    public CompletionStage<Reply<Withdrawn>> withdraw(
            Member who, Visitor from, String word, Fen amount, String tail, Secret pay) {
        var caller = caller(who, from);
        return then(
                desks.banks().withdraw(caller, key(caller, word, amount, tail, pay), subject(who), amount, tail, pay),
                done -> after(who.id(), tx -> {
                    var customer = accounts.subscribers().customer(tx, who.id());
                    var order =
                            tx.get(WITHDRAWAL, numbers.find(tx, done.number()).orElseThrow());
                    return new Withdrawn(
                            done.number(),
                            amount,
                            bound(tx, customer, done.bank(), done.tail()),
                            done.cash(),
                            ServiceDay.date(order.dueFrom()),
                            ServiceDay.date(order.dueBy()),
                            order.requestedAt());
                }));
    }

    @Override
    public CompletionStage<Reply<Quote>> billQuote(Member who, Visitor from, Msisdn payee, Fen amount) {
        return read(who, tx -> {
            var barred = accounts.bills().checkPayer(tx, who.id(), Channel.WEB);
            if (barred.isPresent()) {
                return Reply.refused(barred.get());
            }
            return accounts.bills()
                    .check(tx, who.id(), payee, amount, now())
                    .<Reply<Quote>>fold(
                            it -> Reply.done(quote(tx, who, payee, amount, it.pocket(), it.inTest())),
                            no -> insufficient(tx, who, refused(no), amount));
        });
    }

    private static Reply.Refused<Nothing> refused(Refusal no) {
        return Reply.<Nothing>refused(no) instanceof Reply.Refused<Nothing> refused
                ? refused
                : new Reply.Refused<>("other", Map.of(), false);
    }

    private Quote quote(Tx tx, Member who, Msisdn payee, Fen amount, Pocket pocket, boolean inTest) {
        var no = accounts.subscribers().customer(tx, who.id()).account().no();
        var province = accounts.subscribers()
                .find(tx, payee)
                .map(it -> it.province().chinese())
                .orElse("");
        return new Quote(word(pocket), held(tx, no, pocket).minus(amount), inTest, province);
    }

    /** What there is, also where the rule did not say it. */
    private <T> Reply<T> insufficient(Tx tx, Member who, Reply.Refused<?> no, Fen amount) {
        var account = accounts.subscribers().customer(tx, who.id()).found();
        if (!no.reason().equals("insufficient") || account == null) {
            return Reply.refused(no.reason(), no.facts());
        }
        return Reply.refused(
                "insufficient",
                Map.of(
                        "amount",
                        amount,
                        "cash",
                        held(tx, account.no(), Pocket.CASH),
                        "card",
                        held(tx, account.no(), Pocket.CARD)));
    }

    @Override
    public CompletionStage<Reply<Paid>> payBill(
            Member who, Visitor from, String word, Msisdn payee, Fen amount, boolean testConfirmed, Secret pay) {
        var caller = caller(who, from);
        return desks.bills()
                .pay(
                        caller,
                        key(caller, word, payee, amount, testConfirmed, pay),
                        subject(who),
                        payee,
                        amount,
                        testConfirmed,
                        pay)
                .thenCompose(reply -> reply.fold(
                        done -> after(
                                who.id(),
                                tx -> paid(tx, tx.get(BILL, done.value().order()))),
                        no -> read(who, tx -> insufficient(tx, who, no, amount)),
                        pending -> CompletableFuture.completedFuture(Reply.refused("busy"))));
    }

    private Paid paid(Tx tx, BillOrder order) {
        return new Paid(
                OrderNumbers.shown(order.number(), order.id()),
                order.amount(),
                word(order.pocket()),
                held(tx, order.account(), order.pocket()),
                order.status() == BillStatus.PAID,
                order.requestedAt());
    }

    @Override
    public CompletionStage<Reply<BoundCard>> bind(Member who, Visitor from, String word, Binding wanted) {
        var caller = caller(who, from);
        var key = key(
                caller,
                word,
                wanted.bank(),
                wanted.branch(),
                wanted.place(),
                wanted.number(),
                wanted.holder(),
                wanted.code());
        return then(
                desks.banks()
                        .bind(
                                caller,
                                key,
                                subject(who),
                                wanted.bank(),
                                new BankCards.Branch(wanted.branch(), wanted.place()),
                                wanted.number(),
                                wanted.holder(),
                                wanted.code()),
                done -> CompletableFuture.completedFuture(
                        Reply.done(new BoundCard(done.bank(), done.tail(), wanted.branch(), null))));
    }

    @Override
    public CompletionStage<Reply<Nothing>> unbind(Member who, Visitor from, String word, Secret pay) {
        var caller = caller(who, from);
        return desks.banks().unbind(caller, key(caller, word, "unbind", pay), subject(who), pay);
    }

    // --- the account

    @Override
    public CompletionStage<Reply<Nothing>> upgrade(Member who, Visitor from, String word, Secret code) {
        var caller = caller(who, from);
        return desks.customers().upgrade(caller, key(caller, word, "upgrade", code), subject(who), code);
    }

    @Override
    public CompletionStage<Reply<Nothing>> closable(Member who, Visitor from) {
        return read(who, tx -> {
            Reply<Nothing> reply = nothing(accounts.closings().check(tx, who.id(), now()));
            var account = accounts.subscribers().customer(tx, who.id()).found();
            return account == null
                            || !(reply instanceof Reply.Refused<Nothing> no)
                            || !no.facts().containsKey("total")
                    ? reply
                    : Reply.refused(no.reason(), withBalances(tx, account.no(), no.facts()));
        });
    }

    private Map<String, Object> withBalances(Tx tx, AccountNo no, Map<String, Object> facts) {
        var more = new java.util.HashMap<>(facts);
        more.put("cash", held(tx, no, Pocket.CASH));
        more.put("card", held(tx, no, Pocket.CARD));
        return more;
    }

    @Override
    public CompletionStage<Reply<Nothing>> close(Member who, Visitor from, String word, Secret pay) {
        var caller = caller(who, from);
        return desks.customers().closeOnSite(caller, key(caller, word, "close", pay), subject(who), pay);
    }

    // --- checkout

    @Override
    public CompletionStage<Reply<Order>> order(@Nullable Member who, Visitor from, String token) {
        return desks.merchants()
                .checkout(token)
                .thenCompose(reply -> reply.fold(
                        done -> who == null
                                ? CompletableFuture.completedFuture(
                                        Reply.done(order(done.value(), "", Fen.ZERO, Fen.ZERO)))
                                : this.<Order>read(who, tx -> Reply.done(order(tx, who, done.value()))),
                        no -> CompletableFuture.completedFuture(Reply.refused(
                                no.reason().equals("unknown-order") ? "not-found" : no.reason(), no.facts())),
                        pending -> CompletableFuture.completedFuture(Reply.refused("busy"))));
    }

    private Order order(Tx tx, Member who, MerchantDesk.Checkout checkout) {
        var account = accounts.subscribers().customer(tx, who.id()).found();
        if (account == null) {
            return order(checkout, "", Fen.ZERO, Fen.ZERO);
        }
        var pocket = accounts.purchases()
                .pocket(tx, who.id(), checkout.order().amount())
                .<String>fold(CounterSite::word, no -> "");
        return order(checkout, pocket, held(tx, account.no(), Pocket.CASH), held(tx, account.no(), Pocket.CARD));
    }

    private static Order order(MerchantDesk.Checkout checkout, String pocket, Fen cash, Fen card) {
        var order = checkout.order();
        var state = switch (order.state()) {
            case PAID -> "paid";
            case CLOSED -> "closed";
            default -> "open";
        };
        var held = pocket.equals("card") ? card : cash;
        var back = order.returnUrl();
        return new Order(
                order.no(),
                checkout.merchantName(),
                host(back),
                order.subject(),
                order.merchantNo(),
                order.amount(),
                order.expiresAt(),
                state,
                back == null ? "" : back,
                pocket,
                held.covers(order.amount()) ? held.minus(order.amount()) : Fen.ZERO,
                cash,
                card,
                checkout.wantsCode(),
                null);
    }

    private static String host(@Nullable String url) {
        try {
            var host = url == null ? null : URI.create(url).getHost();
            return host == null ? "" : host;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    @Override
    public CompletionStage<Reply<Bought>> pay(
            Member who, Visitor from, String word, String token, Secret pay, @Nullable Secret code) {
        var caller = caller(who, from);
        return desks.merchants()
                .pay(caller, key(caller, word, token, pay, code), who.id(), token, pay, code)
                .thenApply(reply -> reply.fold(
                        done -> Reply.done(new Bought(
                                done.value().number(),
                                pocket(done.value().from()),
                                done.value().balance(),
                                now())),
                        no -> Reply.refused(no.reason(), no.facts()),
                        pending -> Reply.refused("busy")));
    }

    private static String pocket(String word) {
        return word.startsWith("card") ? "card" : "cash";
    }
}
