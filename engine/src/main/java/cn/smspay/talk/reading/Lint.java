package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Flow;
import cn.smspay.talk.script.Scripts;

/** Checks a set of files as a whole, once every single file is well formed. */
public final class Lint {
    private Lint() {}

    public static void check(Scripts scripts, Faults faults) {
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
