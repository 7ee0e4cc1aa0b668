package cn.smspay.tools.demo;

import cn.smspay.base.ServiceDay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The real time, moved forward by as much as the demo's user has waited with {@code /wait}. Thread-safe. */
final class DemoClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    void turn(Duration by) {
        ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ServiceDay.ZONE;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(Clock.system(zone), ahead);
    }
}
