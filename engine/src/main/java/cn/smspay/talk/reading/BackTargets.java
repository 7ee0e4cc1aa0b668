package cn.smspay.talk.reading;

import cn.smspay.talk.script.Edge;
import cn.smspay.talk.script.Go;
import cn.smspay.talk.script.Step;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds out which question comes before each question, for the word that goes back. */
final class BackTargets {
    private BackTargets() {}

    static Map<String, Step> filled(Map<String, Step> steps) {
        var edges = steps.values().stream()
                .flatMap(step -> Edge.of(step).stream())
                .filter(edge -> edge.way() == Go.Kind.NEXT)
                .toList();
        var filled = new LinkedHashMap<>(steps);
        for (Step step : steps.values()) {
            if (step instanceof Step.Ask ask && ask.back().isEmpty()) {
                filled.put(ask.name(), ask.withBack(before(ask, steps, from(steps, edges, ask.name()))));
            }
        }
        return filled;
    }

    /** The ways that lead out of steps that are reached without a question: what comes only behind it does not come before it. */
    private static List<Edge> from(Map<String, Step> steps, List<Edge> edges, String without) {
        var reached = new HashSet<>(steps.keySet());
        edges.forEach(edge -> reached.remove(edge.to()));
        steps.keySet().stream().limit(1).forEach(reached::add);
        reached.remove(without);
        var open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            var at = open.remove();
            for (Edge edge : edges) {
                if (edge.from().equals(at) && !edge.to().equals(without) && reached.add(edge.to())) {
                    open.add(edge.to());
                }
            }
        }
        return edges.stream().filter(edge -> reached.contains(edge.from())).toList();
    }

    /** The nearest question with a prompt on the way here, or empty. */
    private static String before(Step.Ask ask, Map<String, Step> steps, List<Edge> edges) {
        var seen = new HashSet<String>();
        var open = new ArrayDeque<>(List.of(ask.name()));
        while (!open.isEmpty()) {
            var at = open.remove();
            for (Edge edge : edges) {
                if (!edge.to().equals(at) || !seen.add(edge.from())) {
                    continue;
                }
                if (steps.get(edge.from()) instanceof Step.Ask question
                        && !question.say().isEmpty()) {
                    return question.name();
                }
                open.add(edge.from());
            }
        }
        return "";
    }
}
