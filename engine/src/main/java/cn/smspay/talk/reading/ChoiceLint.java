package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.talk.script.Conditions;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Edge;
import cn.smspay.talk.script.Guard;
import cn.smspay.talk.script.PlainText;
import cn.smspay.talk.script.Reaction;
import cn.smspay.talk.script.ReplyContext;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Slot;
import cn.smspay.talk.script.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What depends on conditions: D02 ways that are never gone, D06 cases in which nothing is said, D08 languages that nobody
 * speaks, D15 questions beside a question, D16 choices that are offered twice or not shown.
 */
final class ChoiceLint {
    /** The number by which a label says that it is chosen. */
    private static final Pattern NUMBER = Pattern.compile("(?:^|回复|REPLY )([0-9]{1,2})(?![0-9.])");

    private final Dialog dialog;
    private final Faults faults;

    ChoiceLint(Dialog dialog, Faults faults) {
        this.dialog = dialog;
        this.faults = faults;
    }

    void check() {
        for (Step step : dialog.steps().values()) {
            if (step instanceof Step.Ask ask) {
                ask(ask);
            }
            said(step).forEach(this::saidInEveryCase);
            reactions(step).forEach(this::branches);
        }
        dialog.commands().forEach(command -> {
            var slot = dialog.slots().get(command.take());
            if (slot != null && slot.type() == Slot.Type.TEXT) {
                add(
                        command.line(),
                        "D14",
                        "a free text is not taken along with the command, which would swallow what follows; ask for \""
                                + command.take() + "\"");
            }
        });
        aside();
    }

    private void ask(Step.Ask ask) {
        var type = ask.slot().type();
        if (dialog.voice() != null && (type == Slot.Type.TEXT || type == Slot.Type.CHOICE)) {
            add(
                    ask.line(),
                    "D02",
                    type == Slot.Type.TEXT
                            ? "no text can be keyed in a call; ask for digits"
                            : "\"choose\" can stand only in a dialogue by short message; in a call write \"menu\"");
        }
        choices(ask);
    }

    private void choices(Step.Ask ask) {
        var choices = ask.choices();
        boolean twice = false;
        for (int i = 0; i < choices.size(); i++) {
            var choice = choices.get(i);
            for (Step.Choice other : choices.subList(i + 1, choices.size())) {
                twice |= twice(choice, other);
            }
        }
        if (twice || ask.say().isEmpty()) {
            return;
        }
        boolean shows = ask.say().stream()
                .flatMap(reply -> reply.texts().values().stream())
                .anyMatch(text -> text.names().contains(ReplyContext.OPTIONS));
        choices.forEach(choice -> label(choice, shows));
    }

    private boolean twice(Step.Choice choice, Step.Choice other) {
        var both = other.words().stream()
                .filter(choice.words()::contains)
                .filter(word -> Conditions.together(choice.when(), other.when()))
                .toList();
        both.forEach(word -> add(
                other.line(),
                "D16",
                "answer \"" + word + "\" can be offered together with line " + choice.line()
                        + "; let \"when\" say which"));
        return !both.isEmpty();
    }

    private void label(Step.Choice choice, boolean shows) {
        if (!choice.say().isEmpty() && !shows) {
            add(
                    choice.line(),
                    "D16",
                    "the label is never shown; write <" + ReplyContext.OPTIONS + "> in the words of the menu");
        }
        if (!choice.when().isEmpty() && choice.say().isEmpty()) {
            add(
                    choice.line(),
                    "D16",
                    "this choice is not always offered, so that the menu cannot name it; give it a label under \"say\"");
        }
        if (!faults.any(fault -> fault.file().equals(dialog.file()) && fault.line() == choice.line())) {
            choice.say().forEach(reply -> label(choice, reply));
        }
    }

