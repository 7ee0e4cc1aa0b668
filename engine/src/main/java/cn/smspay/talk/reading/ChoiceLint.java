package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.talk.script.Conditions;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Edge;
import cn.smspay.talk.script.Guard;
import cn.smspay.talk.script.Moment;
import cn.smspay.talk.script.PlainText;
import cn.smspay.talk.script.Reaction;
import cn.smspay.talk.script.Reply;
import cn.smspay.talk.script.Said;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Slot;
import cn.smspay.talk.script.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * What depends on conditions: D02 ways that are never gone, D06 cases in which nothing is said, D08 languages that nobody
 * speaks, D15 questions beside a question, D16 choices that are offered twice or not shown.
 */
final class ChoiceLint {
    private final Scripts scripts;
    private final Dialog dialog;
    private final Faults faults;

    ChoiceLint(Scripts scripts, Dialog dialog, Faults faults) {
        this.scripts = scripts;
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
        guards(ask.when(), ask.line());
        choices(ask);
    }

    private void choices(Step.Ask ask) {
        var choices = ask.choices();
        boolean shows = ask.say().stream()
                .flatMap(reply -> reply.texts().values().stream())
                .anyMatch(text -> text.names().contains(Said.OPTIONS));
        for (int i = 0; i < choices.size(); i++) {
            var choice = choices.get(i);
            guards(choice.when(), choice.line());
            label(choice, shows);
            for (Step.Choice other : choices.subList(i + 1, choices.size())) {
                other.words().stream()
                        .filter(choice.words()::contains)
                        .filter(word -> Conditions.together(choice.when(), other.when()))
                        .forEach(word -> add(
                                other.line(),
                                "D16",
                                "answer \"" + word + "\" can be offered together with line " + choice.line()
                                        + "; let \"when\" say which"));
            }
        }
    }

    private void label(Step.Choice choice, boolean shows) {
        if (!choice.say().isEmpty() && !shows) {
            add(
                    choice.line(),
                    "D16",
                    "the label is never shown; write <" + Said.OPTIONS + "> in the words of the menu");
        }
        if (!choice.when().isEmpty() && choice.say().isEmpty()) {
            add(
                    choice.line(),
                    "D16",
                    "this choice is not always offered, so that the menu cannot name it; give it a label under \"say\"");
        }
        for (Reply reply : choice.say()) {
            reply.texts().forEach((language, text) -> {
                if (!text.names().isEmpty()) {
                    faults.add(reply.place(language), "D09", "in " + language + ": a label has no placeholders");
                }
                if (choice.words().stream()
                        .noneMatch(word -> PlainText.of(text.text()).contains(word))) {
                    faults.add(
                            reply.place(language),
                            "D16",
                            "in " + language + ": the label does not name an answer that chooses it, like "
                                    + choice.words().get(0));
                }
            });
        }
    }

    /** Everything that a step says, list by list. */
    private static Stream<List<Reply>> said(Step step) {
        return step.fold(new Step.Cases<>(
                ask -> Stream.of(ask.say()),
                act -> Stream.<List<Reply>>empty(),
                menu -> Stream.of(menu.say()),
                tell -> Stream.<List<Reply>>empty(),
                transfer -> Stream.of(transfer.say()),
                start -> Stream.<List<Reply>>empty()));
    }

    private static Stream<Reaction> reactions(Step step) {
        return step.fold(new Step.Cases<>(
                ask -> Stream.ofNullable(ask.no()),
                act -> act.outcomes().values().stream(),
                menu -> Stream.empty(),
                tell -> Stream.of(tell.reaction()),
                transfer -> Stream.ofNullable(transfer.failed()),
                start -> Stream.of(start.reaction())));
    }

    private void saidInEveryCase(List<Reply> replies) {
        replies.forEach(reply -> guards(reply.when(), reply.line()));
        var sets = replies.stream().map(Reply::when).toList();
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
            guards(branch.when(), branch.line());
            if (!before.isEmpty() && Conditions.oneHolds(before)) {
                add(branch.line(), "D02", "this way is never gone: one of those above it always is");
            }
            before.add(branch.when());
        }
    }

    private void guards(List<Guard> guards, int line) {
        for (Guard guard : guards) {
            var moment = guard.moment();
            if (moment == null) {
                continue;
            }
            if (moment.kind() == Moment.Kind.HOLIDAY
                    && scripts.common().calendar().holidays().isEmpty()) {
                add(line, "D03", "no day is a holiday: list them under \"holidays\" in dialogs/_common.yaml");
            }
            if (moment.kind() == Moment.Kind.LANGUAGE
                    && !scripts.common().languages().contains(moment.language())) {
                add(
                        line,
                        "D08",
                        "nobody is spoken to in \"" + moment.language() + "\"; the languages are "
                                + scripts.common().languages());
            }
        }
        for (int i = 0; i < guards.size(); i++) {
            for (Guard other : guards.subList(i + 1, guards.size())) {
                if (!Conditions.together(List.of(guards.get(i)), List.of(other))) {
                    add(line, "D02", "\"" + guards.get(i) + "\" and \"" + other + "\" never hold together");
                }
            }
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
