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
 * A dialogue as a picture: its steps one below the other, ways on to later steps at the right, ways back at the left. A way is
 * green if a transcript walks it, red and dashed if none does, grey if nobody has looked. SVG that stands in a page.
 */
final class FlowPicture {
    private static final int BOX = 240;
    private static final int LEFT = 260;
    private static final int RIGHT = LEFT + BOX;
    private static final int HEAD = 26;
    private static final int LINE = 15;
    private static final int GAP = 26;
    private static final int FIRST_BEND = 24;
    private static final int BEND = 16;
    private static final int BENDS_MAX = 200;
    private static final int WIDTH = RIGHT + 330;
    private static final int NAME_MAX = 34;

    private final Dialog dialog;
    private final Optional<Set<String>> walked;
    private final StringBuilder svg = new StringBuilder();
    private final Map<String, Integer> tops = new HashMap<>();
    private final Map<String, Integer> heights = new HashMap<>();
    private final Map<String, Integer> labels = new HashMap<>();

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
        int bend = 0;
        for (Edge edge : Edge.of(dialog)) {
            picture.way(edge, bend++);
        }
        return picture.svg.append("</svg>").toString();
    }

    private int place() {
        int y = GAP;
        for (Step step : dialog.steps().values()) {
            int height = HEAD + LINE * ends(step).size();
            tops.put(step.name(), y);
            heights.put(step.name(), height);
            y += height + GAP;
        }
        return y;
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
        int height = heights.getOrDefault(step.name(), HEAD);
        svg.append(String.format(
                Locale.ROOT,
                "<a href=\"#%s-%s\"><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\" class=\"step\"/>",
                escaped(dialog.name()),
                escaped(step.name()),
                LEFT,
                y,
                BOX,
                height,
                step instanceof Step.Ask ? 12 : 2));
        text(LEFT + 8, y + 18, "name", step.name() + kind(step), "start");
        svg.append("</a>");
        int line = y + HEAD + 9;
        for (String end : ends(step)) {
            text(LEFT + 16, line, colour(step.name(), end.replaceFirst(" .*", "")), end, "start");
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

    private void way(Edge edge, int number) {
        if (!tops.containsKey(edge.from()) || !tops.containsKey(edge.to())) {
            return;
        }
        int from = tops.getOrDefault(edge.from(), 0) + HEAD / 2;
        int to = tops.getOrDefault(edge.to(), 0) + HEAD / 2;
        boolean on = to > from;
        int out = Math.min(BENDS_MAX, FIRST_BEND + BEND * (number % 12));
        int x = on ? RIGHT : LEFT;
        int bend = on ? x + out : x - out;
        var colour = colour(edge.from(), edge.walked());
        svg.append(String.format(
                Locale.ROOT,
                "<path d=\"M%1$d %2$d C%3$d %2$d %3$d %4$d %1$d %4$d\" class=\"way %5$s\"/>",
                x,
                from,
                bend,
                to,
                colour));
        // Ways between the same steps have their words one below the other.
        int before = labels.merge(edge.from() + ' ' + edge.to(), 1, Integer::sum) - 1;
        int middle = (from + to) / 2 + (from == to ? -8 : 4) + before * LINE;
        int label = on ? x + out * 3 / 4 + 4 : x - out * 3 / 4 - 4;
        text(label, middle, colour, edge.on() + (on ? " ↓" : " ↑"), on ? "start" : "end");
    }

    private String colour(String step, String on) {
        return walked.map(ways -> ways.contains(dialog.name() + '.' + step + ' ' + on) ? "walked" : "missing")
                .orElse("unknown");
    }

    private void text(int x, int y, String kind, String words, String anchor) {
        var shown = words.length() > NAME_MAX ? words.substring(0, NAME_MAX - 1) + "…" : words;
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" class=\"%s\" text-anchor=\"%s\">%s</text>",
                x,
                y,
                kind,
                anchor,
                escaped(shown)));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
