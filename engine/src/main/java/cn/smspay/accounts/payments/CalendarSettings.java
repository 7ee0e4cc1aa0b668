package cn.smspay.accounts.payments;

import java.util.Set;

/**
 * Which days differ from the week's.
 *
 * @param holidays weekdays off, as {@code yyyymmdd}
 * @param workingWeekends weekend days that are worked, as {@code yyyymmdd}
 */
public record CalendarSettings(Set<Integer> holidays, Set<Integer> workingWeekends) {}
