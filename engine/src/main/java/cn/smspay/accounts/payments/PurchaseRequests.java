package cn.smspay.accounts.payments;

import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Customer;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.Service;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.life.Passwords;
import cn.smspay.accounts.payments.Merchants.Merchant;
import cn.smspay.accounts.payments.Purchases.Bought;
import cn.smspay.accounts.payments.SmsOrders.SmsOrder;
import cn.smspay.base.Fen;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Optional;

/**
 * Purchases by short message (S-083, R 3.10): a merchant's order has its payer asked, who answers with the pay password. No
 * code above 100.00: the answer comes from the SIM. Connect it before the first request; then thread-safe.
 */
public final class PurchaseRequests {
    /** The room that the question has for the goods. */
    public static final int SUBJECT_MOST = 10;

    private final Subscribers subscribers;
    private final Passwords passwords;
    private final Purchases purchases;
    private final Merchants merchants;
    private final Funding funding;
    private final DayCap dayCap;
    private volatile SmsOrders orders = SmsOrders.NONE;
    private volatile Asking asking = NOBODY;

    public PurchaseRequests(
            Subscribers subscribers,
            Passwords passwords,
            Ledger ledger,
            Purchases purchases,
            Merchants merchants,
            PaymentRules settings) {
        this.subscribers = subscribers;
        this.passwords = passwords;
        this.purchases = purchases;
        this.merchants = merchants;
        this.funding = new Funding(ledger);
        this.dayCap = DayCap.ofPurchases(settings.caps().purchases());
    }

    /** Who speaks with payers. */
    public interface Asking {
        /** Whether he is in the middle of something by short message. */
        boolean isBusy(Tx tx, SubscriptionId payer, Instant now);

        /** Sends the question of his open order. */
        void askToPay(Tx tx, SubscriptionId payer, Instant now);
    }

    /** Of a service that speaks with nobody. */
    private static final Asking NOBODY = new Asking() {
        @Override
        public boolean isBusy(Tx tx, SubscriptionId payer, Instant now) {
            return true;
        }

        @Override
        public void askToPay(Tx tx, SubscriptionId payer, Instant now) {
            throw new IllegalStateException("nobody is there to ask payers");
        }
    };

    /** Where the orders are. */
    public void connect(SmsOrders to) {
        orders = to;
    }

    /** Who sends the question. */
    public void connect(Asking to) {
        asking = to;
    }

    /**
     * What the payer is asked.
     *
     * @param no the order's number
     * @param merchant its name, and the goods, each cut to the room that the question has
     */
    public record PurchaseQuote(String no, String merchant, String subject, Fen amount, Pocket pocket) {}

    /**
     * Asks a payer for the order that is open for him now, in the transaction that has made it.
     *
     * @return why not; the order must be undone then. {@link Reason#PAYER_BUSY} if he is in the middle of something else; the
     *     other reasons are his own affair and not for the merchant
     */
    public Optional<Refusal> ask(Tx tx, SubscriptionId payer, Instant now) {
        var refusal = check(tx, payer, now).<Optional<Refusal>>fold(quote -> Optional.empty(), Optional::of);
        if (refusal.isEmpty() && isBusy(tx, payer, now)) {
            return Optional.of(Refusal.of(Reason.PAYER_BUSY));
        }
        if (refusal.isEmpty()) {
            asking.askToPay(tx, payer, now);
        }
        return refusal;
    }

    /** Whether a payer is in the middle of something by short message, so that he cannot be asked; to ask before an order is made. */
    public boolean isBusy(Tx tx, SubscriptionId payer, Instant now) {
        return asking.isBusy(tx, payer, now);
    }

    /** Whether this order is to be paid by this payer now. */
    public boolean isOpen(Tx tx, SubscriptionId payer, String no, Instant now) {
        return open(tx, payer, no, now).isPresent();
    }

    private Optional<SmsOrder> open(Tx tx, SubscriptionId payer, String no, Instant now) {
        return orders.open(tx, payer, now).filter(order -> order.no().equals(no));
    }

    /** Whether the open order can be paid, and from which account. */
    public Answer<PurchaseQuote> check(Tx tx, SubscriptionId payer, Instant now) {
        var order = orders.open(tx, payer, now);
        var merchant =
                order.flatMap(open -> merchants.find(tx, open.merchant())).filter(Merchant::live);
        if (order.isEmpty() || merchant.isEmpty()) {
            return Answer.refused(Refusal.of(Reason.ORDER_CLOSED));
        }
        var customer = subscribers.customer(tx, payer);
        var refusal = Answer.first(
                () -> mayPay(customer),
                () -> passwords.isNotLocked(tx, customer.account().no(), PasswordKind.PAY, now),
                () -> dayCap.check(tx, payer, order.get().amount(), now));
        return Answer.unless(
                refusal,
                () -> funding.choose(tx, customer.account().no(), order.get().amount())
                        .fold(
                                pocket -> Answer.done(new PurchaseQuote(
                                        order.get().no(),
                                        cut(merchant.get().name(), Purchases.NAME_MOST),
                                        cut(order.get().subject(), SUBJECT_MOST),
                                        order.get().amount(),
                                        pocket)),
                                Answer::refused));
    }

    private static Optional<Refusal> mayPay(Customer customer) {
        return Answer.first(
                customer::hasAccount, () -> customer.phoneAllows(Service.PAY_BY_SMS), customer::isNotFrozen);
    }

    /**
     * Pays an order, once. All checks are made again.
     *
     * @param no the order that the payer was asked for
     */
    public Answer<Bought> pay(Tx tx, Request request, String no) {
        var order = open(tx, request.who(), no, request.now());
        if (order.isEmpty()) {
            return Answer.refused(Refusal.of(Reason.ORDER_CLOSED));
        }
        var refusal = mayPay(subscribers.customer(tx, request.who()));
        return Answer.unless(refusal, () -> pay(tx, request, order.get()));
    }

    private Answer<Bought> pay(Tx tx, Request request, SmsOrder order) {
        var once = new Request(request.who(), request.channel(), "order:" + order.no(), request.pin(), request.now());
        return purchases
                .buy(tx, once, order.merchant(), order.amount())
                .fold(
                        bought -> {
                            orders.paid(tx, order, request.who(), bought.order(), request.now());
                            return Answer.done(bought);
                        },
                        refusal -> Answer.refused(
                                refusal.reason() == Reason.UNKNOWN_MERCHANT
                                        ? Refusal.of(Reason.ORDER_CLOSED)
                                        : refusal));
    }

    /** The payer has left the conversation about this order: if he did not pay it, it is closed. */
    public void leave(Tx tx, SubscriptionId payer, String no, Instant now) {
        open(tx, payer, no, now).ifPresent(order -> orders.unpaid(tx, order, now));
    }

    /** At most so many characters, none of them halved. */
    static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) > most
                ? text.substring(0, text.offsetByCodePoints(0, most))
                : text;
    }
}
