package cn.smspay.books.charge;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** A day of the books, in the time of Shanghai (R 3.0.4), as the number yyyymmdd. */
public record AccountingDay(int yyyymmdd) implements Comparable<AccountingDay> {
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** Before every record. */
    static final AccountingDay NONE = new AccountingDay(0);

    public static AccountingDay of(LocalDate date) {
        return new AccountingDay(date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth());
    }

    public static AccountingDay of(Instant instant) {
        return of(LocalDate.ofInstant(instant, ZONE));
    }

    public LocalDate date() {
        return LocalDate.of(yyyymmdd / 10_000, yyyymmdd / 100 % 100, yyyymmdd % 100);
    }

    @Override
    public int compareTo(AccountingDay other) {
        return Integer.compare(yyyymmdd, other.yyyymmdd);
    }

    public boolean isBefore(AccountingDay other) {
        return yyyymmdd < other.yyyymmdd;
    }

    /** Like 20091102. */
    @Override
    public String toString() {
        return Integer.toString(yyyymmdd);
    }
}
