/**
 * {@code smspay admin}: the counter's functions from the command line, by way of the engine that runs.
 *
 * <p>Start at {@link cn.smspay.app.admin.AdminCommands}; a file is a group of commands.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.app.admin;
