/**
 * What goes to and fro between the service and the fourteen banks (R 4.14): payments on their pages, withdrawals in batches,
 * their files and statements. Knows no network; a bank's own form is behind {@link cn.smspay.accounts.banks.BankGate}.
 *
 * <p>Start at {@link cn.smspay.accounts.banks.TopUps}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.accounts.banks;
