package cn.smspay.talk.dialogue;

import cn.smspay.base.Secret;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a caller did. */
public sealed interface VoiceInput {
    /** Pressed keys: {@code 0-9 * #}, without the finishing key; perhaps a password, so they do not print. */
    record Keys(Secret keys) implements VoiceInput {}

    /** Pressed nothing in time. */
    record Silence() implements VoiceInput {}

    /** Hung up, or was handed over. */
    record HungUp() implements VoiceInput {}

    /** Is still there after a hand-over that failed: refused, busy, not answered. */
    record HandOverFailed() implements VoiceInput {}

    default <R> R fold(Function<Keys, R> keys, Supplier<R> silence, Supplier<R> hungUp, Supplier<R> handOverFailed) {
        if (this instanceof Keys k) {
            return keys.apply(k);
        } else if (this instanceof Silence) {
            return silence.get();
        } else if (this instanceof HungUp) {
            return hungUp.get();
        } else if (this instanceof HandOverFailed) {
            return handOverFailed.get();
        }
        throw new AssertionError(this);
    }
}
