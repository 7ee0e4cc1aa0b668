/**
 * Answers decided but not yet sent, written in the transaction that decided them. Start at {@link
 * cn.smspay.outbox.Outbox}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.outbox;
