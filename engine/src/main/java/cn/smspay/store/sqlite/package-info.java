/**
 * SQLite's side of the store: connections, checkpoints, the sync of its log.
 *
 * <p>Start at {@link cn.smspay.store.sqlite.Connections}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.store.sqlite;
