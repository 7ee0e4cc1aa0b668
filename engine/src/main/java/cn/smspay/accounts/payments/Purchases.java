package cn.smspay.accounts.payments;

import static cn.smspay.accounts.customers.AccountTables.ACCOUNT;
import static cn.smspay.accounts.customers.AccountTables.PURCHASE;

import cn.smspay.accounts.cases.CaseKind;
import cn.smspay.accounts.cases.Cases;
import cn.smspay.accounts.customers.Account;
import cn.smspay.accounts.customers.AccountTables.Purchase;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Customer;
import cn.smspay.accounts.customers.Notices;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.Service;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.customers.Subscription;
import cn.smspay.accounts.life.Lifecycle;
import cn.smspay.accounts.life.OneTimeCodes;
import cn.smspay.accounts.life.Passwords;
import cn.smspay.accounts.payments.Merchants.Merchant;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Entry;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Remote purchases from merchants and their refunds (R 4.6). */
public final class Purchases {
    /** S-084: above it the site wants a code; just as much does not. */
    private static final Fen WITHOUT_CODE = new Fen(100_00);
    /** The room that texts have for a merchant's name. */
    static final int NAME_MOST = 12;

    private final Subscribers subscribers;
    private final Passwords passwords;
    private final Ledger ledger;
    private final Funding funding;
    private final Lifecycle lifecycle;
    private final Merchants merchants;
    private final OneTimeCodes codes;
    private final Notices notices;
    private final OrderNumbers numbers;
    private final DayCap dayCap;
    private final boolean refundRestores;
    private final int inARow;

    public Purchases(
            Subscribers subscribers,
            Passwords passwords,
            Ledger ledger,
            Lifecycle lifecycle,
            Merchants merchants,
            OneTimeCodes codes,
            Notices notices,
            Vault vault,
            PaymentRules settings) {
        this.merchants = merchants;
        this.codes = codes;
        this.notices = notices;
        this.numbers = new OrderNumbers(vault);
        this.dayCap = DayCap.ofPurchases(settings.caps().purchases());
        this.subscribers = subscribers;
        this.passwords = passwords;
        this.ledger = ledger;
        this.funding = new Funding(ledger);
        this.lifecycle = lifecycle;
        this.refundRestores = settings.withdrawal().refundRestores();
        this.inARow = settings.withdrawal().inARow();
    }

    /** A completed purchase. */
    public record Bought(OrderId order, Pocket pocket, Fen balance) {}

    /** Pays a merchant without a code: see the other one. */
    public Answer<Bought> buy(Tx tx, Request request, String merchant, Fen amount) {
        return buy(tx, request, merchant, amount, Optional.empty());
    }

    /**
     * Pays a merchant, even from an account whose number is gone (S-055). Clears the counter of withdrawals (S-082).
     *
     * @param code what was sent by short message, wanted on the site above 100.00 (S-084)
     */
    public Answer<Bought> buy(Tx tx, Request request, String merchant, Fen amount, Optional<Secret> code) {
        var what = Event.PURCHASE + "|" + merchant + "|" + amount.fen();
        return before(tx, request, merchant, amount)
                .orElseGet(() -> IdempotentAnswers.refusedOnce(
                        tx, request, what, () -> buyNew(tx, request, merchant, amount, code)));
    }

    /** The same under a key that names an order and not a try: who was refused may try again under it. */
    public Answer<Bought> pay(Tx tx, Request request, String merchant, Fen amount, Optional<Secret> code) {
        return before(tx, request, merchant, amount).orElseGet(() -> buyNew(tx, request, merchant, amount, code));
    }

    private Optional<Answer<Bought>> before(Tx tx, Request request, String merchant, Fen amount) {
        return ledger.posted(tx, request.key()).map(transfer -> {
            var order = tx.find(PURCHASE, new OrderId(transfer.value()));
            boolean same = order.isPresent()
                    && order.get().subscription().equals(request.who())
                    && order.get().merchant().equals(merchant)
                    && order.get().amount().equals(amount);
            return same ? Answer.done(bought(tx, order.get())) : Answer.refused(Refusal.of(Reason.KEY_REUSED));
        });
    }

