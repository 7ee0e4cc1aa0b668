/**
 * SIP by JAIN-SIP, whose only importer this is: {@code SipEdge} sorts what the library brings.
 *
 * <p>Start at {@link cn.smspay.voice.sip.SipServer}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.voice.sip;
