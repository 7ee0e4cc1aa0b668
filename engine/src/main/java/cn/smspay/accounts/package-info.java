/**
 * Subscribers and what they may do with money, and why not: the face of the rooms below it. Knows no channel's words.
 *
 * <p>Start at {@link cn.smspay.accounts.Accounts}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.accounts;
