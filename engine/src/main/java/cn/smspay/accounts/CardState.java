package cn.smspay.accounts;

/** What became of a recharge card (domain.md 4.4). Whether it has expired is a matter of the date. */
public enum CardState {
    NEW,
    ACTIVE,
    FROZEN,
    VOID,
    USED
}
