/**
 * Dialogues as immutable values. Reads no file and runs nothing.
 *
 * <p>Start at {@link cn.smspay.talk.script.Scripts}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.talk.script;
