/**
 * Answers decided but not yet sent, written in the transaction that decided them.
 *
 * <p>Start at {@link cn.smspay.books.outbox.Outbox}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.books.outbox;
