package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Step;
import java.util.Map;
import java.util.stream.Collectors;

/** D03: every step, slot, dialogue and notice that is named exists; D04 for notices: each one is said. */
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
        if (someFileIsUnread() || faults.any(fault -> fault.text().startsWith("unknown key"))) {
            return;
        }
        known.stream()
                .filter(name -> !scripts.notices().containsKey(name))
                .filter(name -> scripts.notices().keySet().stream()
                        .noneMatch(other -> !known.contains(other) && Faults.isNear(other, name)))
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
        dialog.steps().values().forEach(each -> startedBySms(each));
    }

    private void startedBySms(Step step) {
        if (step instanceof Step.StartSms start) {
            var target = scripts.dialogs().get(start.dialog());
            if (target == null && !start.dialog().isEmpty() && !someFileIsUnread()) {
                faults.unknown(
                        start.places().dialog(),
                        "dialogue",
                        start.dialog(),
                        scripts.dialogs().keySet());
            } else if (target != null) {
                var known = declared(target).steps();
                if (!start.at().isEmpty() && !known.contains(start.at())) {
                    faults.unknown(start.places().at(), "step", start.at(), known);
                }
            }
        }
    }
}
