package cn.smspay.talk.dialogue;

import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Edge;
import cn.smspay.talk.script.Reaction;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Step;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A dialogue as a Mermaid flow chart: questions are rounded, actions are boxes, ends are circles. */
public final class Diagram {
    private Diagram() {}

    public static String of(Dialog dialog) {
        var chart = new StringBuilder("flowchart TD\n");
        line(
                chart,
                "begin((" + label(dialog.word().isEmpty() ? dialog.name() : dialog.word()) + ")) --> "
                        + id(dialog.start()));
        dialog.steps().values().forEach(step -> line(chart, node(step)));
        for (Edge edge : Edge.of(dialog)) {
            line(chart, id(edge.from()) + arrow(edge.on()) + id(edge.to()));
        }
        dialog.steps().values().forEach(step -> ends(chart, step));
        return chart.toString();
    }

    private static String node(Step step) {
        return step.fold(new Step.Cases<String>(
                ask -> id(ask.name()) + "([" + label(ask.slot().name() + "? " + ids(ask.say())) + "])",
                act -> id(act.name()) + "[" + label(act.action()) + "]",
                menu -> id(menu.name()) + "{{" + label(menu.name()) + "}}",
                tell -> id(tell.name()) + "[/" + label(ids(tell.reaction().say())) + "/]",
                transfer -> id(transfer.name()) + "((" + label(transfer.target()) + "))",
                start -> id(start.name()) + "[[" + label("SMS " + start.dialog()) + "]]"));
    }

    private static void ends(StringBuilder chart, Step step) {
        step.fold(new Step.Cases<Boolean>(
                ask -> ask.no() != null && end(chart, step, "no", ask.no()),
                act -> {
                    act.outcomes().forEach((name, reaction) -> end(chart, step, name, reaction));
                    return true;
                },
                menu -> true,
                tell -> end(chart, step, "then", tell.reaction()),
                transfer -> transfer.failed() != null && end(chart, step, "failed", transfer.failed()),
                start -> end(chart, step, "then", start.reaction())));
    }

    private static boolean end(StringBuilder chart, Step step, String on, Reaction reaction) {
        if (reaction.go().ends()) {
            var how = reaction.go().way().name().toLowerCase(Locale.ROOT);
            var said = ids(reaction.say());
            line(
                    chart,
                    id(step.name()) + arrow(said.isEmpty() ? on : on + ": " + said) + "end_" + how + "((" + how + "))");
        }
        return true;
    }

    private static void line(StringBuilder chart, String text) {
        chart.append("  ").append(text).append('\n');
    }

    private static String arrow(String on) {
        return " -->|" + label(on) + "| ";
    }

    private static String id(String step) {
        return "s_" + step;
    }

    private static String ids(List<ReplyTemplate> replies) {
        return replies.stream()
                .map(ReplyTemplate::id)
                .filter(id -> !id.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String label(String text) {
        return '"' + text.replace('"', '\'').strip() + '"';
    }
}
