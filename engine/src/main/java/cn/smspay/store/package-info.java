/**
 * Opens the database, migrates it and hands out transactions; the only place that knows the dialect. Rows are Java
 * records; it does not know what they mean. Start at {@link cn.smspay.store.Store}, then {@link cn.smspay.store.Tx}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.store;
