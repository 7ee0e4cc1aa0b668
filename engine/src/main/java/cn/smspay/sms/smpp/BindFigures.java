package cn.smspay.sms.smpp;

import cn.smspay.sms.LoudCounts;
import java.util.concurrent.atomic.LongAdder;

/** What has gone over one bind since the start, over all its connections. Thread-safe. */
final class BindFigures {
    final LongAdder delivered = new LongAdder();
    final LongAdder accepted = new LongAdder();
    final LongAdder busy = new LongAdder();
    final LongAdder faults = new LongAdder();
    final LongAdder unreadable = new LongAdder();
    final LoudCounts leftovers = new LoudCounts("PDUs read, but for octets behind them that make no sense");
    final LoudCounts aborted = new LoudCounts("aborted conversations (esm_class 0x18) acknowledged");
    final LoudCounts unreadableReceipts = new LoudCounts("receipts without an id or a state acknowledged");
    final LongAdder submitted = new LongAdder();
    final LongAdder taken = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder throttled = new LongAdder();
    final LongAdder unknown = new LongAdder();
    final LongAdder late = new LongAdder();
    final LongAdder connects = new LongAdder();
    final LongAdder losses = new LongAdder();
}
