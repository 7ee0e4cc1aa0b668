package cn.smspay.script;

import cn.smspay.yaml.Faults;

/** Checks a set of files as a whole, once every single file is well formed. */
final class Lint {
    private Lint() {}

    static void check(Scripts scripts, Faults faults) {
        new NameLint(scripts, faults).check();
    }
}
