/**
 * A call between its turns and its keys: limits, records, what follows what. Knows no wire.
 * {@code Switchboard} lets a call in, {@code Call} joins signalling, sound and desk, and {@code CallLogic}, which is pure, decides.
 *
 * <p>Start at {@link cn.smspay.voice.call.Switchboard}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.voice.call;
