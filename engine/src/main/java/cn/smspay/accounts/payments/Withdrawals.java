package cn.smspay.accounts.payments;

import static cn.smspay.accounts.customers.AccountTables.ACCOUNT;
import static cn.smspay.accounts.customers.AccountTables.BANK_CARD;
import static cn.smspay.accounts.customers.AccountTables.CARD_BRANCH;
import static cn.smspay.accounts.customers.AccountTables.HOLDER;
import static cn.smspay.accounts.customers.AccountTables.WITHDRAWAL;

import cn.smspay.accounts.customers.Account.BoundCard;
import cn.smspay.accounts.customers.AccountTables.WithdrawalOrder;
import cn.smspay.accounts.customers.AccountTables.WithdrawalStatus;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Customer;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.Sealed;
import cn.smspay.accounts.customers.Service;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.life.Passwords;
import cn.smspay.accounts.payments.PayOuts.PayOut;
import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.TransferId;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Entry;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Withdrawing cash to the bound bank card (R 3.5). What the bank makes of it: {@link WithdrawalResults}. */
public final class Withdrawals {
    /** S-078, counted from the next working day. */
    private static final int EARLIEST_WORKING_DAYS = 3;

    private static final int LATEST_WORKING_DAYS = 7;

    /** The branch that the money goes to, like the card a snapshot of when it was ordered. */
    public static final Table<OrderId, WithdrawalBranch> BRANCH =
            Table.of("withdrawal_branch", OrderId.class, WithdrawalBranch.class);

    private final Subscribers subscribers;
    private final Passwords passwords;
    private final Ledger ledger;
    private final Vault vault;
    private final PayOuts payOuts;
    private final WithdrawalSettings settings;
    private final boolean pinWanted;
    private final WorkingDays workingDays;
    private final OrderNumbers numbers;
    private final DayCap dayCap;

    public Withdrawals(
            Subscribers subscribers,
            Passwords passwords,
            Ledger ledger,
            Vault vault,
            PayOuts payOuts,
            PaymentRules settings) {
        this.subscribers = subscribers;
        this.passwords = passwords;
        this.ledger = ledger;
        this.vault = vault;
        this.payOuts = payOuts;
        this.settings = settings.withdrawal();
        this.pinWanted = settings.pins().forWithdrawal();
        this.workingDays = new WorkingDays(settings.calendar());
        this.numbers = new OrderNumbers(vault);
        this.dayCap = DayCap.ofWithdrawals(settings.caps().withdrawals());
    }

    public record WithdrawalBranch(OrderId withdrawal, String branch, String place) {}

    /** What can be withdrawn, and where it would go. */
    public record Offer(Fen cash, BankCode bank, String tail) {}

    /** An accepted withdrawal. */
    public record Accepted(OrderId order, String number, BankCode bank, String tail, Fen cash) {}

    /** Whether this customer may withdraw anything at all. */
    public Answer<Offer> check(Tx tx, SubscriptionId who, Instant now) {
        var customer = subscribers.customer(tx, who);
        var refusal = Answer.first(
                () -> mayWithdraw(customer),
                () -> isBelowLimit(customer),
                () -> pinWanted
                        ? passwords.isNotLocked(tx, customer.account().no(), PasswordKind.PAY, now)
                        : Optional.empty(),
                () -> hasCash(tx, customer));
        return Answer.unless(refusal, () -> {
            var card = card(customer);
            return Answer.done(new Offer(cash(tx, customer), card.bank(), card.tail()));
        });
    }

    /** When a withdrawal of now is expected to arrive (S-079). */
    public record PayOutWindow(LocalDate earliest, LocalDate latest) {}

    public PayOutWindow window(Instant now) {
        var today = ServiceDay.date(now);
        return new PayOutWindow(
                workingDays.after(today, EARLIEST_WORKING_DAYS), workingDays.after(today, LATEST_WORKING_DAYS));
    }

    /** Whether there is enough cash, and the day has room for it; card money never counts. */
    public Optional<Refusal> checkAmount(Tx tx, SubscriptionId who, Fen amount, Instant now) {
        var customer = subscribers.customer(tx, who);
        var cash = customer.isRegistered() ? cash(tx, customer) : Fen.ZERO;
        return cash.covers(amount)
                ? dayCap.check(tx, who, amount, now)
                : Optional.of(Refusal.of(Reason.TOO_MUCH, "cash", cash));
    }

    private static Optional<Refusal> mayWithdraw(Customer customer) {
        return Answer.first(
                customer::hasAccount,
                () -> customer.phoneAllows(Service.WITHDRAW),
                customer::isNotFrozen,
                () -> customer.account().isRealName()
                        ? Optional.empty()
                        : Optional.of(Refusal.of(Reason.NOT_REAL_NAME)),
                () -> customer.account().card() == null
                        ? Optional.of(Refusal.of(Reason.NO_BANK_CARD))
                        : Optional.empty());
    }

    /** S-082. */
    private Optional<Refusal> isBelowLimit(Customer customer) {
        return customer.subscription().risk().withdrawalStreak() < settings.inARow()
                ? Optional.empty()
                : Optional.of(Refusal.of(Reason.SPEND_FIRST));
    }

    private Optional<Refusal> hasCash(Tx tx, Customer customer) {
        return cash(tx, customer).isPositive() ? Optional.empty() : Optional.of(Refusal.of(Reason.NO_CASH));
    }

