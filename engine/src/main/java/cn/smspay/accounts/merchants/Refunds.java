package cn.smspay.accounts.merchants;

import static cn.smspay.accounts.customers.AccountTables.ACCOUNT;
import static cn.smspay.accounts.customers.AccountTables.PURCHASE;

import cn.smspay.accounts.cases.CaseKind;
import cn.smspay.accounts.cases.Cases;
import cn.smspay.accounts.customers.Account;
import cn.smspay.accounts.merchants.MerchantOrder.State;
import cn.smspay.accounts.merchants.Verdict.Hindrance;
import cn.smspay.accounts.payments.OrderNumbers;
import cn.smspay.accounts.payments.Purchases;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Refunds of merchants (S-087 to S-089): partial or full, to the account that paid, never more than was paid. If that account
 * is closed the money waits for an agent. A refund of a test order moves nothing, and fails if its amount ends in 03 fen.
 * Thread-safe.
 */
public final class Refunds {
    static final Table<String, MerchantRefund> REFUND = Table.of("merchant_refund", String.class, MerchantRefund.class);
    private static final int HUNDRED = 100;
    private static final int TEST_FAILS = 3;

    private final Purchases purchases;
    private final Orders orders;
    private final OrderNumbers numbers;
    private final Vault vault;

    public Refunds(Purchases purchases, Orders orders, Vault vault) {
        this.purchases = purchases;
        this.orders = orders;
        this.numbers = new OrderNumbers(vault);
        this.vault = vault;
    }

    /**
     * What a merchant wants to give back.
     *
     * @param merchantNo what the merchant calls it by; once and for ever
     * @param offline the merchant has paid it outside (S-089)
     */
    public record RefundRequest(String merchantNo, String orderNo, Fen amount, String reason, boolean offline) {
        private String print(Vault vault) {
            return vault.keyedHash(new Secret(orderNo + '\0' + amount + '\0' + reason + '\0' + offline), "refund");
        }
    }

    /** @param fresh whether it was made now */
    public record PlacedRefund(MerchantRefund refund, boolean fresh) {}

    /** Makes a refund; the same number with the same wish is the same refund, whenever it comes. */
    public Verdict<PlacedRefund> make(Tx tx, String merchant, RefundRequest wish, Instant now) {
        var before = byMerchantNo(tx, merchant, wish.merchantNo());
        if (before.isPresent()) {
            return before.get().print().equals(wish.print(vault))
                    ? Verdict.done(new PlacedRefund(before.get(), false))
                    : Verdict.not(
                            Hindrance.NUMBER_TAKEN, "refund_no", before.get().no());
        }
        var order =
                orders.find(tx, wish.orderNo()).filter(found -> found.merchant().equals(merchant));
        if (order.isEmpty()) {
            return Verdict.not(Hindrance.UNKNOWN_ORDER);
        }
        if (order.get().state() != State.PAID) {
            return Verdict.not(Hindrance.ORDER_NOT_PAID);
        }
        if (!order.get().left().covers(wish.amount())) {
            return Verdict.not(Hindrance.OVER_AMOUNT, "left_fen", order.get().left());
        }
        var no = numbers.nextOfMerchants(tx, now);
        return back(tx, order.get(), wish, no, now)
                .then(state -> Verdict.done(made(tx, order.get(), wish, no, state, now)));
    }

    /** Moves the money, where there is any to move. */
    private Verdict<MerchantRefund.State> back(Tx tx, MerchantOrder order, RefundRequest wish, String no, Instant now) {
        if (wish.offline()) {
            return Verdict.done(MerchantRefund.State.SUCCEEDED);
        }
        if (order.test()) {
            return Verdict.done(
                    wish.amount().fen() % HUNDRED == TEST_FAILS
                            ? MerchantRefund.State.FAILED
                            : MerchantRefund.State.SUCCEEDED);
        }
        var purchase = tx.get(PURCHASE, Objects.requireNonNull(order.purchase()));
        boolean closed = tx.get(ACCOUNT, purchase.account()).status() == Account.LifeState.CLOSED;
        return purchases
                .refund(tx, purchase.id(), key(no), wish.amount(), now)
                .<Verdict<MerchantRefund.State>>map(refusal -> Verdict.not(Hindrance.MERCHANT_BALANCE))
                .orElseGet(() -> Verdict.done(closed ? MerchantRefund.State.IN_CASE : MerchantRefund.State.SUCCEEDED));
    }

