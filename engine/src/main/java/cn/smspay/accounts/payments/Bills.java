package cn.smspay.accounts.payments;

import static cn.smspay.accounts.customers.AccountTables.ACCOUNT;
import static cn.smspay.accounts.customers.AccountTables.BILL;

import cn.smspay.accounts.customers.Account;
import cn.smspay.accounts.customers.Account.LastBill;
import cn.smspay.accounts.customers.AccountTables.BillOrder;
import cn.smspay.accounts.customers.AccountTables.BillStatus;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Customer;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.Service;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.customers.Subscription;
import cn.smspay.accounts.life.Passwords;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.OrderId;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Entry;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Paying phone bills, one's own (R 3.8) and others' (R 4.8). What the bill system makes of it: {@link BillResults}. */
public final class Bills {
    private final Subscribers subscribers;
    private final Passwords passwords;
    private final Ledger ledger;
    private final Funding funding;
    private final BillResults results;
    private final BillSettings settings;
    private final boolean pinWanted;
    private final OrderNumbers numbers;
    private final DayCap dayCap;

    public Bills(
            Subscribers subscribers,
            Passwords passwords,
            Ledger ledger,
            BillResults results,
            Vault vault,
            PaymentRules settings) {
        this.subscribers = subscribers;
        this.passwords = passwords;
        this.ledger = ledger;
        this.funding = new Funding(ledger);
        this.results = results;
        this.settings = settings.bill();
        this.pinWanted = settings.pins().forBill();
        this.numbers = new OrderNumbers(vault);
        this.dayCap = DayCap.ofBills(settings.caps().bills());
    }

    /** From which account a bill would be paid, and whether the province is one where that may fail. */
    public record Quote(Pocket pocket, boolean inTest) {}

    /** Whether this customer may pay bills by this channel. */
    public Optional<Refusal> checkPayer(Tx tx, SubscriptionId who, Channel channel) {
        return checkPayer(subscribers.customer(tx, who), channel);
    }

    /** A suspended phone cannot pay by SMS, and can otherwise (S-106). */
    private static Optional<Refusal> checkPayer(Customer customer, Channel channel) {
        var service = channel == Channel.SMS ? Service.PAY_BILL_BY_SMS : Service.PAY_BILL_ELSEWHERE;
        boolean suspended = customer.subscription().phone().phoneStatus().isSuspended();
        return Answer.first(
                customer::hasAccount,
                () -> customer.phoneAllows(service)
                        .map(refusal -> suspended ? Refusal.of(Reason.PHONE_SUSPENDED) : refusal),
                customer::isNotFrozen);
    }

    /** Whether this amount can be paid for one's own phone, and from which account. */
    public Answer<Quote> check(Tx tx, SubscriptionId who, Fen amount, Instant now) {
        return check(tx, who, own(tx, who), amount, now);
    }

    /** The same for any phone of the carrier (R 4.8, S-102). */
    public Answer<Quote> check(Tx tx, SubscriptionId who, Msisdn payee, Fen amount, Instant now) {
        var customer = subscribers.customer(tx, who);
        var province = province(tx, payee);
        var refusal = Answer.first(
                customer::hasAccount,
                () -> isWithinLimits(amount),
                () -> isPayable(tx, payee),
                () -> isOpen(province),
                () -> pinWanted
                        ? passwords.isNotLocked(tx, customer.account().no(), PasswordKind.PAY, now)
                        : Optional.empty(),
                () -> isNew(tx, customer.account(), payee, amount, now),
                () -> dayCap.check(tx, who, amount, now));
        return Answer.unless(
                refusal,
                () -> funding.choose(tx, customer.account().no(), amount)
                        .fold(pocket -> Answer.done(new Quote(pocket, isInTest(province))), Answer::refused));
    }

    private Msisdn own(Tx tx, SubscriptionId who) {
        return subscribers.get(tx, who).msisdn();
    }

    private Province province(Tx tx, Msisdn payee) {
        return subscribers.find(tx, payee).map(Subscription::province).orElse(Province.UNKNOWN);
    }

    /** The carrier's own numbers, in whatever state (S-105, S-107), as long as there is somebody behind them. */
    private Optional<Refusal> isPayable(Tx tx, Msisdn payee) {
        if (!subscribers.isOnNet(tx, payee)) {
            return Optional.of(Refusal.of(Reason.NOT_CARRIERS));
        }
        return subscribers
                .find(tx, payee)
                .map(it -> it.phone().phoneStatus())
                .filter(status -> status == PhoneStatus.CANCELLED || status == PhoneStatus.RENUMBERED)
                .map(status -> Refusal.of(Reason.PAYEE_GONE));
    }

    private Optional<Refusal> isWithinLimits(Fen amount) {
        return amount.isPositive() && settings.max().covers(amount)
                ? Optional.empty()
                : Optional.of(Refusal.of(Reason.BAD_AMOUNT, "max", settings.max()));
    }

    private Optional<Refusal> isOpen(Province province) {
        return settings.closedProvinces().contains(province)
                ? Optional.of(Refusal.of(Reason.PROVINCE_CLOSED))
                : Optional.empty();
    }

