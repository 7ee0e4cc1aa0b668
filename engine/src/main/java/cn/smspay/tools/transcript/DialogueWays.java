package cn.smspay.tools.transcript;

import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Edge;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Slot;
import cn.smspay.talk.script.Step;
import java.util.ArrayList;
import java.util.List;

/** Every way that conversations can take through a set of files, each by a name like {@code tx.ask_pin answer}. */
final class DialogueWays {
    private final List<String> names = new ArrayList<>();
    private final Dialog dialog;

    private DialogueWays(Dialog dialog) {
        this.dialog = dialog;
    }

    static String name(String dialog, String step, String on) {
        return dialog + (step.isEmpty() ? "" : "." + step) + ' ' + on;
    }

    static List<String> of(Scripts scripts) {
        var all = new ArrayList<String>();
        scripts.dialogs().values().forEach(dialog -> all.addAll(of(dialog)));
        scripts.notices().keySet().forEach(name -> all.add("notice " + name));
        return all;
    }

    static List<String> of(Dialog dialog) {
        var ways = new DialogueWays(dialog);
        dialog.commands()
                .forEach(command ->
                        command.words().forEach(word -> ways.names.add(name(dialog.name(), "", "opened " + word))));
        dialog.steps()
                .values()
                .forEach(step -> step.fold(new Step.Cases<Boolean>(
                        ways::ask, ways::act, ways::menu, ways::tell, ways::transfer, ways::startSms)));
        return ways.names;
    }

    private boolean add(Step step, String on) {
        return names.add(name(dialog.name(), step.name(), on));
    }

    private boolean ask(Step.Ask ask) {
        if (ask.choices().isEmpty()) {
            add(ask, "answer");
        } else {
            Edge.of(ask).stream()
                    .filter(edge -> edge.on().startsWith(Edge.CHOICE))
                    .forEach(edge -> add(ask, edge.walked()));
        }
        if (!ask.when().isEmpty()) {
            add(ask, "skip");
        }
        if (ask.no() != null) {
            add(ask, "no");
        }
        ask.slot().reasons().stream()
                .filter(reason -> canBeRefused(dialog, ask.slot(), reason))
                .forEach(reason -> add(ask, "refused " + reason));
        if (ask.say().isEmpty()) {
            return true;
        }
        if (!dialog.survives()) {
            add(ask, "gave up");
        }
        if (dialog.voice() == null) {
            add(ask, "cancelled");
            add(ask, "late");
            if (!dialog.survives()) {
                add(ask, "replaced");
            }
            if (!ask.back().isEmpty()) {
                add(ask, "back");
            }
        } else {
            add(ask, "back");
            add(ask, "no_input");
        }
        return true;
    }

    /** A phone has no letters, and what it presses ends after the last digit; a bound without an upper one has a text of its own. */
    static boolean canBeRefused(Dialog dialog, Slot slot, String reason) {
        boolean spoken = dialog.voice() != null;
        return switch (reason) {
            case "not_digits" -> !spoken;
            case "not_confirm" -> slot.no().isEmpty() || !spoken;
            // Of any characters there is only the empty one, which no handset sends.
            case "not_text" -> slot.wording().characters() != Slot.Characters.ANY;
            default -> slot.refusals().containsKey(reason);
        };
    }

    private boolean act(Step.Do act) {
        act.outcomes().keySet().forEach(outcome -> add(act, outcome));
        return true;
    }

    private boolean menu(Step.Menu menu) {
        menu.options().forEach(option -> add(menu, "key " + option.key() + " -> " + option.next()));
        add(menu, menu.silence().isEmpty() ? "no_input" : "silence");
        add(menu, "no_match");
        return add(menu, "gave up");
    }

    private boolean tell(Step.Tell tell) {
        return add(tell, "then");
    }

    private boolean transfer(Step.Transfer transfer) {
        add(transfer, "handed");
        return add(transfer, "failed");
    }

    private boolean startSms(Step.StartSms start) {
        return add(start, "then");
    }
}
