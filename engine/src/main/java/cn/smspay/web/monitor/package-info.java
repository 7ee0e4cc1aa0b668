/**
 * Health and figures over HTTP.
 *
 * <p>Start at {@link cn.smspay.web.monitor.MonitorServer}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.web.monitor;
