/**
 * PostgreSQL 15: rows go to it as arrays, one statement a table, because each statement is a journey.
 *
 * <p>Start at {@link cn.smspay.store.postgres.Postgres}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.store.postgres;
