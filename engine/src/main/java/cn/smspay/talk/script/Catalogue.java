package cn.smspay.talk.script;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What dialogue files may name: guards, limits, actions with their inputs and outcomes, notices. Published by the Java side
 * as data, so that files are checked without running it.
 *
 * @param guards questions with the answer yes or no
 * @param limits names of configured amounts and the longest way they are written
 * @param actions what can be done, by name
 * @param notices what may have to be said outside a conversation, by name
 * @param words values that are words, which the files write in each language; none where nobody knows them
 * @param begun dialogues that begin without a word of the subscriber
 */
public record Catalogue(
        Set<String> guards,
        Map<String, Integer> limits,
        Map<String, Action> actions,
        Map<String, ActionOutcome> notices,
        Set<String> words,
        Set<String> begun) {

    /**
     * One thing that can be done.
     *
     * @param money whether it moves money
     * @param inputs what it needs, by the name of the slot
     * @param outcomes every way in which it can end
     */
    public record Action(String name, boolean money, List<Input> inputs, Map<String, ActionOutcome> outcomes) {}

    /**
     * What an action is given.
     *
     * @param optional whether the slot may be empty
     * @param secret whether it must come from a secret slot
     */
    public record Input(String name, boolean optional, boolean secret) {}

    /**
     * One way in which an action ends.
     *
     * @param outputs single values, by the name of their placeholder
     * @param rows lists of lines: each line is of one of the named sorts, with values of its own
     */
    public record ActionOutcome(String name, Map<String, Output> outputs, Map<String, ActionOutcome> rows) {}

    /**
     * A value for a placeholder.
     *
     * @param width the most characters it takes
     * @param secret whether it may be sent once and shown nowhere else
     */
    public record Output(String name, ValueKind kind, int width, boolean secret) {}

    /** Whether some action can end so. */
    public boolean hasOutcome(String outcome) {
        return actions.values().stream().anyMatch(action -> action.outcomes().containsKey(outcome));
    }

    /** Every way in which an action can end. */
    public Set<String> outcomes() {
        return actions.values().stream()
                .flatMap(action -> action.outcomes().keySet().stream())
                .collect(Collectors.toSet());
    }

    /** Collects entries; every method returns this. */
    public static final class Builder {
        private final Set<String> guards = new java.util.LinkedHashSet<>();
        private final Map<String, Integer> limits = new LinkedHashMap<>();
        private final Map<String, Action> actions = new LinkedHashMap<>();
        private final Map<String, ActionOutcome> notices = new LinkedHashMap<>();
        private final Set<String> words = new java.util.LinkedHashSet<>();
        private final Set<String> begun = new java.util.LinkedHashSet<>();

        public Builder guards(String... names) {
            guards.addAll(Arrays.asList(names));
            return this;
        }

        public Builder limit(String name, int width) {
            limits.put(name, width);
            return this;
        }

        public Builder action(Action action) {
            actions.put(action.name(), action);
            return this;
        }

        public Builder notice(String name, Output... outputs) {
            notices.put(name, outcome(name, outputs));
            return this;
        }

        public Builder words(String... names) {
            words.addAll(Arrays.asList(names));
            return this;
        }

        public Builder begins(String... dialogs) {
            begun.addAll(Arrays.asList(dialogs));
            return this;
        }

        public Catalogue build() {
            return new Catalogue(guards, limits, actions, notices, words, begun);
        }
    }

    /** {@code inputs}: a trailing {@code ?} marks an optional one, a trailing {@code !} a secret one. */
    public static Action action(String name, boolean money, List<String> inputs, ActionOutcome... outcomes) {
        return new Action(name, money, inputs.stream().map(Catalogue::input).toList(), byName(outcomes));
    }

    public static ActionOutcome outcome(String name, Output... outputs) {
        var byName = new LinkedHashMap<String, Output>();
        for (Output output : outputs) {
            byName.put(output.name(), output);
        }
        return new ActionOutcome(name, byName, Map.of());
    }

    /** An outcome with lines, each of one of the sorts {@code rows}. */
    public static ActionOutcome listing(String name, List<ActionOutcome> rows, Output... outputs) {
        return new ActionOutcome(name, outcome(name, outputs).outputs(), byName(rows.toArray(ActionOutcome[]::new)));
    }

    public static Output money(String name) {
        return new Output(name, ValueKind.MONEY, 10, false);
    }

    public static Output output(String name, ValueKind kind, int width) {
        return new Output(name, kind, width, false);
    }

    public static Output password(String name, int width) {
        return new Output(name, ValueKind.TEXT, width, true);
    }

    private static Input input(String written) {
        var name = written.replaceAll("[?!]", "");
        return new Input(name, written.contains("?"), written.contains("!"));
    }

    private static Map<String, ActionOutcome> byName(ActionOutcome... outcomes) {
        var byName = new LinkedHashMap<String, ActionOutcome>();
        for (ActionOutcome outcome : outcomes) {
            byName.put(outcome.name(), outcome);
        }
        return byName;
    }
}
