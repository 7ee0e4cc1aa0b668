package cn.smspay.files.billing;

/** Why somebody need not pay, or must pay after all: reports count by it. */
public enum WaiverReason {
    /** A fault of ours. */
    SYSTEM_FAULT,
    /** A fault of the network or of the SMSC. */
    NETWORK_FAULT,
    /** The subscriber complained, and was right. */
    COMPLAINT,
    /** A courtesy. */
    GOODWILL,
    /** Charged twice. */
    DOUBLE_CHARGE,
    /** A message of our own tests. */
    TEST,
    /** A waiver was wrong. */
    WAIVED_WRONGLY
}
