package cn.smspay.accounts;

/** The two passwords of an account (S-109). Each has its own counter and lock. */
public enum PasswordKind {
    LOGIN,
    PAY
}
