package cn.smspay.base;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The day to which something belongs: the date in Shanghai (R 3.0.1, R 3.0.4), as the number yyyymmdd. */
public record ServiceDay(int yyyymmdd) implements Comparable<ServiceDay> {
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** Before every record. */
    public static final ServiceDay NONE = new ServiceDay(0);

    public static ServiceDay of(LocalDate date) {
        return new ServiceDay(number(date));
    }

    public static ServiceDay of(Instant at) {
        return of(date(at));
    }

    public static LocalDate date(Instant at) {
        return LocalDate.ofInstant(at, ZONE);
    }

    /** The day as {@code yyyymmdd}, as it is stored. */
    public static int number(Instant at) {
        return number(date(at));
    }

    public static int number(LocalDate day) {
        return day.getYear() * 10_000 + day.getMonthValue() * 100 + day.getDayOfMonth();
    }

    public static LocalDate date(int number) {
        return LocalDate.of(number / 10_000, number / 100 % 100, number % 100);
    }

    public LocalDate date() {
        return date(yyyymmdd);
    }

    @Override
    public int compareTo(ServiceDay other) {
        return Integer.compare(yyyymmdd, other.yyyymmdd);
    }

    public boolean isBefore(ServiceDay other) {
        return yyyymmdd < other.yyyymmdd;
    }

    /** Like 20091102. */
    @Override
    public String toString() {
        return Integer.toString(yyyymmdd);
    }
}
