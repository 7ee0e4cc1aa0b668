/**
 * Who somebody is: subscriptions, accounts, brands and provinces, real names; what a refusal is and why.
 *
 * <p>Start at {@link cn.smspay.accounts.customers.Account}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.accounts.customers;
