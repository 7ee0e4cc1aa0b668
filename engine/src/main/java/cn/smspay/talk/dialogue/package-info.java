/**
 * (conversation, input, now) → (next conversation, effects). No clock, no I/O.
 *
 * <p>Start at {@link cn.smspay.talk.dialogue.Machine}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.talk.dialogue;
