package cn.smspay.script;

import cn.smspay.yaml.Faults;
import java.util.LinkedHashMap;

/** D03: every step, slot, limit and dialogue that is named exists. D11: a command word belongs to one dialogue. */
final class NameLint {
    private final Scripts scripts;
    private final Faults faults;

    NameLint(Scripts scripts, Faults faults) {
        this.scripts = scripts;
        this.faults = faults;
    }

    void check() {
        scripts.dialogs().values().forEach(this::check);
        words();
    }

    private void check(Dialog dialog) {
        for (var edge : Edge.of(dialog)) {
            if (!dialog.steps().containsKey(edge.to())) {
                faults.unknown(
                        dialog.file(),
                        edge.line(),
                        "step",
                        edge.to(),
                        dialog.steps().keySet());
            }
        }
    }

    private void words() {
        var owners = new LinkedHashMap<String, Dialog>();
        for (Dialog dialog : scripts.dialogs().values()) {
            for (var command : dialog.commands()) {
                for (String word : command.words()) {
                    var other = owners.putIfAbsent(word, dialog);
                    if (other != null) {
                        faults.add(
                                dialog.file(),
                                command.line(),
                                "D11",
                                "command word \"" + word + "\" already belongs to " + other.file()
                                        + "; choose another");
                    }
                }
            }
        }
    }
}
