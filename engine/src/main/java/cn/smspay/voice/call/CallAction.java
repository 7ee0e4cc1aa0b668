package cn.smspay.voice.call;

import cn.smspay.talk.dialogue.Spoken;
import cn.smspay.talk.dialogue.VoiceInput;
import java.util.List;
import java.util.function.Consumer;

/** What a call's logic wants done. */
sealed interface CallAction {
    /** Speak this; say {@link CallEvent.SpeechOver} when the last sound is out. */
    record Speak(List<Spoken> say) implements CallAction {}

    /** Stop speaking at once; there is no {@link CallEvent.SpeechOver} for what was cut off. */
    record Hush() implements CallAction {}

    /** Tell the desk what the caller did; its answer is a {@link CallEvent.Turn}. */
    record Ask(VoiceInput input) implements CallAction {}

    /** Hand the caller to this number. */
    record HandOver(String target) implements CallAction {}

    /** End the call. */
    record HangUp(CallResult result) implements CallAction {}

    default void match(
            Consumer<Speak> speak,
            Runnable hush,
            Consumer<Ask> ask,
            Consumer<HandOver> handOver,
            Consumer<HangUp> hangUp) {
        if (this instanceof Speak s) {
            speak.accept(s);
        } else if (this instanceof Hush) {
            hush.run();
        } else if (this instanceof Ask a) {
            ask.accept(a);
        } else if (this instanceof HandOver h) {
            handOver.accept(h);
        } else if (this instanceof HangUp h) {
            hangUp.accept(h);
        } else {
            throw new AssertionError(this);
        }
    }
}