    /** The first language that names another answer, or none. */
    private void label(Step.Choice choice, ReplyTemplate reply) {
        for (var each : reply.texts().entrySet()) {
            var language = each.getKey();
            var text = PlainText.of(each.getValue().text());
            var number = NUMBER.matcher(text);
            var named = number.find() ? number.group(1) : "";
            if (!each.getValue().names().isEmpty()) {
                faults.add(reply.place(language), "D09", "in " + language + ": a label has no placeholders");
                return;
            }
            if (!named.isEmpty() && !choice.words().contains(named)) {
                faults.add(
                        reply.place(language),
                        "D16",
                        "in " + language + ": the label names " + named + ", but is chosen by "
                                + String.join(", ", choice.words()));
                return;
            }
            if (choice.words().stream().noneMatch(word -> names(text, word))) {
                faults.add(
                        reply.place(language),
                        "D16",
                        "in " + language + ": the label does not name an answer that chooses it, like "
                                + choice.words().get(0));
                return;
            }
        }
    }

    /** Whether a label names an answer; 1 is not named by 10. */
    private static boolean names(String text, String word) {
        return word.chars().allMatch(Character::isDigit)
                ? Pattern.compile("(?<![0-9.])" + word + "(?![0-9])")
                        .matcher(text)
                        .find()
                : text.contains(word);
    }

    /** Everything that a step says, list by list. */
    private static Stream<List<ReplyTemplate>> said(Step step) {
        return step.fold(new Step.Cases<>(
                ask -> Stream.of(ask.say()),
                act -> Stream.<List<ReplyTemplate>>empty(),
                menu -> Stream.of(menu.say()),
                tell -> Stream.<List<ReplyTemplate>>empty(),
                transfer -> Stream.of(transfer.say()),
                start -> Stream.<List<ReplyTemplate>>empty()));
    }

    /** What follows a step's outcomes. */
    static Stream<Reaction> reactions(Step step) {
        return step.fold(new Step.Cases<>(
                ask -> Stream.ofNullable(ask.no()),
                act -> act.outcomes().values().stream(),
                menu -> Stream.empty(),
                tell -> Stream.of(tell.reaction()),
                transfer -> Stream.ofNullable(transfer.failed()),
                start -> Stream.of(start.reaction())));
    }

    private void saidInEveryCase(List<ReplyTemplate> replies) {
        var sets = replies.stream().map(ReplyTemplate::when).toList();
        if (!sets.isEmpty() && !Conditions.oneHolds(sets)) {
            faults.add(
                    replies.get(0).file(),
                    replies.get(0).line(),
                    "D06",
                    "there are cases in which nothing is said; add a text without \"when\", or with the opposite");
        }
    }

    private void branches(Reaction reaction) {
        saidInEveryCase(reaction.say());
        saidInEveryCase(reaction.sms());
        var before = new ArrayList<List<Guard>>();
        for (Reaction.Branch branch : reaction.branches()) {
            if (!before.isEmpty() && Conditions.oneHolds(before)) {
                add(branch.line(), "D02", "this way is never gone: one of those above it always is");
            }
            before.add(branch.when());
        }
    }

    /** What begins beside an open question must not ask another one. */
    private void aside() {
        if (dialog.aside().isEmpty()) {
            return;
        }
        var seen = new HashSet<String>();
        var open = new ArrayDeque<>(List.of(dialog.aside()));
        var edges = Edge.of(dialog);
        while (!open.isEmpty()) {
            var at = open.remove();
            if (!seen.add(at)) {
                continue;
            }
            if (dialog.step(at) instanceof Step.Ask ask && !ask.say().isEmpty()) {
                add(
                        ask.line(),
                        "D15",
                        "step \"" + dialog.aside()
                                + "\" under \"aside\" leads to a question, while another one is open;"
                                + " let it end without one");
                return;
            }
            edges.stream().filter(edge -> edge.from().equals(at)).forEach(edge -> open.add(edge.to()));
        }
    }

    private void add(int line, String rule, String text) {
        faults.add(dialog.file(), line, rule, text);
    }
}