    private static String key(String no) {
        return "refund:" + no;
    }

    private PlacedRefund made(
            Tx tx, MerchantOrder order, RefundRequest wish, String no, MerchantRefund.State state, Instant now) {
        boolean waits = state == MerchantRefund.State.IN_CASE;
        var refund = new MerchantRefund(
                no,
                order.merchant(),
                wish.merchantNo(),
                order.no(),
                wish.print(vault),
                wish.amount(),
                wish.reason(),
                wish.offline(),
                state,
                now,
                waits ? null : now,
                waits ? workCase(tx, order, wish, no, now) : null);
        tx.add(REFUND, refund);
        MerchantNumbers.add(tx, order.merchant(), MerchantNumbers.Kind.REFUND, wish.merchantNo(), no);
        if (state != MerchantRefund.State.FAILED) {
            tx.put(
                    Orders.ORDER,
                    order.back(wish.offline() ? Fen.ZERO : wish.amount(), wish.offline() ? wish.amount() : Fen.ZERO));
        }
        if (!wish.offline() && !waits) {
            MerchantEvents.refundEnded(tx, refund, now);
        }
        return new PlacedRefund(refund, true);
    }

    private static long workCase(Tx tx, MerchantOrder order, RefundRequest wish, String no, Instant now) {
        return Cases.open(
                        tx,
                        new Cases.Opening(
                                CaseKind.REFUND_TO_CLOSED,
                                // The purchase has opened it already, by the key of the refund: one sum, one case.
                                "refund:" + key(no),
                                order.payer(),
                                "refund:" + no,
                                "a refund of order " + order.no() + " to an account that is closed",
                                wish.amount()),
                        now)
                .id();
    }

    /**
     * An agent has ended the case of a refund.
     *
     * @param paidOut the customer has the money; otherwise the merchant has it back
     */
    public Verdict<MerchantRefund> settleCase(Tx tx, String no, boolean paidOut, Instant now) {
        var found = tx.find(REFUND, no);
        if (found.isEmpty()) {
            return Verdict.not(Hindrance.UNKNOWN_REFUND);
        }
        if (found.get().state() != MerchantRefund.State.IN_CASE) {
            return Verdict.not(Hindrance.STATE, "state", found.get().state().name());
        }
        var ended = found.get().ended(paidOut ? MerchantRefund.State.SUCCEEDED : MerchantRefund.State.FAILED, now);
        tx.put(REFUND, ended);
        MerchantEvents.refundEnded(tx, ended, now);
        return Verdict.done(ended);
    }

    public Optional<MerchantRefund> find(Tx tx, String no) {
        return tx.find(REFUND, no);
    }

    /** The refund that waits for this case, if one does. */
    public Optional<MerchantRefund> waiting(Tx tx, long workCase) {
        return tx.query(sql -> sql.createQuery("select " + String.join(", ", REFUND.columns())
                        + " from merchant_refund where work_case = :id and state = 'IN_CASE'")
                .bind("id", workCase)
                .map((row, c) -> REFUND.read(row))
                .findOne());
    }

    private Optional<MerchantRefund> byMerchantNo(Tx tx, String merchant, String merchantNo) {
        return MerchantNumbers.find(tx, merchant, MerchantNumbers.Kind.REFUND, merchantNo)
                .flatMap(no -> find(tx, no));
    }

    /** All refunds of an order, oldest first. */
    public List<MerchantRefund> of(Tx tx, String orderNo) {
        return tx.query(sql -> sql.createQuery("select " + String.join(", ", REFUND.columns())
                        + " from merchant_refund where order_no = :no order by no")
                .bind("no", orderNo)
                .map((row, c) -> REFUND.read(row))
                .list());
    }
}
