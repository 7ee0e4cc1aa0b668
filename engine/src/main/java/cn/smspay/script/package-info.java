/**
 * {@code dialogs/} and {@code ivr-scripts/} as immutable values, every fault with file and line. Runs nothing. Start at
 * {@link cn.smspay.script.Scripts}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.script;
