package cn.smspay.books.charge;

import cn.smspay.base.BusinessDay;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** A day of the books, in the time of Shanghai (R 3.0.4), as the number yyyymmdd. */
public record AccountingDay(int yyyymmdd) implements Comparable<AccountingDay> {
    public static final ZoneId ZONE = BusinessDay.ZONE;

    /** Before every record. */
    static final AccountingDay NONE = new AccountingDay(0);

    public static AccountingDay of(LocalDate date) {
        return new AccountingDay(BusinessDay.number(date));
    }

    public static AccountingDay of(Instant instant) {
        return of(BusinessDay.of(instant));
    }

    public LocalDate date() {
        return BusinessDay.date(yyyymmdd);
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
