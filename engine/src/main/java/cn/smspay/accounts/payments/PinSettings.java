package cn.smspay.accounts.payments;

/** For which commands the pay password is asked (D-01). */
public record PinSettings(boolean forClosing, boolean forWithdrawal, boolean forBill, boolean forTopUp) {}
