package cn.smspay.talk.script;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a guard may ask of the moment, in Shanghai's time, or of the language that is spoken.
 *
 * @param from the first minute of the day, bit set of weekdays, or first day of the epoch, by the kind
 * @param to the minute that is no more part of it, or the last day of the epoch
 * @param language of the kind LANGUAGE, else empty
 */
public record Moment(Kind kind, long from, long to, String language) {
    /** Words by which such a guard begins. */
    public static final Set<String> WORDS = Set.of("time", "weekday", "date", "holiday", "workday", "language");

    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final int MINUTES = 24 * 60;

    /** What is asked. */
    public enum Kind {
        TIME,
        WEEKDAY,
        DATE,
        HOLIDAY,
        WORKDAY,
        LANGUAGE
    }

    /** Null if the text asks for nothing of the moment. */
    static @Nullable Moment read(String written) {
        int space = written.indexOf(' ');
        var word = space < 0 ? written : written.substring(0, space);
        var rest = space < 0 ? "" : written.substring(space + 1).strip();
        return switch (word) {
            case "time" -> time(rest);
            case "weekday" -> weekday(rest);
            case "date" -> date(rest);
            case "language" -> language(rest);
            case "holiday" -> bare(Kind.HOLIDAY, rest);
            case "workday" -> bare(Kind.WORKDAY, rest);
            default -> null;
        };
    }

    private static Moment bare(Kind kind, String rest) {
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException("\"" + kind.name().toLowerCase(Locale.ROOT)
                    + "\" stands alone; its days are listed in dialogs/_common.yaml");
        }
        return new Moment(kind, 0, 0, "");
    }

    private static Moment time(String rest) {
        var ends = rest.split("-", -1);
        var from = ends.length == 2 ? minute(ends[0].strip()) : -1;
        var to = ends.length == 2 ? minute(ends[1].strip()) : -1;
        if (from < 0 || to < 0 || from == to || from == MINUTES) {
            throw new IllegalArgumentException("a time of day is written like time 06:00-12:00, not \"" + rest
                    + "\"; its end is no more part of it");
        }
        return new Moment(Kind.TIME, from, to, "");
    }

    private static int minute(String written) {
        if (written.equals("24:00")) {
            return MINUTES;
        }
        try {
            var time = LocalTime.parse(written);
            return time.getHour() * 60 + time.getMinute();
        } catch (DateTimeException e) {
            return -1;
        }
    }

    private static Moment weekday(String rest) {
        long days = 0;
        for (String part : rest.strip().toLowerCase(Locale.ROOT).split("[ ,]+")) {
            var ends = part.split("-", -1);
            int first = day(ends[0]);
            int last = ends.length == 1 ? first : ends.length == 2 ? day(ends[1]) : -1;
            if (first < 0 || last < 0) {
                throw new IllegalArgumentException(
                        "weekdays are written like weekday mon-fri or weekday sat,sun, not \"" + rest + "\"");
            }
            for (int day = first; ; day = (day + 1) % DAYS.size()) {
                days |= 1L << day;
                if (day == last) {
                    break;
                }
            }
        }
        return new Moment(Kind.WEEKDAY, days, 0, "");
    }

    private static int day(String written) {
        int named = DAYS.indexOf(written);
        return named >= 0 ? named : written.matches("[1-7]") ? written.charAt(0) - '1' : -1;
    }

    private static Moment date(String rest) {
        var days = Days.read(rest);
        if (days == null) {
            throw new IllegalArgumentException(
                    "days are written like date 2009-11-01..2009-11-30, not \"" + rest + "\"");
        }
        return new Moment(Kind.DATE, days.first().toEpochDay(), days.last().toEpochDay(), "");
    }

    private static Moment language(String rest) {
        if (!rest.matches("[a-z]{2}")) {
            throw new IllegalArgumentException("a language is written like language en, not \"" + rest + "\"");
        }
        return new Moment(Kind.LANGUAGE, 0, 0, rest);
    }

    /**
     * A day, or all from one to another.
     *
     * @param last the last one, part of it
     */
    public record Days(LocalDate first, LocalDate last) {
        /** Reads {@code 2009-10-01} or {@code 2009-10-01..2009-10-08}; null if it is neither. */
        public static @Nullable Days read(String written) {
            int dots = written.indexOf("..");
            var from = dots < 0 ? written : written.substring(0, dots);
            var to = dots < 0 ? written : written.substring(dots + 2);
            try {
                var days = new Days(LocalDate.parse(from.strip()), LocalDate.parse(to.strip()));
                return days.last.isBefore(days.first) ? null : days;
            } catch (DateTimeException e) {
                return null;
            }
        }
    }

    /** Whether it is so at this time of Shanghai. */
    public boolean holds(LocalDateTime at, String spoken, Calendar calendar) {
        var day = at.toLocalDate();
        return switch (kind) {
            case TIME -> inTime(at.getHour() * 60 + at.getMinute());
            case WEEKDAY -> (from >> (day.getDayOfWeek().getValue() - 1) & 1) == 1;
            case DATE -> day.toEpochDay() >= from && day.toEpochDay() <= to;
            case HOLIDAY -> calendar.isHoliday(day);
            case WORKDAY -> calendar.isWorkday(day);
            case LANGUAGE -> language.equals(spoken);
        };
    }

    private boolean inTime(int minute) {
        return from < to ? minute >= from && minute < to : minute >= from || minute < to;
    }

    /**
     * Days off, and days of the weekend that are worked instead.
     *
     * @param holidays listed in {@code _common.yaml}
     * @param workdays Saturdays and Sundays that are worked
     */
    public record Calendar(Set<LocalDate> holidays, Set<LocalDate> workdays) {
        public static final Calendar NONE = new Calendar(Set.of(), Set.of());

        boolean isHoliday(LocalDate day) {
            return holidays.contains(day);
        }

        boolean isWorkday(LocalDate day) {
            boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
            return !holidays.contains(day) && (!weekend || workdays.contains(day));
        }
    }
}
