package cn.smspay.talk.dialogue;

import java.time.Duration;
import java.util.function.Function;

/** What a call does after the words. */
public sealed interface VoiceNext {
    /**
     * Waits for keys.
     *
     * @param max at most so many
     * @param finish the key that ends the answer, or a space for none
     * @param alone the key that as the first one is the whole answer, or a space for none
     */
    record Collect(int max, char finish, char alone, Duration firstDigit, Duration interDigit, boolean secret)
            implements VoiceNext {}

    /** Hands the caller over. */
    record Transfer(String target) implements VoiceNext {}

    /** Ends the call. */
    record HangUp() implements VoiceNext {}

    default <R> R fold(Function<Collect, R> collect, Function<Transfer, R> transfer, Function<HangUp, R> hangUp) {
        if (this instanceof Collect c) {
            return collect.apply(c);
        } else if (this instanceof Transfer t) {
            return transfer.apply(t);
        } else if (this instanceof HangUp h) {
            return hangUp.apply(h);
        }
        throw new AssertionError(this);
    }
}
