/**
 * Which recordings a sentence is made of: spoken Mandarin numbers, the list of prompts, and the sound files. Knows no
 * call and no account. Start at {@link cn.smspay.speech.Speech}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.speech;
