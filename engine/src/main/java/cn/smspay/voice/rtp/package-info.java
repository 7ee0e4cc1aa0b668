/**
 * Sound on the wire: SDP, RTP, RTCP, codecs, keys in sound. Knows no call.
 *
 * <p>Start at {@link cn.smspay.voice.rtp.MediaLoops}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.voice.rtp;
