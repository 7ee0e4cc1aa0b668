package cn.smspay.accounts.customers;

/** The two passwords of an account (S-109). Each has its own counter and lock. */
public enum PasswordKind {
    LOGIN,
    PAY
}
