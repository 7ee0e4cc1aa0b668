package cn.smspay.talk.dialogue;

import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Slot;
import cn.smspay.talk.script.Step;
import java.time.Duration;
import java.util.function.Function;

/** What a call does after the words. */
public sealed interface VoiceNext {
    /**
     * Waits for keys. The answer is complete at {@code max} keys, at {@code finish}, or when {@code interDigit} has passed
     * since the last key; with no key at all for {@code firstDigit} after the words it is silence. A key while the words are
     * still being spoken stops them and is the first key of the answer.
     *
     * @param max at most so many keys, 1 to 40
     * @param finish the key that ends the answer and is not part of it, or a space for none
     * @param alone the key that as the first one is the whole answer, or a space for none
     * @param secret whether the keys must not be recorded or logged
     */
    record Collect(int max, char finish, char alone, Duration firstDigit, Duration interDigit, boolean secret)
            implements VoiceNext {
        /** Without a key that answers alone. */
        public Collect(int max, char finish, Duration firstDigit, Duration interDigit, boolean secret) {
            this(max, finish, ' ', firstDigit, interDigit, secret);
        }

        /** The longest amount in keys: seven digits, the point, two decimals. */
        private static final int AMOUNT_KEYS = 10;

        private static final int DATE_KEYS = 8;
        /** Goes back; in an amount it is the decimal point as well. */
        private static final char BACK = '*';

        /** What a question waits for; of any other step one key. */
        static Collect of(Step step, Dialog.Voice settings) {
            if (!(step instanceof Step.Ask ask)) {
                return new Collect(1, ' ', settings.patience(), settings.betweenKeys(), false);
            }
            var slot = ask.slot();
            int max = switch (slot.type()) {
                case AMOUNT -> AMOUNT_KEYS;
                case PIN, DIGITS -> slot.digits();
                case DATE -> DATE_KEYS;
                case CONFIRM, CHOICE -> 1;
                case TEXT -> slot.wording().longest();
            };
            char alone = slot.type() == Slot.Type.AMOUNT ? ' ' : BACK;
            return new Collect(max, '#', alone, settings.patience(), settings.betweenKeys(), slot.secret());
        }
    }

    /** Hands the caller to this number, for instance 10086, after the words. */
    record Transfer(String target) implements VoiceNext {}

    /** Ends the call after the last word. */
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
