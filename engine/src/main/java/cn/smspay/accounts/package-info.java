/**
 * Subscribers and what they may do with money, and why not: cards, bank cards, passwords, withdrawals, phone bills.
 * Knows no channel's words. Start at {@link cn.smspay.accounts.Accounts}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.accounts;
