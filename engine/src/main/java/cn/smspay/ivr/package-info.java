/**
 * Call legs, prompts and keys: SIP, RTP and what a call makes of turns and keys. The only importer of SIP code. It does
 * not know what a caller may do, nor what a sentence sounds like.
 *
 * <p>Start at {@link cn.smspay.ivr.SipServer}, then follow one call: {@code SipEdge} sorts what the SIP library brings,
 * {@code Switchboard} lets it in, {@code Call} joins signalling ({@code Leg}), sound ({@code MediaSession}) and desk, and
 * {@code CallLogic}, which is pure, decides.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.ivr;
