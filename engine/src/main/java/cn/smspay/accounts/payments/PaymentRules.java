package cn.smspay.accounts.payments;

/** What a carrier may decide otherwise about payments (R 5). */
public record PaymentRules(
        PinSettings pins, WithdrawalSettings withdrawal, BillSettings bill, CalendarSettings calendar, DayCaps caps) {}
