/**
 * SMPP 3.4 towards an SMSC: frames, sessions, windows, binds. Knows no commands and no accounts; the only importer of cloudhopper.
 * What a connection does when is in {@code SmppSession}, without sockets or clocks.
 *
 * <p>Start at {@link cn.smspay.sms.smpp.SmppLink}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.sms.smpp;
