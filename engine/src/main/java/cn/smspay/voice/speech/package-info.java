/**
 * Which recordings a sentence is made of: spoken Mandarin numbers, the list of prompts, the sound files. Knows no call.
 *
 * <p>Start at {@link cn.smspay.voice.speech.Speech}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.voice.speech;
