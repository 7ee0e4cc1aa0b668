package cn.smspay.script;

/** Checks a set of files as a whole, once every single file is well formed. */
final class Lint {
    private Lint() {}

    static void check(Scripts scripts, Faults faults) {
        new NameLint(scripts, faults).check();
    }
}
