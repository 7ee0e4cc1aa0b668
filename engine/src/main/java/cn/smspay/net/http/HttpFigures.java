package cn.smspay.net.http;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts of one door, for the page of figures. Thread-safe. */
public final class HttpFigures {
    final LongAdder requests = new LongAdder();
    final LongAdder limited = new LongAdder();
    final LongAdder busy = new LongAdder();
    final LongAdder failed = new LongAdder();
    final AtomicInteger connections = new AtomicInteger();

    public long requests() {
        return requests.sum();
    }

    /** Refused because one address asked too often. */
    public long limited() {
        return limited.sum();
    }

    /** Refused because all threads were taken. */
    public long busy() {
        return busy.sum();
    }

    /** Answered with 500. */
    public long failed() {
        return failed.sum();
    }

    /** Open now. */
    public int connections() {
        return connections.get();
    }
}
