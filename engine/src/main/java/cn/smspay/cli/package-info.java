/**
 * What every command of the program shares: exit codes, refusals as sentences, options, logs.
 *
 * <p>Start at {@link cn.smspay.engine.Tool}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.cli;
