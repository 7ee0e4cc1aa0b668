package cn.smspay.sms;

import cn.smspay.base.RepeatedTrouble;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts by bind what is acknowledged and leaves no record. The 1st, 10th, 100th … of a bind is a line in the log as well, so
 * that it cannot go on unseen (R 3.0.2). Thread-safe.
 */
public final class LoggedCounts {
    private static final Logger LOG = LoggerFactory.getLogger(LoggedCounts.class);

    private final String what;
    private final Map<String, AtomicLong> byBind = new ConcurrentHashMap<>();

    /** @param what what is counted, in the plural, as the log says it */
    public LoggedCounts(String what) {
        this.what = what;
    }

    public void count(String bind) {
        long now = byBind.computeIfAbsent(bind, any -> new AtomicLong()).incrementAndGet();
        if (RepeatedTrouble.isTold(now)) {
            LOG.warn("{}: {}: {} since the start", bind, what, now);
        }
    }

    /** Of one bind. */
    public long of(String bind) {
        var count = byBind.get(bind);
        return count == null ? 0 : count.get();
    }

    /** Of all binds. */
    public long sum() {
        return byBind.values().stream().mapToLong(AtomicLong::get).sum();
    }
}
