/**
 * Amounts of money: whole fen, and how yuan are read and written. Knows nothing of accounts.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.money;
