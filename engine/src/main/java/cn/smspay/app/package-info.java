/**
 * The command line: {@code Main} and the operators' commands, one file a command.
 *
 * <p>Start at {@link cn.smspay.app.Main}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.app;
