package cn.smspay.accounts.merchants;

import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.customers.Subscription;
import cn.smspay.accounts.merchants.MerchantOrder.CloseReason;
import cn.smspay.accounts.merchants.MerchantOrder.PayChannel;
import cn.smspay.accounts.merchants.MerchantOrder.State;
import cn.smspay.accounts.merchants.Verdict.Hindrance;
import cn.smspay.accounts.payments.OrderNumbers;
import cn.smspay.accounts.payments.PurchaseRequests;
import cn.smspay.accounts.payments.Purchases;
import cn.smspay.accounts.payments.SmsOrders;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.OrderId;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Reads;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Merchants' orders (R 4.6): made once per number of the merchant, ended once, paid or closed. One pays on our page or by
 * short message (S-083, R 3.10). Orders made with a test key move no money: of those an amount that ends in 01 fen is paid at once, one that ends
 * in 02 is refused by its payer at once, and any other waits until it expires. Thread-safe.
 */
public final class Orders implements SmsOrders {
    static final Table<String, MerchantOrder> ORDER = Table.of("merchant_order", String.class, MerchantOrder.class);
    /** Who is asked by short message has so long to answer. */
    private static final Duration SMS_PATIENCE = Duration.ofMinutes(30);
    /** Orders of one merchant that one payer may leave unpaid in a day before it may ask no more. */
    private static final int UNPAID_MOST = 3;

    private static final int TAIL = 4;
    /** Orders that {@link #closeExpired} closes at once. */
    public static final int STEP = 200;

    private static final int HUNDRED = 100;
    private static final int TEST_PAID = 1;
    private static final int TEST_REFUSED = 2;
    private static final int NO_DIGITS = 14;
    private static final int PROOF_DIGITS = 24;

    private final Purchases purchases;
    private final PurchaseRequests requests;
    private final Profiles profiles;
    private final Subscribers subscribers;
    private final OrderNumbers numbers;
    private final Vault vault;

    /** @param requests by which payers are asked by short message; it learns of the orders here */
    public Orders(
            Purchases purchases, PurchaseRequests requests, Profiles profiles, Subscribers subscribers, Vault vault) {
        this.purchases = purchases;
        this.requests = requests;
        this.profiles = profiles;
        this.subscribers = subscribers;
        this.numbers = new OrderNumbers(vault);
        this.vault = vault;
    }

    /**
     * What a merchant wants to be paid.
     *
     * @param merchantNo what the merchant calls it by; once and for ever
     * @param payer who is asked, of an order by short message
     * @param validity how long it may be paid; half an hour at most by short message
     */
    public record OrderRequest(
            String merchantNo,
            Fen amount,
            String subject,
            PayChannel channel,
            @Nullable String returnUrl,
            @Nullable Msisdn payer,
            Duration validity,
            boolean test) {
        private String print(Vault vault) {
            return vault.keyedHash(
                    new Secret(amount + "\0" + subject + '\0' + channel + '\0' + returnUrl + '\0' + payer + '\0'
                            + validity + '\0' + test),
                    "order");
        }
    }

    /** @param fresh whether it was made now */
    public record PlacedOrder(MerchantOrder order, boolean fresh) {}

    /** Makes an order; the same number with the same wish is the same order, whenever it comes. */
    public Verdict<PlacedOrder> make(Tx tx, String merchant, OrderRequest wish, Instant now) {
        var before = byMerchantNo(tx, merchant, wish.merchantNo());
        if (before.isPresent()) {
            return before.get().print().equals(wish.print(vault))
                    ? Verdict.done(new PlacedOrder(before.get(), false))
                    : Verdict.not(
                            Hindrance.NUMBER_TAKEN, "order_no", before.get().no());
        }
        var state = profiles.find(tx, merchant).map(Profiles.Profile::state);
        boolean may = state.filter(s -> s == Profiles.State.LIVE || (wish.test() && s == Profiles.State.APPLIED))
                .isPresent();
        if (!may) {
            return Verdict.not(Hindrance.MERCHANT_NOT_LIVE);
        }
        return wish.channel() == PayChannel.SMS && !wish.test()
                ? asked(tx, merchant, wish, now)
                : Verdict.done(made(tx, merchant, wish, null, now));
    }

