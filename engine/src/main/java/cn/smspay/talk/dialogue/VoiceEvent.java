package cn.smspay.talk.dialogue;

import cn.smspay.base.Secret;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a caller did. */
public sealed interface VoiceEvent {
    /** Pressed keys, without the finishing key. */
    record Keys(Secret keys) implements VoiceEvent {}

    /** Pressed nothing in time. */
    record Silence() implements VoiceEvent {}

    /** Hung up. */
    record HungUp() implements VoiceEvent {}

    /** Is still there after a hand-over that failed. */
    record HandOverFailed() implements VoiceEvent {}

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
