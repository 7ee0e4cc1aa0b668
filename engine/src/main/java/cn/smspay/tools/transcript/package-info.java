/**
 * Plays {@code .chat} files against an engine.
 *
 * <p>Start at {@link cn.smspay.tools.transcript.ChatCommand}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.tools.transcript;