    private Answer<Bought> buyNew(Tx tx, Request request, String merchant, Fen amount, Optional<Secret> code) {
        var customer = subscribers.customer(tx, request.who());
        var refusal = Answer.first(
                () -> hasUsableAccount(customer),
                () -> customer.phoneAllows(Service.PURCHASE),
                customer::isNotFrozen,
                () -> amount.isPositive() ? Optional.empty() : Optional.of(Refusal.of(Reason.BAD_AMOUNT)),
                () -> isLive(tx, merchant),
                () -> codeIsGiven(customer, request, amount, code),
                () -> dayCap.check(tx, request.who(), amount, request.now()),
                () -> passwords.payStep(tx, customer.account(), request, true));
        return Answer.unless(
                refusal,
                () -> funding.choose(tx, customer.account().no(), amount)
                        .fold(
                                pocket -> Answer.unless(
                                        useCode(tx, request, amount, code),
                                        () -> Answer.done(buy(tx, customer, request, merchant, amount, pocket))),
                                Answer::refused));
    }

    /** From which account a customer would pay this now (D-02). */
    public Answer<Pocket> pocket(Tx tx, SubscriptionId who, Fen amount) {
        var customer = subscribers.customer(tx, who);
        return Answer.unless(
                hasUsableAccount(customer),
                () -> funding.choose(tx, customer.account().no(), amount));
    }

    /** Whether a purchase of this size on the site wants a code by short message (S-084). */
    public static boolean isAboveCode(Fen amount) {
        return !WITHOUT_CODE.covers(amount);
    }

    private static Optional<Refusal> hasUsableAccount(Customer customer) {
        return customer.found() != null && customer.found().status() == Account.LifeState.ORPHANED
                ? Optional.empty()
                : customer.hasAccount();
    }

    private Optional<Refusal> isLive(Tx tx, String merchant) {
        return merchants.find(tx, merchant).filter(Merchant::live).isPresent()
                ? Optional.empty()
                : Optional.of(Refusal.of(Reason.UNKNOWN_MERCHANT));
    }

    private static boolean wantsCode(Request request, Fen amount) {
        return request.channel() == Channel.WEB && isAboveCode(amount);
    }

    /** Whose number is gone can be sent no code, and pays small amounts only. */
    private static Optional<Refusal> codeIsGiven(
            Customer customer, Request request, Fen amount, Optional<Secret> code) {
        if (!wantsCode(request, amount)) {
            return Optional.empty();
        }
        if (customer.account().status() == Account.LifeState.ORPHANED) {
            return Optional.of(Refusal.of(Reason.NO_PHONE));
        }
        return code.isPresent() ? Optional.empty() : Optional.of(Refusal.of(Reason.CODE_WANTED));
    }

    private Optional<Refusal> useCode(Tx tx, Request request, Fen amount, Optional<Secret> code) {
        return wantsCode(request, amount) && code.isPresent()
                ? codes.use(tx, request.who(), OneTimeCodes.Purpose.PAY_OVER_100, code.get(), request.now())
                : Optional.empty();
    }

    private Bought buy(Tx tx, Customer customer, Request request, String merchant, Fen amount, Pocket pocket) {
        var account = customer.account();
        var transfer = ledger.post(
                        tx,
                        Entry.of(
                                request.key(),
                                Event.PURCHASE,
                                BookAccount.of(account.no(), pocket),
                                BookAccount.merchant(merchant),
                                amount,
                                request.now()))
                .transfer();
        var purchase = new Purchase(
                new OrderId(transfer.value()),
                customer.id(),
                account.no(),
                merchant,
                amount,
                pocket,
                Fen.ZERO,
                request.now(),
                numbers.next(tx, request.now()));
        tx.add(PURCHASE, purchase);
        var subscription = customer.subscription();
        subscribers.put(tx, subscription.withRisk(subscription.risk().afterPurchase()));
        say(tx, purchase, "purchase", amount, request.now());
        lifecycle.closeOrphanAtZero(tx, account.no(), request.channel(), request.now());
        return bought(tx, purchase);
    }

