/**
 * (conversation, input, now) → (next conversation, effects). No clock, no I/O. Start at {@link
 * cn.smspay.dialogue.Machine}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.dialogue;
