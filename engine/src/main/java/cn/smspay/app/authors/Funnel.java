package cn.smspay.app.authors;

import cn.smspay.talk.desk.Tally.Figure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How the conversations of one dialogue go on from step to step. */
final class Funnel {
    private static final String REFUSED = "REFUSED:";
    private static final String GIVE_UP = "give_up";
    private static final String LATE = "late";
    private static final String CANCELLED = "CANCELLED";
    private static final long PERCENT = 100;

    private final Map<String, Step> steps = new LinkedHashMap<>();
    private long messages;
    private long refused;
    private long refusedLi;
    private long done;
    private final boolean isVoice;
    private final Map<String, Long> ends = new TreeMap<>();

    /** What happened at one step. */
    private static final class Step {
        private long entered;
        private long answered;
        private long cancelled;
        private long gaveUp;
        private long late;
        private final Map<String, Long> reasons = new TreeMap<>();
        private final Map<String, Long> ways = new TreeMap<>();

        private long left() {
            return Math.max(0, entered - answered - cancelled - gaveUp);
        }
    }

    /** @param isVoice whether it is a voice menu, whose keys cost nothing by themselves */
    Funnel(boolean isVoice) {
        this.isVoice = isVoice;
    }

    /** @param li what one message cost on that day, in 厘 */
    void add(Figure figure, int li) {
        messages += figure.times();
        var at = steps.computeIfAbsent(figure.step(), name -> new Step());
        boolean stays = !figure.step().isEmpty() && figure.next().equals(figure.step());
        var reason = figure.came().startsWith(REFUSED) ? figure.came().substring(REFUSED.length()) : "";
        if (!reason.isEmpty()) {
            refused += figure.times();
            refusedLi = Math.addExact(refusedLi, Math.multiplyExact(li, figure.times()));
        }
        if (!figure.next().isEmpty() && !(stays && !reason.isEmpty())) {
            steps.computeIfAbsent(figure.next(), name -> new Step()).entered += figure.times();
        }
        if (figure.came().equals(CANCELLED)) {
            at.cancelled += figure.times();
        } else if (reason.equals(GIVE_UP)) {
            at.gaveUp += figure.times();
        } else if (reason.equals(LATE)) {
            at.late += figure.times();
        } else if (!reason.isEmpty() && stays) {
            at.reasons.merge(reason, figure.times(), Long::sum);
        } else if (!stays || reason.isEmpty()) {
            at.answered += figure.times();
            at.ways.merge(
                    (figure.next().isEmpty() ? "end" : figure.next()) + (reason.isEmpty() ? "" : " (" + reason + ")"),
                    figure.times(),
                    Long::sum);
        }
        if (figure.next().isEmpty()) {
            ends.merge(
                    reason.isEmpty() ? figure.came().equals(CANCELLED) ? "cancelled" : "done" : reason,
                    figure.times(),
                    Long::sum);
            done += reason.isEmpty() && !figure.came().equals(CANCELLED) ? figure.times() : 0;
        }
    }

    String line(String name) {
        return name + "  " + messages + (isVoice ? " entries, " : " messages, ") + done + " conversations done, " + refused
                + (isVoice ? " entries refused" : " messages refused, which cost " + MessagePrice.yuan(refusedLi).toPlainString() + " yuan");
    }

    /** The steps, those that most came to first. */
    List<String> lines(String name) {
        var lines = new ArrayList<String>();
        lines.add(line(name));
        steps.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Step> each) ->
                                each.getKey().isEmpty()
                                        ? Long.MIN_VALUE
                                        : -Math.max(each.getValue().entered, each.getValue().answered))
                        .thenComparing(Map.Entry::getKey))
                .forEach(each -> lines.add(line(each.getKey(), each.getValue())));
        if (!ends.isEmpty()) {
            lines.add("  ended: " + listed(ends));
        }
        return lines;
    }

    private static String line(String name, Step step) {
        var words = new ArrayList<String>();
        if (step.entered > 0) {
            words.add("asked " + step.entered);
            words.add("answered " + step.answered + " (" + step.answered * PERCENT / step.entered + " %)");
        } else {
            words.add((name.isEmpty() ? "" : "came ") + step.answered);
        }
        if (!step.reasons.isEmpty()) {
            words.add("refused " + listed(step.reasons));
        }
        add(words, "gave up", step.gaveUp);
        add(words, "cancelled", step.cancelled);
        add(words, "answered too late", step.late);
        add(words, "left or waiting", step.entered > 0 ? step.left() : 0);
        return "  " + (name.isEmpty() ? "opened" : name) + ": " + String.join(", ", words) + (step.ways.isEmpty() ? "" : "  -> " + listed(step.ways));
    }

    private static void add(List<String> words, String what, long times) {
        if (times > 0) {
            words.add(what + " " + times);
        }
    }

    private static String listed(Map<String, Long> times) {
        return times.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", "));
    }
}
