/**
 * The command line: {@code Main} and the operators' commands, one file a command; those on the books are in {@code app.books}.
 *
 * <p>Start at {@link cn.smspay.app.Main}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.app;
