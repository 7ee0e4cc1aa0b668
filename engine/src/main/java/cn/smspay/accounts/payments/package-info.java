/**
 * What moves a customer's money: top-ups, withdrawals, phone bills, purchases, statements.
 *
 * <p>Start at {@link cn.smspay.accounts.payments.Withdrawals}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.accounts.payments;
