/**
 * Where an SMSC listens, how it is reached, and how it proves who it is. Knows no SMPP.
 *
 * <p>Start at {@link cn.smspay.sms.peer.Wire}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.sms.peer;
