package cn.smspay.files.imports;

/** What a row came to. */
enum Written {
    ADDED,
    CHANGED,
    SAME,
    /** A cancelled number has a new owner (R 3.0.6). */
    REISSUED;

    static Written of(boolean fresh) {
        return fresh ? ADDED : SAME;
    }
}
