/**
 * Merchants' side of purchases (R 4.6, R 4.13): who they are and what they sign with, their orders, refunds and settlements, and
 * what they are told. The postings are made by {@code accounts.payments}.
 *
 * <p>Start at {@link cn.smspay.accounts.merchants.Orders}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.accounts.merchants;
