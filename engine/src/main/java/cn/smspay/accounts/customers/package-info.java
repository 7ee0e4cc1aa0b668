/**
 * Who somebody is and may enter: subscriptions, accounts, passwords, real names, bank cards; opening and closing.
 *
 * <p>Start at {@link cn.smspay.accounts.customers.Account}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.accounts.customers;