    /** An order by short message is made only if its payer can be asked for it now. */
    private Verdict<PlacedOrder> asked(Tx tx, String merchant, OrderRequest wish, Instant now) {
        var payer = Optional.ofNullable(wish.payer())
                .flatMap(number -> subscribers.find(tx, number))
                .map(Subscription::id);
        if (payer.isEmpty()) {
            return Verdict.not(Hindrance.PAYER_CANNOT_PAY);
        }
        if (unpaidToday(tx, merchant, payer.get(), now) >= UNPAID_MOST) {
            return Verdict.not(Hindrance.PAYER_REFUSES);
        }
        if (open(tx, payer.get(), now).isPresent() || requests.isBusy(tx, payer.get(), now)) {
            return Verdict.not(Hindrance.PAYER_BUSY);
        }
        var made = made(tx, merchant, wish, payer.get(), now);
        var refused = requests.ask(tx, payer.get(), now);
        if (refused.isEmpty()) {
            return Verdict.done(made);
        }
        tx.delete(ORDER, made.order().no());
        MerchantNumbers.remove(tx, merchant, MerchantNumbers.Kind.ORDER, wish.merchantNo());
        return Verdict.not(Hindrance.PAYER_CANNOT_PAY);
    }

    private static long unpaidToday(Tx tx, String merchant, SubscriptionId payer, Instant now) {
        var midnight = ServiceDay.date(now).atStartOfDay(ServiceDay.ZONE).toInstant();
        return ofPayer(tx, payer, midnight).stream()
                .filter(order -> order.merchant().equals(merchant) && order.state() == State.CLOSED)
                .filter(order -> order.closeReason() != CloseReason.MERCHANT)
                .count();
    }

    private static List<MerchantOrder> ofPayer(Tx tx, SubscriptionId payer, Instant since) {
        return list(tx, "payer = :a and made_at >= :b order by made_at desc", payer.value(), since.toEpochMilli());
    }

    @Override
    public Optional<SmsOrder> open(Tx tx, SubscriptionId payer, Instant now) {
        return ofPayer(tx, payer, now.minus(SMS_PATIENCE)).stream()
                .filter(order -> order.channel() == PayChannel.SMS && order.state() == State.OPEN)
                .filter(order -> now.isBefore(order.expiresAt()))
                .findFirst()
                .map(order -> new SmsOrder(order.no(), order.merchant(), order.subject(), order.amount()));
    }

    @Override
    public void paid(Tx tx, SmsOrder order, SubscriptionId payer, OrderId purchase, Instant now) {
        put(tx, tx.get(ORDER, order.no()).paid(payer, purchase, tail(tx, payer), now), now);
    }

    @Override
    public void unpaid(Tx tx, SmsOrder order, Instant now) {
        close(tx, tx.get(ORDER, order.no()), CloseReason.PAYER, now);
    }

    private String tail(Tx tx, SubscriptionId payer) {
        var digits = subscribers.get(tx, payer).msisdn().digits();
        return digits.substring(digits.length() - TAIL);
    }

    private PlacedOrder made(Tx tx, String merchant, OrderRequest wish, @Nullable SubscriptionId payer, Instant now) {
        var patience = wish.channel() == PayChannel.SMS && wish.validity().compareTo(SMS_PATIENCE) > 0
                ? SMS_PATIENCE
                : wish.validity();
        var order = new MerchantOrder(
                numbers.nextOfMerchants(tx, now),
                merchant,
                wish.merchantNo(),
                wish.print(vault),
                wish.amount(),
                wish.subject(),
                wish.channel(),
                wish.returnUrl(),
                payer,
                wish.test(),
                State.OPEN,
                now,
                now.plus(patience),
                null,
                null,
                null,
                null,
                Fen.ZERO,
                Fen.ZERO);
        tx.add(ORDER, order);
        MerchantNumbers.add(tx, merchant, MerchantNumbers.Kind.ORDER, wish.merchantNo(), order.no());
        return new PlacedOrder(wish.test() ? asTested(tx, order, now) : order, true);
    }

    private MerchantOrder asTested(Tx tx, MerchantOrder order, Instant now) {
        int outcome = (int) (order.amount().fen() % HUNDRED);
        if (outcome == TEST_PAID) {
            return put(tx, order.paid(null, null, "0000", now), now);
        }
        return outcome == TEST_REFUSED ? put(tx, order.closed(CloseReason.PAYER, now), now) : order;
    }

    /**
     * Pays an order, once.
     *
     * @param request with the pay password; its key is not used, for an order is paid once
     * @param code what was sent by short message, wanted on the site above 100.00 (S-084)
     * @return what the rules of payment refuse, or what the state of the order does not allow, or the paid order
     */
    public Answer<Verdict<MerchantOrder>> pay(Tx tx, Request request, String no, Optional<Secret> code) {
        var found = find(tx, no);
        if (found.isEmpty()) {
            return Answer.done(Verdict.not(Hindrance.UNKNOWN_ORDER));
        }
        var order = found.get();
        var hindrance = payable(tx, order, request);
        if (hindrance.isPresent()) {
            return Answer.done(Verdict.not(hindrance.get()));
        }
        var once = new Request(request.who(), request.channel(), "order:" + no, request.pin(), request.now());
        return purchases
                .pay(tx, once, order.merchant(), order.amount(), code)
                .fold(bought -> Answer.done(Verdict.done(paid(tx, order, request, bought.order()))), Answer::refused);
    }

