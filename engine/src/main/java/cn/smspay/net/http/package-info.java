/**
 * HTTP for every door of the engine: one listener each, with its limits, routes, sessions and problem documents. It knows nothing
 * of what is served; nobody else sees the library behind it.
 *
 * <p>Start at {@link cn.smspay.net.http.Routes} for what is served, {@link cn.smspay.net.http.WebRequest} and
 * {@link cn.smspay.net.http.WebResponse} for one exchange, {@link cn.smspay.net.http.Sessions} for pages behind a login, and
 * {@link cn.smspay.net.http.HttpServer} for the listener.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.net.http;