    private boolean isInTest(Province province) {
        return settings.testProvinces().contains(province);
    }

    /** The same amount again within the window is the customer repeating the message, unless the first one failed. */
    private Optional<Refusal> isNew(Tx tx, Account account, Msisdn payee, Fen amount, Instant now) {
        var last = account.lastBill();
        if (last == null
                || !last.lastBillAmount().equals(amount)
                || !tx.get(BILL, last.lastBillOrder()).payee().equals(payee)) {
            return Optional.empty();
        }
        var age = Duration.between(last.lastBillAt(), now);
        boolean recent = age.compareTo(settings.repeatWindow()) < 0;
        return recent && tx.get(BILL, last.lastBillOrder()).status() != BillStatus.RETURNED
                ? Optional.of(Refusal.of(
                        Reason.REPEATED,
                        Map.of(
                                "amount", amount,
                                "seconds", RepeatWindow.secondsLeft(settings.repeatWindow(), age),
                                "order", number(tx, last.lastBillOrder()))))
                : Optional.empty();
    }

    /** What the customer calls the order by. */
    public String number(Tx tx, OrderId order) {
        return OrderNumbers.shown(tx.get(BILL, order).number(), order);
    }

    /**
     * Takes the money and submits the payment to the bill system after the commit. All checks are made again, and the
     * account to pay from is chosen anew.
     */
    public Answer<OrderId> pay(Tx tx, Request request, Fen amount) {
        // By phone the dialogue has warned of the test provinces before it asked for the password (F09).
        return pay(tx, request, own(tx, request.who()), amount, true);
    }

    /**
     * The same for any phone of the carrier (R 4.8).
     *
     * @param confirmTest whether the customer knows that the payee's province is one where payments may fail (S-103)
     */
    public Answer<OrderId> pay(Tx tx, Request request, Msisdn payee, Fen amount, boolean confirmTest) {
        var before = ledger.posted(tx, request.key());
        if (before.isPresent()) {
            var order = tx.find(BILL, new OrderId(before.get().value()));
            boolean same = order.isPresent()
                    && order.get().subscription().equals(request.who())
                    && order.get().payee().equals(payee)
                    && order.get().amount().equals(amount);
            return same ? Answer.done(order.get().id()) : Answer.refused(Refusal.of(Reason.KEY_REUSED));
        }
        var what = Event.BILL + "|" + payee + "|" + amount.fen();
        return amount.isPositive()
                ? IdempotentAnswers.refusedOnce(
                        tx, request, what, () -> payNew(tx, request, payee, amount, confirmTest))
                : payNew(tx, request, payee, amount, confirmTest);
    }

    private Answer<OrderId> payNew(Tx tx, Request request, Msisdn payee, Fen amount, boolean confirmTest) {
        var customer = subscribers.customer(tx, request.who());
        var province = province(tx, payee);
        var refusal = Answer.first(
                () -> checkPayer(customer, request.channel()),
                () -> isWithinLimits(amount),
                () -> isPayable(tx, payee),
                () -> isOpen(province),
                () -> confirmTest || !isInTest(province)
                        ? Optional.empty()
                        : Optional.of(Refusal.of(Reason.CONFIRM_TEST, "province", province)),
                () -> passwords.payStep(tx, customer.account(), request, isPinWanted(customer, request, payee)),
                () -> isNew(tx, customer.account(), payee, amount, request.now()),
                () -> dayCap.check(tx, request.who(), amount, request.now()));
        return Answer.unless(
                refusal,
                () -> funding.choose(tx, customer.account().no(), amount)
                        .fold(
                                pocket -> Answer.done(submit(tx, customer, request, payee, amount, pocket)),
                                Answer::refused));
    }

    /** The SIM's menu pays the bill of its own phone without it (R 4.7, S-172). */
    private boolean isPinWanted(Customer customer, Request request, Msisdn payee) {
        boolean ownByMenu = request.channel() == Channel.STK
                && customer.subscription().msisdn().equals(payee);
        return pinWanted && !ownByMenu;
    }

    /** Whether this is the payer's own phone. */
    public boolean isOwn(Tx tx, SubscriptionId who, Msisdn payee) {
        return own(tx, who).equals(payee);
    }

    private OrderId submit(Tx tx, Customer customer, Request request, Msisdn payee, Fen amount, Pocket pocket) {
        var account = customer.account();
        var transfer = ledger.post(
                        tx,
                        Entry.of(
                                request.key(),
                                Event.BILL,
                                BookAccount.of(account.no(), pocket),
                                BookAccount.BILL_PENDING,
                                amount,
                                request.now()))
                .transfer();
        var order = new BillOrder(
                new OrderId(transfer.value()),
                customer.id(),
                payee,
                account.no(),
                amount,
                pocket,
                province(tx, payee),
                BillStatus.PENDING,
                request.now(),
                request.now().plus(settings.patience()),
                0,
                null,
                numbers.next(tx, request.now()));
        tx.add(BILL, order);
        tx.put(
                ACCOUNT,
                account.withLastBill(new LastBill(amount, request.now(), order.id()))
                        .withOpenOrders(account.openOrders() + 1));
        tx.afterCommit(() -> results.submit(order));
        return order.id();
    }
}
