package cn.smspay.voice.call;

import cn.smspay.talk.desk.VoiceTurn;
import java.util.function.Function;
import java.util.function.Supplier;

/** What happens to a call, as its logic sees it. */
sealed interface CallEvent {
    /** The desk has decided what comes next. */
    record Turn(VoiceTurn turn) implements CallEvent {}

    /** A key was pressed: {@code 0-9 * #}. It may belong to a password, so it does not print. */
    record Key(char key) implements CallEvent {
        @Override
        public String toString() {
            return "Key[*]";
        }
    }

    /** The last sound of the words has been sent. */
    record SpeechOver() implements CallEvent {}

    /** Time has passed; perhaps a deadline with it. */
    record Passed() implements CallEvent {}

    /** The caller has put us on hold, or taken us back. */
    record Hold(boolean on) implements CallEvent {}

    /** The caller is gone, or the call broke, or was handed over. */
    record Gone() implements CallEvent {}

    /** The hand-over failed; the caller is still there. */
    record NotHandedOver() implements CallEvent {}

    default <R> R fold(
            Function<Turn, R> turn,
            Function<Key, R> key,
            Supplier<R> spoken,
            Supplier<R> passed,
            Function<Hold, R> hold,
            Supplier<R> gone,
            Supplier<R> notHandedOver) {
        if (this instanceof Turn t) {
            return turn.apply(t);
        } else if (this instanceof Key k) {
            return key.apply(k);
        } else if (this instanceof SpeechOver) {
            return spoken.get();
        } else if (this instanceof Passed) {
            return passed.get();
        } else if (this instanceof Hold h) {
            return hold.apply(h);
        } else if (this instanceof Gone) {
            return gone.get();
        } else if (this instanceof NotHandedOver) {
            return notHandedOver.get();
        }
        throw new AssertionError(this);
    }
}
