package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Edge;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Slot;
import cn.smspay.talk.script.Step;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** D03: every step, slot, limit, dialogue and notice that is named exists; D04 for notices: each one is said. */
final class NameLint {
    private final Scripts scripts;
    private final Map<String, Declared> declared;
    private final Faults faults;

    NameLint(Scripts scripts, Map<String, Declared> declared, Faults faults) {
        this.scripts = scripts;
        this.declared = declared;
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
        if (someFileIsUnread()) {
            return;
        }
        known.stream()
                .filter(name -> !scripts.notices().containsKey(name))
                .forEach(name -> faults.add(
                        ScriptFiles.NOTICES,
                        1,
                        "D04",
                        "notice \"" + name + "\" is not said; add it under \"notices\""));
    }

    /** Then nobody can say whether the name that is missing stands in it. */
    private boolean someFileIsUnread() {
        var read = scripts.dialogs().values().stream().map(Dialog::file).collect(Collectors.toSet());
        read.add(scripts.common().file());
        return faults.any(fault -> !read.contains(fault.file()));
    }

    private Declared declared(Dialog dialog) {
        return declared.getOrDefault(dialog.name(), Declared.NOTHING);
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
            var slots = declared(dialog).slots();
            if (!command.take().isEmpty() && !slots.contains(command.take())) {
                faults.unknown(dialog.file(), command.line(), "slot", command.take(), slots);
            }
        }
    }

    private void step(Dialog dialog, String name, int line) {
        var known = declared(dialog).steps();
        if (!name.isEmpty() && !known.contains(name)) {
            faults.unknown(dialog.file(), line, "step", name, known);
        }
    }

    private void startedBySms(Dialog dialog, Step step) {
        if (step instanceof Step.StartSms start) {
            var target = scripts.dialogs().get(start.dialog());
            if (target == null && !someFileIsUnread()) {
                faults.unknown(
                        dialog.file(),
                        start.line(),
                        "dialogue",
                        start.dialog(),
                        scripts.dialogs().keySet());
            } else if (target != null) {
                var known = declared(target).steps();
                if (!start.at().isEmpty() && !known.contains(start.at())) {
                    faults.unknown(dialog.file(), start.line(), "step", start.at(), known);
                }
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
