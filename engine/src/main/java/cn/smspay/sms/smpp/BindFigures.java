package cn.smspay.sms.smpp;

import cn.smspay.sms.LoggedCounts;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What has gone over one bind since the start, over all its connections. Thread-safe. */
final class BindFigures {
    /** Stands for all statuses beyond the first {@link #STATUSES_MAX}: a peer must not fill our memory. */
    static final int OTHER_STATUS = -1;

    private static final int STATUSES_MAX = 64;

    final LongAdder delivered = new LongAdder();
    final LongAdder accepted = new LongAdder();
    final LongAdder busy = new LongAdder();
    final LongAdder faults = new LongAdder();
    final LongAdder unreadable = new LongAdder();
    final LoggedCounts leftovers = new LoggedCounts("PDUs read, but for octets behind them that make no sense");
    final LoggedCounts aborted = new LoggedCounts("aborted conversations (esm_class 0x18) acknowledged");
    final LoggedCounts unreadableReceipts = new LoggedCounts("receipts without an id or a state acknowledged");
    final LongAdder submitted = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder throttled = new LongAdder();
    final LongAdder unknown = new LongAdder();
    final LongAdder late = new LongAdder();
    final LongAdder connects = new LongAdder();
    final LongAdder losses = new LongAdder();
    final LongAdder loginsRefused = new LongAdder();
    final LongAdder roundTrips = new LongAdder();
    final LongAdder roundTripMillis = new LongAdder();
    private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();

    /** One {@code submit_sm_resp} more with this status. */
    void answered(int status) {
        boolean known = statuses.containsKey(status) || statuses.size() < STATUSES_MAX;
        statuses.computeIfAbsent(known ? status : OTHER_STATUS, any -> new LongAdder())
                .increment();
    }

    void roundTrip(long millis) {
        roundTrips.increment();
        roundTripMillis.add(millis);
    }

    /** How many {@code submit_sm_resp} had which status. */
    Map<Integer, Long> statuses() {
        var counts = new TreeMap<Integer, Long>();
        statuses.forEach((status, count) -> counts.put(status, count.sum()));
        return counts;
    }
}
