/**
 * The HTTP door for monitoring: health and figures. Start at {@link cn.smspay.http.Door}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.http;
