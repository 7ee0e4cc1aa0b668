package cn.smspay.talk.reading;

import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Edge;
import cn.smspay.talk.script.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A dialogue as a picture: its steps one below the other, each with a line for every way from it; from the line a curve leads to
 * later steps at the right, back to earlier ones at the left. A way is green if a transcript walks it, red and dashed if none
 * does, grey if nobody has looked. SVG that stands in a page.
 */
final class FlowPicture {
    private static final int LEFT = 120;
    private static final int BOX = 400;
    private static final int RIGHT = LEFT + BOX;
    private static final int WIDTH = RIGHT + LEFT;
    private static final int HEAD = 26;
    private static final int LINE = 16;
    private static final int GAP = 22;
    private static final int FIRST_BEND = 22;
    private static final int BEND = 9;
    /** Beyond these two ways share a bend, so that the picture stays narrow enough to be read. */
    private static final int BENDS = 10;

    private static final int NAME_MAX = 56;
    private static final int ARROW = 6;

    private final Dialog dialog;
    private final Optional<Set<String>> walked;
    private final StringBuilder svg = new StringBuilder();
    private final Map<String, Integer> tops = new HashMap<>();
    private final Map<String, List<Edge>> ways = new HashMap<>();
    private int bends;

    private FlowPicture(Dialog dialog, Optional<Set<String>> walked) {
        this.dialog = dialog;
        this.walked = walked;
    }

    /** @param walked names of ways like {@code tx.ask_pin answer}; empty if nobody has looked */
    static String of(Dialog dialog, Optional<Set<String>> walked) {
        var picture = new FlowPicture(dialog, walked);
        int height = picture.place();
        picture.svg.append(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\" role=\"img\" aria-label=\"%3$s\">",
                WIDTH,
                height,
                escaped(dialog.name())));
        dialog.steps().values().forEach(picture::box);
        return picture.svg.append("</svg>").toString();
    }

    private int place() {
        for (Edge edge : Edge.of(dialog)) {
            if (dialog.steps().containsKey(edge.to())) {
                ways.computeIfAbsent(edge.from(), first -> new ArrayList<>()).add(edge);
            }
        }
        int y = GAP;
        for (Step step : dialog.steps().values()) {
            tops.put(step.name(), y);
            y += height(step) + GAP;
        }
        return y;
    }

    private int height(Step step) {
        return HEAD + LINE * (ways(step).size() + ends(step).size());
    }

    private List<Edge> ways(Step step) {
        return ways.getOrDefault(step.name(), List.of());
    }

    /** The ways at a step that end the conversation. */
    private static List<String> ends(Step step) {
        var ends = new ArrayList<String>();
        if (step instanceof Step.Do act) {
            act.outcomes().forEach((name, reaction) -> {
                if (reaction.go().ends()) {
                    ends.add(name + " ▪ " + reaction.go().way().name().toLowerCase(Locale.ROOT));
                }
            });
        } else if (step instanceof Step.Tell tell && tell.reaction().go().ends()) {
            ends.add("then ▪ " + tell.reaction().go().way().name().toLowerCase(Locale.ROOT));
        } else if (step instanceof Step.StartSms start && start.reaction().go().ends()) {
            ends.add("then ▪ " + start.reaction().go().way().name().toLowerCase(Locale.ROOT));
        }
        return ends;
    }

    private void box(Step step) {
        int y = tops.getOrDefault(step.name(), 0);
        svg.append(String.format(
                Locale.ROOT,
                "<a href=\"#%s-%s\"><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\" class=\"step\"/>",
                escaped(dialog.name()),
                escaped(step.name()),
                LEFT,
                y,
                BOX,
                height(step),
                step instanceof Step.Ask ? 12 : 2));
        text(LEFT + 8, y + 18, "name", step.name() + kind(step));
        svg.append("</a>");
        int line = y + HEAD + 9;
        for (Edge edge : ways(step)) {
            way(edge, y, line);
            line += LINE;
        }
        for (String end : ends(step)) {
            text(LEFT + 16, line, colour(step.name(), end.replaceFirst(" .*", "")), end);
            line += LINE;
        }
    }

    private static String kind(Step step) {
        return step.fold(new Step.Cases<String>(
                ask -> " ? " + ask.slot().name(),
                act -> " : " + act.action(),
                menu -> " : keys",
                tell -> " : says",
                transfer -> " : to " + transfer.target(),
                start -> " : SMS " + start.dialog()));
    }

    /** @param line the height of its words */
    private void way(Edge edge, int top, int line) {
        int to = tops.getOrDefault(edge.to(), 0);
        boolean on = to > top;
        var colour = colour(edge.from(), edge.walked());
        var aim = edge.to().equals(edge.from()) ? "↺ again" : (on ? "↓ " : "↑ ") + edge.to();
        var when = edge.when().isEmpty() ? "" : " (" + edge.when() + ")";
        text(LEFT + 16, line, colour, edge.on() + when + "  " + aim);
        int x = on ? RIGHT : LEFT;
        int out = FIRST_BEND + BEND * (bends++ % BENDS);
        int bend = on ? x + out : x - out;
        int from = line - 4;
        int head = to + HEAD / 2;
        int tip = on ? ARROW : -ARROW;
        svg.append(String.format(
                Locale.ROOT,
                "<path d=\"M%1$d %2$d C%3$d %2$d %3$d %4$d %1$d %4$d m%5$d -4 l%6$d 4 l%5$d 4\" class=\"way %7$s\"/>",
                x,
                from,
                bend,
                head,
                tip,
                -tip,
                colour));
    }

    private String colour(String step, String on) {
        return walked.map(ways -> ways.contains(dialog.name() + '.' + step + ' ' + on) ? "walked" : "missing")
                .orElse("unknown");
    }

    private void text(int x, int y, String kind, String words) {
        var shown = words.length() > NAME_MAX ? words.substring(0, NAME_MAX - 1) + "…" : words;
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" class=\"%s\">%s</text>",
                x,
                y,
                kind,
                escaped(shown)));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
