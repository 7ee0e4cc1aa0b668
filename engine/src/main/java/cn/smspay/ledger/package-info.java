/**
 * The double-entry book: accounts, transfers, balances, statements. Knows nothing of subscribers. Start at {@link
 * cn.smspay.ledger.Ledger}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.ledger;