    private void say(Tx tx, Purchase purchase, String notice, Fen amount, Instant now) {
        var name = merchants.find(tx, purchase.merchant()).map(Merchant::name).orElse(purchase.merchant());
        notices.say(
                tx,
                purchase.subscription(),
                notice,
                Map.of(
                        "merchant",
                        PurchaseRequests.cut(name, NAME_MOST),
                        "amount",
                        amount.toString(),
                        "acct",
                        Statement.word(purchase.pocket()),
                        "balance",
                        ledger.balance(tx, purchase.account(), purchase.pocket())
                                .toString()),
                now);
    }

    private void countWithdrawals(Tx tx, Subscription subscription, int count) {
        if (subscription.risk().withdrawalStreak() != count) {
            subscribers.put(tx, subscription.withRisk(subscription.risk().withWithdrawals(count)));
        }
    }

    private Bought bought(Tx tx, Purchase purchase) {
        return new Bought(purchase.id(), purchase.pocket(), ledger.balance(tx, purchase.account(), purchase.pocket()));
    }

    /**
     * Gives back some or all of a purchase, to the account it was paid from (D-12). If that account is closed the money
     * waits for an agent.
     *
     * @param key names this refund for ever
     * @return why not; empty if the money is back
     */
    public Optional<Refusal> refund(Tx tx, OrderId order, String key, Fen amount, Instant now) {
        var found = tx.find(PURCHASE, order);
        if (found.isEmpty() || !amount.isPositive()) {
            return Optional.of(Refusal.of(Reason.BAD_AMOUNT));
        }
        var purchase = found.get();
        var request = new Request(purchase.subscription(), Channel.MERCHANT, key, Optional.empty(), now);
        var what = Event.REFUND + "|" + order + "|" + amount.fen();
        return IdempotentAnswers.once(
                        tx,
                        request,
                        what,
                        () -> refund(tx, purchase, key, amount, now)
                                .<Answer<Fen>>map(Answer::refused)
                                .orElseGet(() -> Answer.done(amount)),
                        () -> Answer.done(amount))
                .fold(done -> Optional.empty(), Optional::of);
    }

    private Optional<Refusal> refund(Tx tx, Purchase purchase, String key, Fen amount, Instant now) {
        var merchant = BookAccount.merchant(purchase.merchant());
        var back = BookAccount.of(purchase.account(), purchase.pocket());
        if (ledger.posted(tx, key).isPresent()) {
            boolean same = isPosted(tx, Entry.of(key, Event.REFUND, merchant, back, amount, now))
                    || isPosted(tx, Entry.of(key, Event.REFUND, merchant, BookAccount.SUSPENSE, amount, now));
            return same ? Optional.empty() : Optional.of(Refusal.of(Reason.KEY_REUSED));
        }
        var refunded = purchase.refunded().plus(amount);
        if (!purchase.amount().covers(refunded) || !ledger.balance(tx, merchant).covers(amount)) {
            return Optional.of(Refusal.of(Reason.TOO_MUCH));
        }
        boolean closed = tx.get(ACCOUNT, purchase.account()).status() == Account.LifeState.CLOSED;
        ledger.post(tx, Entry.of(key, Event.REFUND, merchant, closed ? BookAccount.SUSPENSE : back, amount, now))
                .transfer();
        tx.put(PURCHASE, purchase.withRefunded(refunded));
        if (refundRestores && refunded.equals(purchase.amount())) {
            countWithdrawals(tx, subscribers.get(tx, purchase.subscription()), inARow);
        }
        if (closed) {
            Cases.open(
                    tx,
                    new Cases.Opening(
                            CaseKind.REFUND_TO_CLOSED,
                            "refund:" + key,
                            purchase.subscription(),
                            "order:" + purchase.id(),
                            "the account is closed that a refund of " + purchase.merchant() + " goes to",
                            amount),
                    now);
        } else {
            say(tx, purchase, "refund", amount, now);
        }
        return Optional.empty();
    }

    /** Whether just this was posted under its key before. */
    private boolean isPosted(Tx tx, Entry entry) {
        return ledger.post(tx, entry).fold(posted -> false, already -> true, different -> false, insufficient -> false);
    }
}
