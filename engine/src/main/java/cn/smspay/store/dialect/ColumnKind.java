package cn.smspay.store.dialect;

/** What lies in a column. */
public enum ColumnKind {
    /** A whole number of 64 bits: amounts in fen, epoch millis, 1 for true. */
    NUMBER,
    TEXT,
    OCTETS
}
