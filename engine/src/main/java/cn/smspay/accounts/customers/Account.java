package cn.smspay.accounts.customers;

import cn.smspay.accounts.life.Passwords;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.base.SubscriptionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A 手机支付 account. Its money is in the ledger, its passwords in {@link Passwords}.
 *
 * @param agreement version of the agreement that was accepted when it was opened
 * @param realNameAt since when it is a real-name account; null if it is not
 * @param card the bound bank card, of which there is at most one (S-080)
 * @param openOrders withdrawals and bills whose end is not known yet (S-053)
 * @param frozen whether an agent has stopped all debits, whatever the status (R 4.2)
 */
public record Account(
        AccountNo no,
        SubscriptionId subscription,
        LifeState status,
        Instant openedAt,
        Channel openedBy,
        String agreement,
        @Nullable Closed closed,
        @Nullable Instant realNameAt,
        Resets resets,
        @Nullable BoundCard card,
        @Nullable LastBill lastBill,
        int openOrders,
        boolean frozen) {

    public enum LifeState {
        OPEN,
        /** The number is gone, money is left (S-055). */
        ORPHANED,
        CLOSED
    }

    public record Closed(Instant closedAt, Channel closedBy) {}

    /** Resets of the login password on a day. */
    public record Resets(int resetDay, int resets) {
        public int on(int day) {
            return resetDay == day ? resets : 0;
        }
    }

    public record BoundCard(BankCode bank, String tail) {}

    /** The bill paid last, to know a repetition (R 3.0.5 level 2). */
    public record LastBill(Fen lastBillAmount, Instant lastBillAt, OrderId lastBillOrder) {}

    public boolean isInUse() {
        return status == LifeState.OPEN;
    }

    public boolean isRealName() {
        return realNameAt != null;
    }

    public Account withFrozen(boolean to) {
        return new Account(
                no,
                subscription,
                status,
                openedAt,
                openedBy,
                agreement,
                closed,
                realNameAt,
                resets,
                card,
                lastBill,
                openOrders,
                to);
    }

    public Account withStatus(LifeState to) {
        return changed(to, closed, realNameAt, resets, card, lastBill, openOrders);
    }

    public Account closed(Instant at, Channel by) {
        return changed(LifeState.CLOSED, new Closed(at, by), realNameAt, resets, null, lastBill, openOrders);
    }

    public Account withRealName(Instant to) {
        return changed(status, closed, to, resets, card, lastBill, openOrders);
    }

    public Account withResets(Resets to) {
        return changed(status, closed, realNameAt, to, card, lastBill, openOrders);
    }

    public Account withCard(@Nullable BoundCard to) {
        return changed(status, closed, realNameAt, resets, to, lastBill, openOrders);
    }

    public Account withLastBill(LastBill to) {
        return changed(status, closed, realNameAt, resets, card, to, openOrders);
    }

    public Account withOpenOrders(int count) {
        return changed(status, closed, realNameAt, resets, card, lastBill, count);
    }

    private Account changed(
            LifeState status,
            @Nullable Closed closed,
            @Nullable Instant realNameAt,
            Resets resets,
            @Nullable BoundCard card,
            @Nullable LastBill lastBill,
            int openOrders) {
        return new Account(
                no,
                subscription,
                status,
                openedAt,
                openedBy,
                agreement,
                closed,
                realNameAt,
                resets,
                card,
                lastBill,
                openOrders,
                frozen);
    }
}
