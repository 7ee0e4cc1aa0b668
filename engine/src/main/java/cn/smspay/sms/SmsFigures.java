package cn.smspay.sms;

import cn.smspay.base.HalfHours;
import cn.smspay.base.Latencies;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What short messages have come to since the start. Thread-safe. */
public final class SmsFigures {
    /** Longer waits are not told apart any more. */
    private static final Duration WAIT_MOST = Duration.ofMinutes(10);

    public final LongAdder received = new LongAdder();
    public final LongAdder accepted = new LongAdder();
    public final LoggedCounts absorbed = new LoggedCounts("messages delivered again acknowledged");
    public final LongAdder redeliveryLoops = new LongAdder();
    public final LoggedCounts wrongDestination = new LoggedCounts("messages to numbers that are not ours acknowledged");
    public final LongAdder refused = new LongAdder();
    public final LongAdder faults = new LongAdder();
    public final LongAdder receipts = new LongAdder();
    public final LoggedCounts strayReceipts = new LoggedCounts("receipts that speak of no answer known when they came");
    public final LoggedCounts receiptsUnderWay = new LoggedCounts("receipts that say that more is to come");
    public final LoggedCounts receiptsWithoutBit = new LoggedCounts("receipts without the receipt bit of esm_class");
    public final LongAdder quarantined = new LongAdder();
    public final LongAdder flooded = new LongAdder();
    /** From the last byte of an uplink to its answer to the SMSC. */
    public final Latencies acknowledging = new Latencies(WAIT_MOST);
    /** From the decision of an answer to its being taken by the SMSC. */
    public final Latencies answering = new Latencies(WAIT_MOST);

    /** The same by half hours of the last day. */
    public final HalfHours answeringByTime = new HalfHours(WAIT_MOST);

    private final Map<Command, LongAdder> commands = new ConcurrentHashMap<>();
    public final LongAdder submitted = new LongAdder();
    public final LongAdder answersSent = new LongAdder();
    public final LongAdder answersRefused = new LongAdder();
    public final LongAdder answersUnknown = new LongAdder();
    public final LongAdder answersGivenUp = new LongAdder();

    /**
     * What uplinks have come to.
     *
     * @param word the command that was understood, empty if none was
     */
    public record Command(String word, String disposition) {}

    void command(String word, String disposition) {
        commands.computeIfAbsent(new Command(word, disposition), any -> new LongAdder())
                .increment();
    }

    /** How many uplinks were which command, with which end. */
    public Map<Command, Long> commands() {
        var counts = new HashMap<Command, Long>();
        commands.forEach((command, count) -> counts.put(command, count.sum()));
        return counts;
    }
}
