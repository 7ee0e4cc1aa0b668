/**
 * The commands on the books, one file a command: {@code billing ...} on charge records and files, {@code ledger ...} on accounts.
 *
 * <p>Start at {@link cn.smspay.app.books.BillingCommands}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.app.books;
