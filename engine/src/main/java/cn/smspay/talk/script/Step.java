package cn.smspay.talk.script;

import cn.smspay.base.yaml.Place;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One step of a dialogue. */
public sealed interface Step {
    String name();

    int line();

    /**
     * Asks for a slot and waits.
     *
     * @param say the prompt; without one the answer must come with the command
     * @param when conditions; if one does not hold the question is skipped and its slot stays empty
     * @param expire how long the answer may take
     * @param no what follows a no, for a slot that can be answered so
     * @param back the step that comes before, or empty
     * @param choices what can be chosen, for a menu by short message; its {@code next} is that of the first
     * @param otherwise the step that follows if the conditions do not hold; empty for {@code next}
     */
    record Ask(
            String name,
            Slot slot,
            List<ReplyTemplate> say,
            List<Guard> when,
            Duration expire,
            String next,
            @Nullable Reaction no,
            String back,
            List<Choice> choices,
            String otherwise,
            int line)
            implements Step {

        public Ask withBack(String other) {
            return new Ask(name, slot, say, when, expire, next, no, other, choices, otherwise, line);
        }

        /** The step that follows if the conditions do not hold. */
        public String skipped() {
            return otherwise.isEmpty() ? next : otherwise;
        }
    }

    /**
     * What can be chosen in a menu by short message.
     *
     * @param words answers that mean it, normalised; the first is its number
     * @param when guards that must hold, or it is neither offered nor taken
     * @param say its label, at {@code <options>} in the words of the menu; without one it is taken all the same
     */
    record Choice(List<String> words, List<Guard> when, List<ReplyTemplate> say, String next, int line) {}

    /**
     * Has something done; every outcome of the action has its reaction.
     *
     * @param with the value for an input that has another name, by the name of the input
     */
    record Do(String name, String action, Map<String, String> with, Map<String, Reaction> outcomes, int line)
            implements Step {

        /** The action behind {@code limit}: what it is given stands in {@code with} itself. */
        public static final String COUNT = "count_use";

        /** The name of the value that an input takes. */
        public String source(String input) {
            return with.getOrDefault(input, input);
        }
    }

    /**
     * Offers keys in a call.
     *
     * @param silence the step for a caller who pressed nothing, for instance one that reads out more; empty to be asked again
     */
    record Menu(String name, List<ReplyTemplate> say, List<Option> options, String silence, int line) implements Step {}

    /** Says something and goes on. */
    record Tell(String name, Reaction reaction, int line) implements Step {}

    /**
     * Hands the call over.
     *
     * @param failed what follows if that fails; without it the call ends
     */
    record Transfer(
            String name,
            List<ReplyTemplate> say,
            String target,
            @Nullable Reaction failed,
            int line) implements Step {}

    /**
     * Starts another dialogue by short message.
     *
     * @param places where the dialogue and the step in it are named
     */
    record StartSms(String name, String dialog, String at, Reaction reaction, Places places, int line) implements Step {
        /** Where the dialogue and the step in it are named. */
        public record Places(Place dialog, Place at) {}
    }

    /** A key on a menu; without {@code say} it works but is not read out. */
    record Option(char key, List<Guard> when, List<ReplyTemplate> say, String next, int line) {}

    /** The answer for whichever kind of step this is. */
    default <R> R fold(Cases<R> cases) {
        if (this instanceof Ask it) {
            return cases.ask().apply(it);
        } else if (this instanceof Do it) {
            return cases.act().apply(it);
        } else if (this instanceof Menu it) {
            return cases.menu().apply(it);
        } else if (this instanceof Tell it) {
            return cases.tell().apply(it);
        } else if (this instanceof Transfer it) {
            return cases.transfer().apply(it);
        } else if (this instanceof StartSms it) {
            return cases.startSms().apply(it);
        }
        throw new AssertionError(this);
    }

    /** One function per kind of step. */
    record Cases<R>(
            Function<Ask, R> ask,
            Function<Do, R> act,
            Function<Menu, R> menu,
            Function<Tell, R> tell,
            Function<Transfer, R> transfer,
            Function<StartSms, R> startSms) {}
}
