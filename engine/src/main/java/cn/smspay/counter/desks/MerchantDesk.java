package cn.smspay.counter.desks;

import static cn.smspay.accounts.customers.AccountTables.PURCHASE;

import cn.smspay.accounts.merchants.MerchantBills;
import cn.smspay.accounts.merchants.MerchantOrder;
import cn.smspay.accounts.merchants.MerchantRefund;
import cn.smspay.accounts.merchants.Orders;
import cn.smspay.accounts.merchants.Refunds;
import cn.smspay.accounts.merchants.Settlement;
import cn.smspay.accounts.merchants.Verdict;
import cn.smspay.accounts.payments.Purchases;
import cn.smspay.accounts.payments.Statement;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.counter.Act;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Counter;
import cn.smspay.counter.Key;
import cn.smspay.counter.PartnerEvents;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import cn.smspay.store.Job;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Orders, refunds and accounts of merchants (R 4.6, R 4.13), for their programs, their people and their customers' checkout. What a
 * merchant sees of its own things is no look at a customer and leaves no audit row. Thread-safe.
 */
public final class MerchantDesk {
    private static final Act<OrderView> CREATE =
            Act.of("order.create", OrderView.class, Role.MERCHANT, Role.MERCHANT_USER);
    private static final Act<OrderView> CLOSE =
            Act.of("order.close", OrderView.class, Role.MERCHANT, Role.MERCHANT_USER);
    private static final Act<RefundView> REFUND =
            Act.of("refund.request", RefundView.class, Role.MERCHANT, Role.MERCHANT_USER);
    private static final Act<RefundView> OFFLINE =
            Act.of("refund.offline", RefundView.class, Role.MERCHANT, Role.MERCHANT_USER);
    private static final Act<Paid> PAY = Act.of("order.pay", Paid.class, Role.CUSTOMER);

    private final Counter counter;

    public MerchantDesk(Counter counter) {
        this.counter = counter;
    }

    /**
     * An order as its merchant sees it.
     *
     * @param token of its pay page
     * @param fresh whether it was made by this request
     * @param payer four digits of whoever paid
     */
    public record OrderView(
            String no,
            String merchant,
            String merchantNo,
            Fen amount,
            String subject,
            MerchantOrder.PayChannel channel,
            @Nullable String returnUrl,
            boolean test,
            MerchantOrder.State state,
            Instant madeAt,
            Instant expiresAt,
            @Nullable Instant endedAt,
            MerchantOrder.@Nullable CloseReason closeReason,
            @Nullable String payer,
            Fen refunded,
            Fen offline,
            String token,
            boolean fresh) {}

    /** @param fresh whether it was made by this request */
    public record RefundView(
            String refundNo,
            String merchantNo,
            String orderNo,
            Fen amount,
            String reason,
            boolean offline,
            MerchantRefund.State state,
            Instant madeAt,
            @Nullable Instant endedAt,
            boolean fresh) {}

    /**
     * What a customer is shown before he pays.
     *
     * @param wantsCode whether a code by short message is wanted on the site (S-084)
     */
    public record Checkout(OrderView order, String merchantName, boolean wantsCode) {}

    /**
     * A receipt.
     *
     * @param number what the customer calls the payment by
     * @param from the word of the account that paid
     */
    public record Paid(OrderView order, String merchantName, String number, String from, Fen balance) {}

    public record SettlementView(
            String no, LocalDate day, int payments, Fen paid, int refunds, Fen refunded, Fen amount) {}

