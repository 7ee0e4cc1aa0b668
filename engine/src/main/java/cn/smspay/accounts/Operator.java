package cn.smspay.accounts;

/** Whose customer a number is. */
public enum Operator {
    CHINA_MOBILE,
    CHINA_UNICOM,
    CHINA_TELECOM
}
