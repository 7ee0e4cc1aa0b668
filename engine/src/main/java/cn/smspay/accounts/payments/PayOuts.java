package cn.smspay.accounts.payments;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.base.Secret;

/**
 * The way to the banks. Thread-safe; returns at once. What became of an order comes back, days later, through {@link
 * WithdrawalResults}.
 */
@FunctionalInterface
public interface PayOuts {
    /** @param order the same order is the same payment, however often it comes */
    record PayOut(OrderId order, BankCode bank, Secret cardNumber, Secret holder, Fen amount) {}

    void submit(PayOut payOut);
}