    private Optional<Hindrance> payable(Tx tx, MerchantOrder order, Request request) {
        if (order.state() == State.PAID) {
            return Optional.of(Hindrance.ORDER_PAID);
        }
        boolean others = order.payer() != null && !order.payer().equals(request.who());
        if (others || order.test()) {
            return Optional.of(Hindrance.UNKNOWN_ORDER);
        }
        return order.state() == State.CLOSED || isExpired(tx, order, request.now())
                ? Optional.of(Hindrance.ORDER_CLOSED)
                : Optional.empty();
    }

    private boolean isExpired(Tx tx, MerchantOrder order, Instant now) {
        if (now.isBefore(order.expiresAt())) {
            return false;
        }
        put(tx, order.closed(CloseReason.EXPIRED, now), now);
        return true;
    }

    private MerchantOrder paid(Tx tx, MerchantOrder order, Request request, OrderId purchase) {
        return put(tx, order.paid(request.who(), purchase, tail(tx, request.who()), request.now()), request.now());
    }

    /** The order has ended: its merchant is told. */
    private static MerchantOrder put(Tx tx, MerchantOrder order, Instant now) {
        tx.put(ORDER, order);
        MerchantEvents.orderEnded(tx, order, now);
        return order;
    }

    /** Closes an order that is not paid; one that is closed stays as it is. */
    public Verdict<MerchantOrder> close(Tx tx, MerchantOrder order, CloseReason why, Instant now) {
        return switch (order.state()) {
            case PAID -> Verdict.not(Hindrance.ORDER_PAID);
            case CLOSED -> Verdict.done(order);
            case OPEN ->
                Verdict.done(
                        put(tx, order.closed(now.isBefore(order.expiresAt()) ? why : CloseReason.EXPIRED, now), now));
        };
    }

    /** Closes orders whose time is over; some at a time. @return how many */
    public int closeExpired(Tx tx, Instant now) {
        var over =
                list(tx, "state = 'OPEN' and expires_at between :a and :b order by expires_at", 0L, now.toEpochMilli());
        over.forEach(order -> close(tx, order, CloseReason.EXPIRED, now));
        return over.size();
    }

    /** What {@link #make} will look for. */
    public static void want(Reads ahead, String merchant, String merchantNo) {
        MerchantNumbers.want(ahead, merchant, MerchantNumbers.Kind.ORDER, merchantNo);
    }

    public Optional<MerchantOrder> find(Tx tx, String no) {
        return tx.find(ORDER, no);
    }

    public Optional<MerchantOrder> byMerchantNo(Tx tx, String merchant, String merchantNo) {
        return MerchantNumbers.find(tx, merchant, MerchantNumbers.Kind.ORDER, merchantNo)
                .flatMap(no -> find(tx, no));
    }

    /** What stands behind {@code /pay/}: nobody can guess it, and nothing of it is stored. */
    public String token(MerchantOrder order) {
        return order.no() + proof(order.no());
    }

    private String proof(String no) {
        return vault.keyedHash(new Secret(no), "pay page").substring(0, PROOF_DIGITS);
    }

    /** The order that a pay page is for. */
    public Optional<MerchantOrder> byToken(Tx tx, String token) {
        if (token.length() != NO_DIGITS + PROOF_DIGITS) {
            return Optional.empty();
        }
        var no = token.substring(0, NO_DIGITS);
        boolean proven = MessageDigest.isEqual(
                proof(no).getBytes(StandardCharsets.UTF_8),
                token.substring(NO_DIGITS).getBytes(StandardCharsets.UTF_8));
        return proven ? find(tx, no) : Optional.empty();
    }

    /** A merchant's orders, newest first, older than one of them; empty for the newest. */
    public List<MerchantOrder> newest(Tx tx, String merchant, String before, int most) {
        long at = before.isEmpty()
                ? Long.MAX_VALUE
                : find(tx, before)
                        .filter(order -> order.merchant().equals(merchant))
                        .map(order -> order.madeAt().toEpochMilli())
                        .orElse(Long.MIN_VALUE);
        return tx.query(sql -> sql.createQuery("select " + String.join(", ", ORDER.columns())
                        + " from merchant_order where merchant = :merchant and (made_at, no) < (:at, :before)"
                        + " order by made_at desc, no desc limit :most")
                .bind("merchant", merchant)
                .bind("at", at)
                .bind("before", before)
                .bind("most", most)
                .map((row, c) -> ORDER.read(row))
                .list());
    }

    static List<MerchantOrder> list(Tx tx, String where, Object a, Object b) {
        return tx.query(sql -> sql.createQuery("select " + String.join(", ", ORDER.columns())
                        + " from merchant_order where " + where + " limit " + STEP)
                .bind("a", a)
                .bind("b", b)
                .map((row, c) -> ORDER.read(row))
                .list());
    }
}
