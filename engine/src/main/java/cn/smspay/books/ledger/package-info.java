/**
 * The double-entry book: accounts, transfers, balances, statements. Knows nothing of subscribers.
 *
 * <p>Start at {@link cn.smspay.books.ledger.Ledger}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.books.ledger;
