/**
 * Behind an Asterisk that keeps the sound: FastAGI.
 *
 * <p>Start at {@link cn.smspay.voice.agi.AgiServer}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.voice.agi;
