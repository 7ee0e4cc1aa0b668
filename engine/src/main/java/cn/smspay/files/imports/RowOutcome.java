package cn.smspay.files.imports;

/** What a row came to. */
enum RowOutcome {
    ADDED,
    CHANGED,
    SAME,
    /** A cancelled number has a new owner (R 3.0.6). */
    REISSUED;

    static RowOutcome of(boolean fresh) {
        return fresh ? ADDED : SAME;
    }
}
