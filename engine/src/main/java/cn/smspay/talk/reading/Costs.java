package cn.smspay.talk.reading;

import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Go;
import cn.smspay.talk.script.Reaction;
import cn.smspay.talk.script.ReplyContext;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Step;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What each way through a dialogue costs a subscriber, when nobody errs: messages sent, at the fee of one, and short messages
 * that come back. Ways that go in a circle are followed once.
 */
public final class Costs {
    /** More ways than these are no dialogue that somebody could follow. */
    private static final int WAYS_MAX = 20_000;

    private final Dialog dialog;
    private final Map<ReplyTemplate, Integer> sizes = new HashMap<>();
    private final Map<String, Range> ends = new LinkedHashMap<>();
    private int ways;

    /** Messages on the ways to one end. */
    private static final class Range {
        int least = Integer.MAX_VALUE;
        int most;
        int back;

        void add(int sent, int answers) {
            least = Math.min(least, sent);
            most = Math.max(most, sent);
            back = Math.max(back, answers);
        }
    }

    private Costs(Scripts scripts, Dialog dialog) {
        this.dialog = dialog;
        var widths = new Widths(scripts, dialog);
        for (List<ReplyContext> all : Sayings.of(scripts, dialog).values()) {
            for (ReplyContext said : all) {
                said.reply()
                        .texts()
                        .forEach((language, template) -> sizes.merge(
                                said.reply(),
                                widths.longest(said, language, template).messages(),
                                Math::max));
            }
        }
    }

    /**
     * A line for each way that a dialogue by short message can end, under a head for each dialogue.
     *
     * @param fee of a message that is sent, in yuan
     */
    public static List<String> of(Scripts scripts, Set<String> names, BigDecimal fee) {
        var lines = new ArrayList<String>();
        for (String name : new TreeSet<>(names)) {
            var ends = ends(scripts, name);
            if (!ends.isEmpty()) {
                lines.add(name + "  "
                        + String.join(" / ", dialog(scripts, name).title().values()));
                ends.forEach((end, range) -> lines.add("  " + end + ": " + words(range, fee)));
            }
        }
        return lines;
    }

    /** What a change costs: a line for each end that is new, gone, or costs otherwise. */
    public static List<String> compared(Scripts before, Scripts after, Set<String> names, BigDecimal fee) {
        var lines = new ArrayList<String>();
        for (String name : new TreeSet<>(names)) {
            var old = ends(before, name);
            var now = ends(after, name);
            var all = new LinkedHashSet<>(old.keySet());
            all.addAll(now.keySet());
            for (String end : all) {
                var was = old.containsKey(end) ? words(old.get(end), fee) : "not there";
                var is = now.containsKey(end) ? words(now.get(end), fee) : "not there";
                if (!was.equals(is)) {
                    lines.add(name + " " + end + ": " + was + " -> " + is + more(old.get(end), now.get(end), fee));
                }
            }
        }
        return lines;
    }

    /** What the longest way costs more or less than before. */
    private static String more(@Nullable Range was, @Nullable Range is, BigDecimal fee) {
        int more = was == null || is == null ? 0 : is.most - was.most;
        return more == 0 ? "" : " (" + yuan(Math.abs(more), fee) + (more > 0 ? " yuan more)" : " yuan less)");
    }

    private static Dialog dialog(Scripts scripts, String name) {
        var dialog = scripts.dialogs().get(name);
        if (dialog == null) {
            throw new IllegalArgumentException("no dialogue " + name);
        }
        return dialog;
    }

    private static Map<String, Range> ends(Scripts scripts, String name) {
        var dialog = scripts.dialogs().get(name);
        if (dialog == null || dialog.voice() != null || dialog.start().isEmpty()) {
            return Map.of();
        }
        var costs = new Costs(scripts, dialog);
        costs.at(dialog.start(), dialog.commands().isEmpty() ? 0 : 1, 0, new LinkedHashSet<>());
        return costs.ends;
    }

    private static String words(Range range, BigDecimal fee) {
        return (range.least == range.most ? "" : range.least + " to ") + range.most
                + (range.most == 1 ? " message, " : " messages, ")
                + (range.least == range.most ? "" : yuan(range.least, fee) + " to ") + yuan(range.most, fee)
                + " yuan; at most " + range.back + " come back";
    }

    private static String yuan(int messages, BigDecimal fee) {
        return fee.multiply(BigDecimal.valueOf(messages))
                .setScale(Math.max(2, fee.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    private void at(String name, int sent, int back, Set<String> passed) {
        if (!passed.add(name) || ++ways > WAYS_MAX || !dialog.steps().containsKey(name)) {
            return;
        }
        var step = dialog.step(name);
        if (step instanceof Step.Ask ask) {
            int asked = back + size(ask.say());
            // Without words of its own the answer comes with the command.
            int answered = sent + (ask.say().isEmpty() ? 0 : 1);
            at(ask.next(), answered, asked, passed);
            boolean taken = dialog.commands().stream()
                    .anyMatch(command -> command.take().equals(ask.slot().name()));
            // What came with the command is not asked for.
            if (taken || !ask.when().isEmpty()) {
                at(ask.next(), sent, back, passed);
            }
            if (ask.no() != null) {
                react(name + " no", ask.no(), answered, asked, passed);
            }
        } else if (step instanceof Step.Do act) {
            act.outcomes().forEach((outcome, reaction) -> react(name + " " + outcome, reaction, sent, back, passed));
        } else if (step instanceof Step.Tell tell) {
            react(name, tell.reaction(), sent, back, passed);
        }
        passed.remove(name);
    }

    private void react(String on, Reaction reaction, int sent, int back, Set<String> passed) {
        var go = reaction.go();
        int told = back + size(reaction.say()) + size(reaction.sms());
        if (go.ends()) {
            ends.computeIfAbsent(on + " (" + go.way().name().toLowerCase(Locale.ROOT) + ")", each -> new Range())
                    .add(sent, told);
        } else if (go.way() == Go.Kind.NEXT) {
            at(go.step(), sent, told, passed);
        }
    }

    private int size(List<ReplyTemplate> replies) {
        return replies.stream().mapToInt(reply -> sizes.getOrDefault(reply, 1)).sum();
    }
}