    static <A, T> Reply<T> told(Verdict<A> verdict, Function<A, T> view) {
        return verdict.fold(value -> Reply.done(view.apply(value)), (why, facts) -> Reply.refused(word(why), facts));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private OrderView view(MerchantOrder order, boolean fresh) {
        return new OrderView(
                order.no(),
                order.merchant(),
                order.merchantNo(),
                order.amount(),
                order.subject(),
                order.channel(),
                order.returnUrl(),
                order.test(),
                order.state(),
                order.madeAt(),
                order.expiresAt(),
                order.endedAt(),
                order.closeReason(),
                order.payerTail(),
                order.refunded(),
                order.offline(),
                orders().token(order),
                fresh);
    }

    private static RefundView view(MerchantRefund refund, boolean fresh) {
        return new RefundView(
                refund.no(),
                refund.merchantNo(),
                refund.orderNo(),
                refund.amount(),
                refund.reason(),
                refund.offline(),
                refund.state(),
                refund.madeAt(),
                refund.endedAt(),
                fresh);
    }

    private static SettlementView view(Settlement settlement) {
        return new SettlementView(
                settlement.no(),
                settlement.date(),
                settlement.payments(),
                settlement.paid(),
                settlement.refunds(),
                settlement.refunded(),
                settlement.amount());
    }

    private Orders orders() {
        return counter.accounts().orders();
    }

    private Refunds refunds() {
        return counter.accounts().refunds();
    }

    /** Makes an order; the same number with the same wish is the same order, whatever the key. */
    public CompletableFuture<Reply<OrderView>> create(
            Caller caller, Key key, String merchant, Orders.OrderRequest wish) {
        var subject = Subject.thing("merchant-order", merchant + '/' + wish.merchantNo());
        return counter.act(
                caller, key, CREATE, subject, "", ahead -> Orders.want(ahead, merchant, wish.merchantNo()), deal -> {
                    deal.note("amount", wish.amount());
                    return told(
                            orders().make(deal.tx(), merchant, wish, deal.now()),
                            made -> view(made.order(), made.fresh()));
                });
    }

    public CompletableFuture<Reply<OrderView>> close(Caller caller, Key key, String merchant, String no) {
        return counter.act(
                caller,
                key,
                CLOSE,
                Subject.thing("order", no),
                deal -> order(deal.tx(), merchant, no)
                        .map(order -> told(
                                orders().close(deal.tx(), order, MerchantOrder.CloseReason.MERCHANT, deal.now()),
                                closed -> view(closed, false)))
                        .orElseGet(MerchantDesk::unknown));
    }

    private static <T> Reply<T> unknown() {
        return Reply.refused(word(Verdict.Hindrance.UNKNOWN_ORDER));
    }

    private Optional<MerchantOrder> order(Tx tx, String merchant, String no) {
        return orders().find(tx, no).filter(order -> order.merchant().equals(merchant));
    }

    /** Gives back some or all of an order, or notes that the merchant has done so outside. */
    public CompletableFuture<Reply<RefundView>> refund(
            Caller caller, Key key, String merchant, Refunds.RefundRequest wish) {
        return counter.act(
                caller,
                key,
                wish.offline() ? OFFLINE : REFUND,
                Subject.thing("order", wish.orderNo()),
                wish.reason(),
                deal -> {
                    deal.note("amount", wish.amount());
                    return told(
                            refunds().make(deal.tx(), merchant, wish, deal.now()),
                            made -> view(made.refund(), made.fresh()));
                });
    }

    public CompletableFuture<Reply<OrderView>> order(String merchant, String no) {
        return counter.read(
                no,
                tx -> order(tx, merchant, no)
                        .map(order -> Reply.done(view(order, false)))
                        .orElseGet(MerchantDesk::unknown));
    }

    public CompletableFuture<Reply<OrderView>> orderByMerchantNo(String merchant, String merchantNo) {
        return counter.read(
                merchantNo,
                tx -> orders().byMerchantNo(tx, merchant, merchantNo)
                        .map(order -> Reply.done(view(order, false)))
                        .orElseGet(MerchantDesk::unknown));
    }

    /** Newest first, older than the order {@code before}; an empty text for the newest. */
    public CompletableFuture<Reply<List<OrderView>>> orders(String merchant, String before, int most) {
        return counter.read(
                merchant,
                tx -> Reply.done(orders().newest(tx, merchant, before, most).stream()
                        .map(order -> view(order, false))
                        .toList()));
    }

    public CompletableFuture<Reply<RefundView>> refund(String merchant, String no) {
        return counter.read(
                no,
                tx -> refunds()
                        .find(tx, no)
                        .filter(refund -> refund.merchant().equals(merchant))
                        .map(refund -> Reply.done(view(refund, false)))
                        .orElseGet(() -> Reply.refused(word(Verdict.Hindrance.UNKNOWN_REFUND))));
    }

    public CompletableFuture<Reply<List<RefundView>>> refunds(String merchant, String orderNo) {
        return counter.read(
                orderNo,
                tx -> order(tx, merchant, orderNo)
                        .map(order -> Reply.done(refunds().of(tx, orderNo).stream()
                                .map(refund -> view(refund, false))
                                .toList()))
                        .orElseGet(MerchantDesk::unknown));
    }

    /**
     * What a program was answered first under a key, for when the answer was lost.
     *
     * @param client the program, as {@link Caller#client} names it
     * @return of an order or a refund what was answered, of anything else only that it was done; refused with
     *     {@code unknown-response} if nothing was answered
     */
    public CompletableFuture<Reply<Response>> response(String client, String word) {
        return counter.read(
                word,
                tx -> counter.first(tx, client, word, Probe.class)
                        .map(first -> first.fold(
                                done -> response(tx, client, word, done.value()),
                                no -> new Reply.Refused<Response>(no.reason(), no.facts(), true),
                                pending -> new Reply.Pending<Response>(pending.requestId(), true)))
                        .orElseGet(() -> Reply.refused("unknown-response")));
    }

    private Reply<Response> response(Tx tx, String client, String word, Probe probe) {
        if (probe.refundNo() != null) {
            var refund = counter.first(tx, client, word, RefundView.class).orElseThrow();
            return refund instanceof Reply.Done<RefundView> done
                    ? Reply.done(new Response(null, done.value()))
                    : Reply.done(new Response(null, null));
        }
        var order = probe.no() == null
                ? null
                : counter.first(tx, client, word, OrderView.class).orElseThrow();
        return order instanceof Reply.Done<OrderView> done
                ? Reply.done(new Response(done.value(), null))
                : Reply.done(new Response(null, null));
    }

    /** An order, a refund, or neither. */
    public record Response(
            @Nullable OrderView order, @Nullable RefundView refund) {}

    /** Tells what an answer was of. */
    record Probe(@Nullable String no, @Nullable String refundNo) {}

    /** What we hold for a merchant. */
    public CompletableFuture<Reply<Fen>> balance(String merchant) {
        return counter.read(
                merchant, tx -> Reply.done(counter.accounts().ledger().balance(tx, BookAccount.merchant(merchant))));
    }

    /** Newest first, of days before one. */
    public CompletableFuture<Reply<List<SettlementView>>> settlements(String merchant, LocalDate before, int most) {
        return counter.read(
                merchant,
                tx -> Reply.done(
                        counter.accounts().settlements().newest(tx, merchant, ServiceDay.number(before), most).stream()
                                .map(MerchantDesk::view)
                                .toList()));
    }

    /** What the merchant's program was or is to be told, oldest first. */
    public CompletableFuture<Reply<List<PartnerEvents.PartnerEvent>>> events(String merchant, long after, int most) {
        return counter.read(merchant, tx -> Reply.done(PartnerEvents.after(tx, merchant, after, most)));
    }

    /** The payments and refunds of a day that is over. */
    public CompletableFuture<Reply<List<MerchantBills.Trade>>> trades(String merchant, LocalDate day) {
        return beside(day, sql -> MerchantBills.trades(sql, merchant, day));
    }

    /** The movements of what we hold for the merchant on a day that is over. */
    public CompletableFuture<Reply<List<MerchantBills.Fund>>> funds(String merchant, LocalDate day) {
        return beside(day, sql -> MerchantBills.funds(sql, merchant, day));
    }

    /** A day that is over does not change, and may have very many lines: it is read by whoever asks, beside the lane. */
    private <T> CompletableFuture<Reply<List<T>>> beside(LocalDate day, Function<Handle, List<T>> lines) {
        boolean over = day.isBefore(ServiceDay.date(counter.parts().clock().instant()));
        return CompletableFuture.completedFuture(
                over
                        ? Reply.done(counter.parts().store().read(lines::apply))
                        : Reply.refused(word(Verdict.Hindrance.DAY_NOT_OVER)));
    }

    /** What stands behind a pay page; refused with {@code unknown-order} if nothing does. */
    public CompletableFuture<Reply<Checkout>> checkout(String token) {
        return counter.read(
                token,
                tx -> orders().byToken(tx, token)
                        .map(order -> Reply.done(new Checkout(
                                view(order, false), name(tx, order), Purchases.isAboveCode(order.amount()))))
                        .orElseGet(MerchantDesk::unknown));
    }

    private String name(Tx tx, MerchantOrder order) {
        return counter.accounts()
                .merchants()
                .find(tx, order.merchant())
                .map(cn.smspay.accounts.payments.Merchants.Merchant::name)
                .orElse(order.merchant());
    }

    /**
     * Pays an order.
     *
     * @param code what was sent by short message, where {@link Checkout#wantsCode}
     */
    public CompletableFuture<Reply<Paid>> pay(
            Caller caller, Key key, SubscriptionId who, String token, Secret pin, @Nullable Secret code) {
        return counter.act(caller, key, PAY, Subject.customer(who), deal -> {
            var order = orders().byToken(deal.tx(), token);
            if (order.isEmpty()) {
                return unknown();
            }
            deal.note("order", order.get().no()).note("amount", order.get().amount());
            return orders().pay(deal.tx(), deal.request(pin), order.get().no(), Optional.ofNullable(code))
                    .fold(verdict -> told(verdict, paid -> receipt(deal.tx(), paid)), Reply::refused);
        });
    }

    private Paid receipt(Tx tx, MerchantOrder order) {
        var purchase = tx.get(PURCHASE, Objects.requireNonNull(order.purchase()));
        return new Paid(
                view(order, false),
                name(tx, order),
                Objects.requireNonNull(purchase.number()),
                Statement.word(purchase.pocket()),
                counter.accounts().ledger().balance(tx, purchase.account(), purchase.pocket()));
    }

    /**
     * Closes the orders whose time is over and forgets old nonces: some in each transaction, until there are none. To be called
     * every second or so. @return how many were closed
     */
    public CompletableFuture<Integer> lookAfter() {
        return counter.parts()
                .lane()
                .submit(Job.of(this, this::lookAfter))
                .thenCompose(round -> round.more()
                        ? lookAfter().thenApply(closed -> closed + round.closed())
                        : CompletableFuture.completedFuture(round.closed()));
    }

    /** @param more whether there may be more of it */
    private record Round(int closed, boolean more) {}

    private Round lookAfter(Tx tx) {
        var now = counter.parts().clock().instant();
        boolean more = counter.accounts().partnerKeys().forget(tx, now);
        int closed = orders().closeExpired(tx, now);
        return new Round(closed, more || closed == Orders.STEP);
    }
}
