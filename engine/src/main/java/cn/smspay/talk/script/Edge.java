package cn.smspay.talk.script;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way from a step to another.
 *
 * @param on what leads there: {@code answer}, {@code skip}, {@code no}, {@code back}, {@code key 1}, {@code silence},
 *     {@code failed}, {@code then}, or the name of an outcome
 */
public record Edge(String from, String on, Go.Way way, String to, int line) {

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
        edges.add(new Edge(ask.name(), "answer", Go.Way.NEXT, ask.next(), ask.line()));
        if (!ask.when().isEmpty()) {
            edges.add(new Edge(ask.name(), "skip", Go.Way.NEXT, ask.next(), ask.line()));
        }
        add(edges, ask.name(), "no", ask.no());
        if (!ask.back().isEmpty()) {
            edges.add(new Edge(ask.name(), "back", Go.Way.NEXT, ask.back(), ask.line()));
        }
        return edges;
    }

    private static List<Edge> ofMenu(Step.Menu menu) {
        var edges = new ArrayList<Edge>();
        menu.options()
                .forEach(o -> edges.add(new Edge(menu.name(), "key " + o.key(), Go.Way.NEXT, o.next(), o.line())));
        if (!menu.silence().isEmpty()) {
            edges.add(new Edge(menu.name(), "silence", Go.Way.NEXT, menu.silence(), menu.line()));
        }
        return edges;
    }

    private static List<Edge> then(String from, Reaction reaction) {
        var edges = new ArrayList<Edge>();
        add(edges, from, "then", reaction);
        return edges;
    }

    private static void add(List<Edge> edges, String from, String on, @Nullable Reaction reaction) {
        if (reaction != null && !reaction.go().ends()) {
            edges.add(new Edge(from, on, reaction.go().way(), reaction.go().step(), reaction.line()));
        }
    }
}
