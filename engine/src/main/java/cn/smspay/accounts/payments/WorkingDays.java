package cn.smspay.accounts.payments;

import cn.smspay.base.ServiceDay;
import java.time.DayOfWeek;
import java.time.LocalDate;

/** Which days banks work: weekdays without holidays, and the weekend days that make up for them (R 3.5). */
public final class WorkingDays {
    private final CalendarSettings calendar;

    public WorkingDays(CalendarSettings calendar) {
        this.calendar = calendar;
    }

    /** Whether banks work on this day. */
    public boolean isWorked(LocalDate day) {
        int number = ServiceDay.number(day);
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return weekend
                ? calendar.workingWeekends().contains(number)
                : !calendar.holidays().contains(number);
    }

    /** The {@code count}-th working day after {@code day}, which itself does not count. */
    LocalDate after(LocalDate day, int count) {
        var at = day;
        for (int left = count; left > 0; ) {
            at = at.plusDays(1);
            left -= isWorked(at) ? 1 : 0;
        }
        return at;
    }
}
