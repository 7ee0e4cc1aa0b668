package cn.smspay.web.site;

import static cn.smspay.accounts.customers.AccountTables.BILL;
import static cn.smspay.accounts.customers.AccountTables.WITHDRAWAL;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.banks.TopUpOrder;
import cn.smspay.accounts.customers.AccountTables.BillOrder;
import cn.smspay.accounts.customers.AccountTables.BillStatus;
import cn.smspay.accounts.customers.BankCode;
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
import cn.smspay.books.ledger.Pocket;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Counter;
import cn.smspay.counter.Key;
import cn.smspay.counter.Nothing;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Subject;
import cn.smspay.counter.desks.BankDesk;
import cn.smspay.counter.desks.Desks;
import cn.smspay.counter.desks.LoginDesk;
import cn.smspay.counter.desks.SessionDesk;
import cn.smspay.net.http.SessionKeeper;
import cn.smspay.store.Tx;
import cn.smspay.web.page.KeptSessions;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
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
    private final Counter counter;
    private final Desks desks;
    private final Accounts accounts;
    private final OrderNumbers numbers;
    private final SiteLane lane;
    private final SiteHoldings holdings;
    private final SiteCheckout checkout;

    public CounterSite(Desks desks) {
        this.desks = desks;
        this.counter = desks.counter();
        this.accounts = counter.accounts();
        this.numbers = new OrderNumbers(counter.parts().vault());
        this.lane = new SiteLane(counter);
        this.holdings = new SiteHoldings(lane, desks);
        this.checkout = new SiteCheckout(lane, desks);
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

    // --- who somebody is

    @Override
    public CompletionStage<Reply<Nothing>> sendCode(Visitor from, Msisdn to, CodeFor purpose) {
        return desks.logins()
                .sendCode(SiteLane.caller("visitor", from), to, OneTimeCodes.Purpose.valueOf(purpose.name()));
    }

    @Override
    public CompletionStage<Reply<SiteLogin>> login(Visitor from, String name, Secret password) {
        return SiteLane.then(desks.logins().enter(SiteLane.caller("visitor", from), name, password), this::in);
    }

    private CompletionStage<Reply<SiteLogin>> in(LoginDesk.Entered entered) {
        return lane.after(entered.who(), tx -> new SiteLogin(member(tx, entered.who()), entered.mustChange()));
    }

    @Override
    public CompletionStage<Reply<SiteLogin>> present(String session) {
        return desks.sessions().customer(session, (tx, it) -> new SiteLogin(member(tx, it.who()), it.mustChange()));
    }

    private Member member(Tx tx, SubscriptionId who) {
        var subscription = accounts.subscribers().get(tx, who);
        return new Member(
                who, subscription.msisdn().digits(), subscription.phone().phoneStatus() == PhoneStatus.CANCELLED);
    }

    @Override
    public CompletionStage<Reply<SiteLogin>> register(Visitor from, String word, SignUp wanted) {
        var caller = SiteLane.caller("newcomer", from);
        var key = SiteLane.key(
                caller,
                word,
                wanted.number(),
                wanted.code(),
                wanted.login(),
                wanted.pay(),
                wanted.question(),
                wanted.answer(),
                wanted.alias());
        return SiteLane.then(desks.logins().register(caller, key, form(wanted)), this::in);
    }

    private static Registrations.Form form(SignUp wanted) {
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
        var caller = SiteLane.caller(who, from);
        return desks.logins()
                .changeLogin(
                        caller,
                        SiteLane.key(caller, word, "login", old, chosen),
                        SiteLane.subject(who),
                        old,
                        chosen,
                        from.session());
    }

    @Override
    public CompletionStage<Reply<Nothing>> changePay(Member who, Visitor from, String word, Secret old, Secret chosen) {
        var caller = SiteLane.caller(who, from);
        return desks.logins()
                .changePay(
                        caller,
                        SiteLane.key(caller, word, "pay", old, chosen),
                        SiteLane.subject(who),
                        old,
                        chosen,
                        from.session());
    }

    @Override
    public List<Integer> questions() {
        return Questions.ALL;
    }

    @Override
    public CompletionStage<Reply<Question>> question(Visitor from, Msisdn number) {
        return lane.read(
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
        var caller = SiteLane.caller("visitor", from);
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
        var caller = SiteLane.caller(who, from);
        return desks.logins()
                .resetPay(
                        caller,
                        key(caller, word, wanted),
                        SiteLane.subject(who),
                        wanted.code(),
                        answer(wanted),
                        wanted.chosen());
    }

    private static Key key(Caller caller, String word, Reset wanted) {
        return SiteLane.key(caller, word, wanted.number(), wanted.code(), wanted.answer(), wanted.chosen());
    }

    private static Optional<Secret> answer(Reset wanted) {
        return Optional.of(wanted.answer()).filter(it -> !it.reveal().isEmpty());
    }

    @Override
    public CompletionStage<Reply<Nothing>> setQuestion(
            Member who, Visitor from, String word, int question, Secret answer, Secret pay) {
        var caller = SiteLane.caller(who, from);
        return desks.logins()
                .chooseQuestion(
                        caller,
                        SiteLane.key(caller, word, question, answer, pay),
                        SiteLane.subject(who),
                        pay,
                        Questions.of(question),
                        answer);
    }

    @Override
    public CompletionStage<Reply<Nothing>> setAlias(Member who, Visitor from, String word, String alias) {
        var caller = SiteLane.caller(who, from);
        return desks.logins().chooseAlias(caller, SiteLane.key(caller, word, alias), SiteLane.subject(who), alias);
    }

    // --- what he has

    @Override
    public CompletionStage<Reply<Overview>> overview(Member who, Visitor from) {
        return holdings.overview(who, from);
    }

    @Override
    public CompletionStage<Reply<SiteHistory>> history(
            Member who, Visitor from, LocalDate first, LocalDate last, int skip, int most) {
        return holdings.history(who, from, first, last, skip, most);
    }

    @Override
    public CompletionStage<Reply<SiteMovement>> movement(Member who, Visitor from, String number) {
        return holdings.movement(who, from, number);
    }

    @Override
    public CompletionStage<Reply<WalletOverview>> wallet(Member who, Visitor from) {
        return holdings.wallet(who, from);
    }

    // --- money

    @Override
    public boolean asksPayForTopUp() {
        return accounts.settings().pins().forTopUp();
    }

    @Override
    public CompletionStage<Reply<CardToppedUp>> topUpByCard(
            Member who, Visitor from, String word, Secret card, @Nullable Secret pay) {
        var caller = SiteLane.caller(who, from);
        return SiteLane.then(
                desks.cards().topUp(caller, SiteLane.key(caller, word, card, pay), SiteLane.subject(who), card, pay),
                done -> CompletableFuture.completedFuture(Reply.done(new CardToppedUp(
                        OrderNumbers.shown(null, new OrderId(done.receipt().value())),
                        done.amount(),
                        done.balance(),
                        done.at()))));
    }

    @Override
    public CompletionStage<Reply<BankOrder>> topUpByBank(
            Member who, Visitor from, String word, BankCode bank, Fen amount, boolean toWallet) {
        var caller = SiteLane.caller(who, from);
        var target = toWallet ? TopUpOrder.Target.WALLET : TopUpOrder.Target.CASH;
        return desks.banks()
                .topUp(
                        caller,
                        SiteLane.key(caller, word, bank, amount, toWallet),
                        SiteLane.subject(who),
                        bank,
                        target,
                        amount)
                .thenApply(reply -> reply.fold(
                        done -> Reply.done(bankOrder(done.value(), null)),
                        no -> Reply.refused(no.reason(), no.facts()),
                        pending -> Reply.refused("busy")));
    }

    private static BankOrder bankOrder(BankDesk.TopUp it, @Nullable BankPaymentForm form) {
        return new BankOrder(
                it.number(),
                it.bank(),
                it.amount(),
                it.target() == TopUpOrder.Target.WALLET,
                SiteLane.word(it.status()),
                it.expiresAt(),
                form);
    }

    /** An order that can still be paid comes with the form to the bank. */
    @Override
    public CompletionStage<Reply<BankOrder>> bankOrder(Member who, Visitor from, String order) {
        var caller = SiteLane.caller(who, from);
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

    private static @Nullable BankPaymentForm form(Reply<BankDesk.PaymentForm> reply) {
        if (!(reply instanceof Reply.Done<BankDesk.PaymentForm> done)) {
            return null;
        }
        var sent = done.value();
        return new BankPaymentForm(
                sent.origin().toString(),
                sent.page(),
                sent.fields().stream()
                        .map(field -> new BankField(field.name(), field.value()))
                        .toList());
    }

    @Override
    public CompletionStage<Reply<WithdrawalOffer>> withdrawalOffer(Member who, Visitor from, @Nullable Fen amount) {
        return lane.read(who, tx -> {
            var refusal = amount == null
                    ? Optional.<Refusal>empty()
                    : accounts.withdrawals().checkAmount(tx, who.id(), amount, lane.now());
            var offer = accounts.withdrawals().check(tx, who.id(), lane.now());
            return offer.<Reply<WithdrawalOffer>>fold(
                    it -> refusal.<Reply<WithdrawalOffer>>map(no -> tooMuch(no, Objects.requireNonNull(amount)))
                            .orElseGet(() -> Reply.done(offer(tx, who, it.cash(), it.bank(), it.tail()))),
                    Reply::refused);
        });
    }

    private static Reply<WithdrawalOffer> tooMuch(Refusal no, Fen amount) {
        return no.reason() == Refusal.Reason.TOO_MUCH && no.facts().get("cash") instanceof Fen cash
                ? Reply.refused("too-much", Map.of("cash", cash, "amount", amount))
                : Reply.refused(no);
    }

    private WithdrawalOffer offer(Tx tx, Member who, Fen cash, BankCode bank, String tail) {
        var customer = accounts.subscribers().customer(tx, who.id());
        var window = accounts.withdrawals().window(lane.now());
        return new WithdrawalOffer(cash, holdings.bound(tx, customer, bank, tail), window.earliest(), window.latest());
    }

    @Override
    public CompletionStage<Reply<WithdrawalTaken>> withdraw(
            Member who, Visitor from, String word, Fen amount, String tail, Secret pay) {
        var caller = SiteLane.caller(who, from);
        return SiteLane.then(
                desks.banks()
                        .withdraw(
                                caller,
                                SiteLane.key(caller, word, amount, tail, pay),
                                SiteLane.subject(who),
                                amount,
                                tail,
                                pay),
                done -> lane.after(who.id(), tx -> {
                    var customer = accounts.subscribers().customer(tx, who.id());
                    var order =
                            tx.get(WITHDRAWAL, numbers.find(tx, done.number()).orElseThrow());
                    return new WithdrawalTaken(
                            done.number(),
                            amount,
                            holdings.bound(tx, customer, done.bank(), done.tail()),
                            done.cash(),
                            ServiceDay.date(order.dueFrom()),
                            ServiceDay.date(order.dueBy()),
                            order.requestedAt());
                }));
    }

    @Override
    public CompletionStage<Reply<BillQuote>> billQuote(Member who, Visitor from, Msisdn payee, Fen amount) {
        return lane.read(who, tx -> {
            var barred = accounts.bills().checkPayer(tx, who.id(), Channel.WEB);
            if (barred.isPresent()) {
                return Reply.refused(barred.get());
            }
            return accounts.bills()
                    .check(tx, who.id(), payee, amount, lane.now())
                    .<Reply<BillQuote>>fold(
                            it -> Reply.done(quote(tx, who, payee, amount, it.pocket(), it.inTest())),
                            no -> insufficient(tx, who, refused(no), amount));
        });
    }

    private static Reply.Refused<Nothing> refused(Refusal no) {
        return Reply.<Nothing>refused(no) instanceof Reply.Refused<Nothing> refused
                ? refused
                : new Reply.Refused<>("other", Map.of(), false);
    }

    private BillQuote quote(Tx tx, Member who, Msisdn payee, Fen amount, Pocket pocket, boolean inTest) {
        var no = accounts.subscribers().customer(tx, who.id()).account().no();
        var province = accounts.subscribers()
                .find(tx, payee)
                .map(it -> it.province().chinese())
                .orElse("");
        return new BillQuote(SiteLane.word(pocket), lane.held(tx, no, pocket).minus(amount), inTest, province);
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
                        lane.held(tx, account.no(), Pocket.CASH),
                        "card",
                        lane.held(tx, account.no(), Pocket.CARD)));
    }

    @Override
    public CompletionStage<Reply<BillPaid>> payBill(
            Member who, Visitor from, String word, Msisdn payee, Fen amount, boolean testConfirmed, Secret pay) {
        var caller = SiteLane.caller(who, from);
        return desks.bills()
                .pay(
                        caller,
                        SiteLane.key(caller, word, payee, amount, testConfirmed, pay),
                        SiteLane.subject(who),
                        payee,
                        amount,
                        testConfirmed,
                        pay)
                .thenCompose(reply -> reply.fold(
                        done -> lane.after(
                                who.id(),
                                tx -> paid(tx, tx.get(BILL, done.value().order()))),
                        no -> lane.read(who, tx -> insufficient(tx, who, no, amount)),
                        pending -> CompletableFuture.completedFuture(Reply.refused("busy"))));
    }

    private BillPaid paid(Tx tx, BillOrder order) {
        return new BillPaid(
                OrderNumbers.shown(order.number(), order.id()),
                order.amount(),
                SiteLane.word(order.pocket()),
                lane.held(tx, order.account(), order.pocket()),
                order.status() == BillStatus.PAID,
                order.requestedAt());
    }

    @Override
    public CompletionStage<Reply<SiteCard>> bind(Member who, Visitor from, String word, CardBinding wanted) {
        var caller = SiteLane.caller(who, from);
        var key = SiteLane.key(
                caller,
                word,
                wanted.bank(),
                wanted.branch(),
                wanted.place(),
                wanted.number(),
                wanted.holder(),
                wanted.code());
        return SiteLane.then(
                desks.banks()
                        .bind(
                                caller,
                                key,
                                SiteLane.subject(who),
                                wanted.bank(),
                                new BankCards.Branch(wanted.branch(), wanted.place()),
                                wanted.number(),
                                wanted.holder(),
                                wanted.code()),
                done -> CompletableFuture.completedFuture(
                        Reply.done(new SiteCard(done.bank(), done.tail(), wanted.branch(), null))));
    }

    @Override
    public CompletionStage<Reply<Nothing>> unbind(Member who, Visitor from, String word, Secret pay) {
        var caller = SiteLane.caller(who, from);
        return desks.banks().unbind(caller, SiteLane.key(caller, word, "unbind", pay), SiteLane.subject(who), pay);
    }

    // --- the account

    @Override
    public CompletionStage<Reply<Nothing>> upgrade(Member who, Visitor from, String word, Secret code) {
        var caller = SiteLane.caller(who, from);
        return desks.customers()
                .upgrade(caller, SiteLane.key(caller, word, "upgrade", code), SiteLane.subject(who), code);
    }

    @Override
    public CompletionStage<Reply<Nothing>> closable(Member who, Visitor from) {
        return lane.read(who, tx -> {
            Reply<Nothing> reply = Reply.of(accounts.closings().check(tx, who.id(), lane.now()), Nothing.NOTHING);
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
        more.put("cash", lane.held(tx, no, Pocket.CASH));
        more.put("card", lane.held(tx, no, Pocket.CARD));
        return more;
    }

    @Override
    public CompletionStage<Reply<Nothing>> close(Member who, Visitor from, String word, Secret pay) {
        var caller = SiteLane.caller(who, from);
        return desks.customers()
                .closeOnSite(caller, SiteLane.key(caller, word, "close", pay), SiteLane.subject(who), pay);
    }

    // --- checkout

    @Override
    public CompletionStage<Reply<CheckoutOrder>> order(@Nullable Member who, Visitor from, String token) {
        return checkout.order(who, from, token);
    }

    @Override
    public CompletionStage<Reply<CheckoutPaid>> pay(
            Member who, Visitor from, String word, String token, Secret pay, @Nullable Secret code) {
        return checkout.pay(who, from, word, token, pay, code);
    }
}
