package cn.smspay.books.charge;

import cn.smspay.base.ServiceDay;
import java.time.Instant;

/**
 * When an uplink came and on which day it counts.
 *
 * @param eventAt when it arrived
 * @param recordedAt when its record was written
 * @param day the day on which it is accounted: that of {@code eventAt}, or the open day if that one was over
 * @param late whether {@code day} is later than the day of {@code eventAt}
 */
public record Timing(Instant eventAt, Instant recordedAt, ServiceDay day, boolean late) {
    /**
     * @param own the day of its arrival, as far as the clock is believed
     * @param open no record counts on a day before it
     */
    static Timing of(Instant eventAt, Instant recordedAt, ServiceDay own, ServiceDay open) {
        boolean late = own.isBefore(open);
        return new Timing(eventAt, recordedAt, late ? open : own, late);
    }
}
