/**
 * Behind a voice platform that reads VoiceXML 2.1 pages of ours.
 *
 * <p>Start at {@link cn.smspay.voice.vxml.VoiceXmlServer}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.voice.vxml;
