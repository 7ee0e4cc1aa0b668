/**
 * The carrier's customer system as the engine meets it: it feeds subscribers over the partners' door and shares no code with it.
 *
 * <p>Start at {@link cn.smspay.outside.carrier.Boss}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.outside.carrier;
