package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Node;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Flow;
import cn.smspay.talk.script.Scripts;
import java.util.Map;
import java.util.Set;

/**
 * Checks a set of files as a whole. One look finds what it can: a file that cannot be read hides no fault of another, and no
 * fault is told twice as what follows from it.
 */
final class Lint {
    /** Rules about single texts and words; a dialogue with such a fault still has its steps in order. */
    private static final Set<String> OF_TEXTS =
            Set.of("D06", "D07", "D08", "D11", "D12", "D20", "D22", "D23", "D24", "D25");

    private final Scripts scripts;
    private final Map<String, Declared> declared;
    private final Map<String, Node> nodes;
    private final Faults faults;

    /**
     * @param declared by dialogue
     * @param nodes what stands in each file
     */
    Lint(Scripts scripts, Map<String, Declared> declared, Map<String, Node> nodes, Faults faults) {
        this.nodes = nodes;
        this.scripts = scripts;
        this.declared = declared;
        this.faults = faults;
    }

    void check() {
        new NameLint(scripts, declared, nodes, faults).check(this::isSound);
        new WordLint(scripts, nodes.get(scripts.common().file()), faults).check();
        boolean commonIsSound = isSound(scripts.common().file());
        if (!commonIsSound) {
            return;
        }
        for (Dialog dialog : scripts.dialogs().values()) {
            if (isSound(dialog.file())) {
                var flow = new Flow(scripts, dialog);
                new FlowLint(scripts, dialog, flow, faults).check();
                new ChoiceLint(dialog, faults).check();
                new KeyLint(dialog, faults).check();
                new ValueLint(scripts, dialog, flow, faults).check();
            }
        }
        new ReplyLint(scripts, faults).check(dialog -> isSound(dialog.file()));
        if (!faults.any(fault -> !OF_TEXTS.contains(fault.rule()) || fault.rule().equals("D11"))) {
            new ToldLint(scripts, faults).check(dialog -> isSound(dialog.file()));
        }
        new UseLint(scripts, nodes, faults).check(this::isSound);
    }

    private boolean isSound(String file) {
        return !faults.any(fault -> fault.file().equals(file) && !OF_TEXTS.contains(fault.rule()));
    }
}
