/**
 * SMPP 3.4 towards an SMSC: frames, sessions, windows, binds. Knows no commands and no accounts. Start at {@link
 * cn.smspay.smpp.SmppLink}; what a connection does when is in {@code Session}, without sockets or clocks.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.smpp;
