/**
 * Lanes, transactions and rows as records; it does not know what they mean. After {@code Store} read {@link cn.smspay.store.Tx}.
 *
 * <p>Start at {@link cn.smspay.store.Store}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.store;
