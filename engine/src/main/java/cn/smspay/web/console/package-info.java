/**
 * The operator's page: the truth about a running engine, read only.
 *
 * <p>Start at {@link cn.smspay.web.console.EngineView}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.web.console;
