package cn.smspay.script;

import cn.smspay.yaml.Faults;

/** Checks a set of files as a whole, once every single file is well formed. */
final class Lint {
    private Lint() {}

    static void check(Scripts scripts, Faults faults) {
        new NameLint(scripts, faults).check();
        new WordLint(scripts, faults).check();
        if (faults.none()) {
            for (Dialog dialog : scripts.dialogs().values()) {
                var flow = new Flow(scripts, dialog);
                new FlowLint(scripts, dialog, flow, faults).check();
                new ValueLint(scripts, dialog, flow, faults).check();
            }
            new ReplyLint(scripts, faults).check();
        }
    }
}
