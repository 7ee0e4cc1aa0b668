package cn.smspay.talk.script;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One way from a step to another.
 *
 * @param on what leads there: {@code answer}, {@code skip}, {@code no}, {@code back}, {@code key 1}, {@code silence},
 *     {@code choice 1}, {@code failed}, {@code then}, or the name of an outcome
 * @param when guards that must hold besides, as the author writes them
 */
public record Edge(String from, String on, Go.Kind way, String to, String when) {
    public Edge(String from, String on, Go.Kind way, String to) {
        this(from, on, way, to, "");
    }

    /** Begins what leads along a choice, before its number. */
    public static final String CHOICE = "choice ";
    /** Begins what leads along a key. */
    private static final String KEY = "key ";

    /** The way as a trail names it: a key, or a number, may lead to several steps, by who presses it. */
    public String walked() {
        return on.startsWith(KEY) || on.startsWith(CHOICE) ? on + " -> " + to : on;
    }

    public static List<Edge> of(Dialog dialog) {
        var edges = new ArrayList<Edge>();
        dialog.steps().values().forEach(step -> edges.addAll(of(step)));
        return edges;
    }

    public static List<Edge> of(Step step) {
        return step.fold(new Step.Cases<List<Edge>>(
                Edge::ofAsk,
                act -> {
                    var edges = new ArrayList<Edge>();
                    act.outcomes().forEach((outcome, reaction) -> add(edges, act.name(), outcome, reaction));
                    return edges;
                },
                Edge::ofMenu,
                tell -> then(tell.name(), tell.reaction()),
                transfer -> {
                    var edges = new ArrayList<Edge>();
                    add(edges, transfer.name(), "failed", transfer.failed());
                    return edges;
                },
                start -> then(start.name(), start.reaction())));
    }

    private static List<Edge> ofAsk(Step.Ask ask) {
        var edges = new ArrayList<Edge>();
        if (ask.choices().isEmpty()) {
            edges.add(new Edge(ask.name(), "answer", Go.Kind.NEXT, ask.next()));
        }
        ask.choices()
                .forEach(choice -> edges.add(new Edge(
                        ask.name(),
                        CHOICE + choice.words().get(0),
                        Go.Kind.NEXT,
                        choice.next(),
                        written(choice.when()))));
        if (!ask.when().isEmpty()) {
            edges.add(new Edge(ask.name(), "skip", Go.Kind.NEXT, ask.skipped()));
        }
        add(edges, ask.name(), "no", ask.no());
        if (!ask.back().isEmpty()) {
            edges.add(new Edge(ask.name(), "back", Go.Kind.NEXT, ask.back()));
        }
        return edges;
    }

    private static List<Edge> ofMenu(Step.Menu menu) {
        var edges = new ArrayList<Edge>();
        menu.options().forEach(o -> edges.add(new Edge(menu.name(), KEY + o.key(), Go.Kind.NEXT, o.next())));
        if (!menu.silence().isEmpty()) {
            edges.add(new Edge(menu.name(), "silence", Go.Kind.NEXT, menu.silence()));
        }
        return edges;
    }

    private static String written(List<Guard> guards) {
        return guards.stream().map(Guard::toString).collect(Collectors.joining(", "));
    }

    private static List<Edge> then(String from, Reaction reaction) {
        var edges = new ArrayList<Edge>();
        add(edges, from, "then", reaction);
        return edges;
    }

    private static void add(List<Edge> edges, String from, String on, @Nullable Reaction reaction) {
        if (reaction == null) {
            return;
        }
        reaction.branches()
                .forEach(branch -> edges.add(new Edge(from, on, Go.Kind.NEXT, branch.step(), written(branch.when()))));
        if (!reaction.go().ends()) {
            edges.add(new Edge(from, on, reaction.go().way(), reaction.go().step()));
        }
    }
}
