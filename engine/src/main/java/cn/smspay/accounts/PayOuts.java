package cn.smspay.accounts;

import cn.smspay.ids.OrderId;
import cn.smspay.ids.Secret;
import cn.smspay.money.Fen;

/**
 * The way to the banks. Thread-safe; returns at once. What became of an order comes back, days later, through {@link
 * WithdrawalResults}.
 */
@FunctionalInterface
public interface PayOuts {
    /** @param order the same order is the same payment, however often it comes */
    record PayOut(OrderId order, Bank bank, Secret cardNumber, Secret holder, Fen amount) {}

    void submit(PayOut payOut);
}
