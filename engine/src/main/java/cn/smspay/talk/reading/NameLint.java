package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Edge;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Slot;
import cn.smspay.talk.script.Step;
import java.util.List;

/** D03: every step, slot, limit, dialogue and notice that is named exists; D04 for notices: each one is said. */
final class NameLint {
    private final Scripts scripts;
    private final Faults faults;

    NameLint(Scripts scripts, Faults faults) {
        this.scripts = scripts;
        this.faults = faults;
    }

    void check() {
        scripts.dialogs().values().forEach(this::check);
        var known = scripts.catalogue().notices().keySet();
        scripts.notices().forEach((name, notice) -> {
            if (!known.contains(name)) {
                var reply = notice.reply();
                faults.unknown(reply.file(), reply.line(), "notice", name, known);
            }
        });
        known.stream()
                .filter(name -> !scripts.notices().containsKey(name))
                .forEach(name -> faults.add(
                        ScriptFiles.NOTICES,
                        1,
                        "D04",
                        "notice \"" + name + "\" is not said; add it under \"notices\""));
    }

    private void check(Dialog dialog) {
        for (Edge edge : Edge.of(dialog)) {
            step(dialog, edge.to(), edge.line());
        }
        if (dialog.voice() != null) {
            step(dialog, dialog.voice().withheld(), 1);
            step(dialog, dialog.voice().home(), 1);
        }
        dialog.steps().values().forEach(each -> startedBySms(dialog, each));
        dialog.slots().values().forEach(slot -> limits(dialog, slot));
        for (var command : dialog.commands()) {
            if (!command.take().isEmpty() && !dialog.slots().containsKey(command.take())) {
                faults.unknown(
                        dialog.file(),
                        command.line(),
                        "slot",
                        command.take(),
                        dialog.slots().keySet());
            }
        }
    }

    private void step(Dialog dialog, String name, int line) {
        if (!dialog.steps().containsKey(name)) {
            faults.unknown(dialog.file(), line, "step", name, dialog.steps().keySet());
        }
    }

    private void startedBySms(Dialog dialog, Step step) {
        if (step instanceof Step.StartSms start) {
            var target = scripts.dialogs().get(start.dialog());
            if (target == null) {
                faults.unknown(
                        dialog.file(),
                        start.line(),
                        "dialogue",
                        start.dialog(),
                        scripts.dialogs().keySet());
            } else if (!start.at().isEmpty() && !target.steps().containsKey(start.at())) {
                faults.unknown(
                        dialog.file(),
                        start.line(),
                        "step",
                        start.at(),
                        target.steps().keySet());
            }
        }
    }

    private void limits(Dialog dialog, Slot slot) {
        for (String bound : List.of(slot.min(), slot.max())) {
            var limit = Slot.limit(bound);
            var known = scripts.catalogue().limits().keySet();
            if (!limit.isEmpty() && !known.contains(limit)) {
                faults.unknown(dialog.file(), slot.line(), "limit", limit, known);
            }
        }
    }
}
