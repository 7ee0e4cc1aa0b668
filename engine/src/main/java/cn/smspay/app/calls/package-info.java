/**
 * What operators ask about calls, on the command line.
 *
 * <p>Start at {@link cn.smspay.app.calls.CallsCommand}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.app.calls;
