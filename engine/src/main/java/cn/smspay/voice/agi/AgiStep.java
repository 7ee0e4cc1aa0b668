package cn.smspay.voice.agi;

import cn.smspay.talk.dialogue.VoiceInput;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/** What follows a reply of Asterisk. */
sealed interface AgiStep {
    /**
     * Another command.
     *
     * @param lasts how long it takes at most by itself
     */
    record Command(String line, Duration lasts) implements AgiStep {}

    /** The turn is over: the caller did this. */
    record Heard(VoiceInput input) implements AgiStep {}

    /** The turn is over: the caller is to be handed to this number. */
    record HandOver(String target) implements AgiStep {}

    /** The turn is over, and the call with it. */
    record Goodbye() implements AgiStep {}

    /** Asterisk does not do what we need. */
    record Fault(String what) implements AgiStep {}

    default <R> R fold(
            Function<Command, R> command,
            Function<Heard, R> heard,
            Function<HandOver, R> handOver,
            Supplier<R> goodbye,
            Function<Fault, R> fault) {
        if (this instanceof Command c) {
            return command.apply(c);
        } else if (this instanceof Heard h) {
            return heard.apply(h);
        } else if (this instanceof HandOver o) {
            return handOver.apply(o);
        } else if (this instanceof Goodbye) {
            return goodbye.get();
        } else if (this instanceof Fault f) {
            return fault.apply(f);
        }
        throw new AssertionError(this);
    }
}