    private Fen cash(Tx tx, Customer customer) {
        return ledger.balance(tx, customer.account().no(), Pocket.CASH);
    }

    private static BoundCard card(Customer customer) {
        return Objects.requireNonNull(customer.account().card());
    }

    /**
     * Takes the money out of the cash account and orders the payment. All checks are made again.
     *
     * @param tail the bank card that the customer was shown; if another one is bound by now, nothing happens
     */
    public Answer<Accepted> withdraw(Tx tx, Request request, Fen amount, String tail) {
        var before = ledger.posted(tx, request.key());
        if (before.isPresent()) {
            var order = tx.find(WITHDRAWAL, new OrderId(before.get().value()));
            boolean same = order.isPresent()
                    && order.get().subscription().equals(request.who())
                    && order.get().amount().equals(amount)
                    && order.get().tail().equals(tail);
            return same ? Answer.done(accepted(tx, order.get())) : Answer.refused(Refusal.of(Reason.KEY_REUSED));
        }
        var what = Event.WITHDRAWAL + "|" + amount.fen() + "|" + tail;
        return amount.isPositive()
                ? IdempotentAnswers.refusedOnce(tx, request, what, () -> withdrawNew(tx, request, amount, tail))
                : withdrawNew(tx, request, amount, tail);
    }

    private Answer<Accepted> withdrawNew(Tx tx, Request request, Fen amount, String tail) {
        var customer = subscribers.customer(tx, request.who());
        var refusal = Answer.first(
                () -> mayWithdraw(customer),
                () -> isSameCard(customer, tail),
                () -> isBelowLimit(customer),
                () -> passwords.payStep(tx, customer.account(), request, pinWanted),
                () -> hasCash(tx, customer),
                () -> checkAmount(tx, request.who(), amount, request.now()),
                () -> isWithinLimits(amount));
        return Answer.unless(refusal, () -> Answer.done(accept(tx, customer, request, amount)));
    }

    private static Optional<Refusal> isSameCard(Customer customer, String tail) {
        var card = card(customer);
        return card.tail().equals(tail)
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        Reason.CARD_CHANGED, Map.of("bank", card.bank().chinese(), "new_tail", card.tail())));
    }

    private Optional<Refusal> isWithinLimits(Fen amount) {
        var max = settings.max();
        if (amount.covers(settings.min()) && (max == null || max.covers(amount))) {
            return Optional.empty();
        }
        return Optional.of(Refusal.of(
                Reason.BAD_AMOUNT,
                max == null ? Map.of("min", settings.min()) : Map.of("min", settings.min(), "max", max)));
    }

    private Accepted accept(Tx tx, Customer customer, Request request, Fen amount) {
        var account = customer.account();
        var transfer = ledger.post(
                        tx,
                        Entry.of(
                                request.key(),
                                Event.WITHDRAWAL,
                                BookAccount.of(account.no(), Pocket.CASH),
                                BookAccount.of(account.no(), Pocket.WITHDRAWING),
                                amount,
                                request.now()))
                .transfer();
        var order = order(tx, customer, request, amount, transfer);
        tx.add(WITHDRAWAL, order);
        tx.find(CARD_BRANCH, account.no())
                .ifPresent(it -> tx.add(BRANCH, new WithdrawalBranch(order.id(), it.branch(), it.place())));
        tx.put(ACCOUNT, account.withOpenOrders(account.openOrders() + 1));
        var subscription = customer.subscription();
        var risk = subscription.risk();
        subscribers.put(tx, subscription.withRisk(risk.withWithdrawals(risk.withdrawalStreak() + 1)));
        var payOut = payOut(tx, order);
        tx.afterCommit(() -> payOuts.submit(payOut));
        return accepted(tx, order);
    }

    private WithdrawalOrder order(Tx tx, Customer customer, Request request, Fen amount, TransferId transfer) {
        var account = customer.account();
        var card = card(customer);
        var today = ServiceDay.date(request.now());
        return new WithdrawalOrder(
                new OrderId(transfer.value()),
                customer.id(),
                customer.subscription().msisdn(),
                account.no(),
                amount,
                card.bank(),
                card.tail(),
                tx.get(BANK_CARD, account.no()).numberSealed(),
                WithdrawalStatus.SUBMITTED,
                request.now(),
                ServiceDay.number(workingDays.after(today, EARLIEST_WORKING_DAYS)),
                ServiceDay.number(workingDays.after(today, LATEST_WORKING_DAYS)),
                null,
                null,
                customer.subscription().risk().purchaseEpoch(),
                numbers.next(tx, request.now()));
    }

    /** What the bank has to know of an order. */
    public PayOut payOut(Tx tx, WithdrawalOrder order) {
        var holder = tx.get(HOLDER, order.account()).nameSealed();
        return new PayOut(
                order.id(),
                order.bank(),
                new Secret(vault.unseal(order.cardSealed(), Sealed.BANK_CARD)),
                new Secret(vault.unseal(holder, Sealed.NAME)),
                order.amount());
    }

    private Accepted accepted(Tx tx, WithdrawalOrder order) {
        return new Accepted(
                order.id(),
                OrderNumbers.shown(order.number(), order.id()),
                order.bank(),
                order.tail(),
                ledger.balance(tx, order.account(), Pocket.CASH));
    }
}
