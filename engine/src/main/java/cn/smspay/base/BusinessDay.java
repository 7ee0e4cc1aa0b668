package cn.smspay.base;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The day to which something belongs: the date in Shanghai (R 3.0.1). */
public final class BusinessDay {
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private BusinessDay() {}

    public static LocalDate of(Instant at) {
        return LocalDate.ofInstant(at, ZONE);
    }

    /** The day as {@code yyyymmdd}, as it is stored. */
    public static int number(Instant at) {
        return number(of(at));
    }

    public static int number(LocalDate day) {
        return day.getYear() * 10_000 + day.getMonthValue() * 100 + day.getDayOfMonth();
    }

    public static LocalDate date(int number) {
        return LocalDate.of(number / 10_000, number / 100 % 100, number % 100);
    }
}
