package cn.smspay.base;

/** The way by which somebody reached the service (R 4). */
public enum Channel {
    SMS,
    IVR,
    WEB,
    HALL,
    AGENT,
    STK,
    POS,
    BANK,
    MERCHANT,
    BOSS,
    SYSTEM,
    /** Somebody at the machine's own command line. */
    OPERATOR
}
