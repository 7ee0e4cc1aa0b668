/**
 * Batches of POS purchases as files on another machine, and what became of their lines.
 *
 * <p>Start at {@link cn.smspay.files.pos.PosExchange}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.files.pos;
